// What the hub's replies bring, and what is to be handed back to it.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/state/orphans.h"
#include "agent/state/plan_news.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/words.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

std::optional<v1::PlanApplied> NewestPlan(const std::vector<HubEvent>& events) {
  std::optional<v1::PlanApplied> newest;
  v1::Event event;
  for (const HubEvent& e : events) {
    if (e.own_log == 0 && event.ParseFromString(e.main) && event.has_plan_applied())
      newest = event.plan_applied();
  }
  return newest;
}

}  // namespace

absl::Status AgentStore::TakeReply(const Reply& reply) {
  const bool aside = reply.from_nothing || marks_.aside.has_value();
  const bool lost = reply.from_nothing || (aside && reply.term > marks_.highest_term);
  const bool swap = aside && !reply.more;
  const std::optional<v1::Words> news = NewsOfPlan(reply);
  GOM_STEPS_OF("agent.reply");
  absl::Status taken = Change([&]() -> absl::Status {
    if (reply.from_nothing) RETURN_IF_ERROR(ClearAside());
    if (lost) RETURN_IF_ERROR(SetMeta(kMetaAsideLost, "1"));
    {
      GOM_STEP("events");
      for (const HubEvent& e : reply.events)
        RETURN_IF_ERROR(PutEvent(aside ? kFoldAside : kFoldCurrent, e));
    }
    RETURN_IF_ERROR(HandOver(reply, aside, lost || marks_.aside_lost));
    if (swap) RETURN_IF_ERROR(Swap());
    RETURN_IF_ERROR(
        SetMeta(aside && !swap ? kMetaAside : kMetaRead, reply.read.SerializeAsString()));
    Touch(kStreams);
    RETURN_IF_ERROR(db_->Run([&] {
      log::Query mark(
          *db_, "UPDATE stream SET acknowledged = ?1, sent = max(sent, ?1) WHERE number = ?2");
      BindUnsigned(*mark, 1, reply.acknowledged);
      mark->bind(2, static_cast<int64_t>(reply.stream));
      mark->exec();
    }));
    if (reply.receipt.has_value()) RETURN_IF_ERROR(PutReceipt(*reply.receipt));
    if (reply.term > marks_.highest_term) RETURN_IF_ERROR(AskAgain());
    if (news.has_value()) RETURN_IF_ERROR(PutNotice(*news, reply.now_ms));
    // Last, when whatever was stored or set aside stands where it stays.
    RETURN_IF_ERROR(EraseRedacted(reply.events));
    return NoteSuccess(reply);
  });
  if (taken.ok()) {
    Sweep().IgnoreError();
    reserve_.Keep();
  }
  return taken;
}

// Where the reply brings one that comes after another one.
std::optional<v1::Words> AgentStore::NewsOfPlan(const Reply& reply) {
  const std::optional<v1::PlanApplied> applied = NewestPlan(reply.events);
  if (!applied.has_value()) return std::nullopt;
  const SchoolState& before = state();
  if (!before.ready() || applied->version() <= before.plan->version()) return std::nullopt;
  const auto now = plans_->Get(*applied);
  if (!now.ok()) return std::nullopt;  // the fold says why
  return PlanNews(*before.unit_row, *before.plan, **now);
}

absl::Status AgentStore::NoteSuccess(const Reply& reply) {
  RETURN_IF_ERROR(
      SetMeta(kMetaHighestTerm, absl::StrCat(std::max(marks_.highest_term, reply.term))));
  if (reply.waits_for_readmission != marks_.waits_for_readmission)
    RETURN_IF_ERROR(SetMeta(kMetaWaitsForReadmission, reply.waits_for_readmission ? "1" : ""));
  if (reply.hub_clock_ms != 0)
    RETURN_IF_ERROR(SetMeta(kMetaSkew, absl::StrCat(reply.now_ms - reply.hub_clock_ms)));
  RETURN_IF_ERROR(SetMeta(kMetaLastSync, absl::StrCat(reply.now_ms)));
  RETURN_IF_ERROR(SetMeta(kMetaLastTry, absl::StrCat(reply.now_ms)));
  RETURN_IF_ERROR(SetMeta(kMetaTries, "0"));
  RETURN_IF_ERROR(SetMeta(kMetaFailingSince, ""));
  RETURN_IF_ERROR(SetMeta(kMetaProblemCode, ""));
  if (reply.hub_clock_ms != 0) RETURN_IF_ERROR(DropOldNotices(reply.hub_clock_ms));
  return SetMeta(kMetaProblem, "");
}

// What was read aside is what is believed from now on.
absl::Status AgentStore::Swap() {
  Touch(kEvents);
  GOM_STEP("swap");
  RETURN_IF_ERROR(SetMeta(kMetaAside, ""));
  RETURN_IF_ERROR(SetMeta(kMetaAsideLost, ""));
  return db_->Run([&] {
    db_->connection().exec("DELETE FROM event WHERE fold = 0");
    db_->connection().exec("UPDATE event SET fold = 0 WHERE fold = 1");
  });
}

// What the hub has taken of what was handed back, and what of it was read there; and, where a
// complete new reading shows what it has lost, what is to be handed back from now on. A reading
// anew of a log that is still the same has lost nothing.
absl::Status AgentStore::HandOver(const Reply& reply, bool aside, bool hub_lost) {
  Orphans orphans = holdings_.orphans;
  if (reply.term > marks_.highest_term) ForgetTaken(&orphans);
  if (TakeAnswers(reply.orphans, &orphans))
    RETURN_IF_ERROR(SetMeta(kMetaOrphansRefusedAt, absl::StrCat(reply.now_ms)));
  if (!aside) {
    ReadBack(reply.events, reply.term, &orphans);
  } else if (!reply.more) {
    ASSIGN_OR_RETURN(const std::vector<HubEvent> now, ReadEvents(kFoldAside));
    if (hub_lost) {
      Holdings before = holdings_;
      before.orphans = std::move(orphans);
      orphans = FindOrphans(before, now);
      RETURN_IF_ERROR(AskAgain());
      RETURN_IF_ERROR(PutNotice(text::WordsOf(kHubRestored), reply.now_ms));
    } else {
      ReadBack(now, reply.term, &orphans);
    }
  }
  return orphans == holdings_.orphans ? absl::OkStatus() : PutOrphans(orphans);
}

absl::Status AgentStore::PutOrphans(const Orphans& orphans) {
  Touch(kOrphans);
  return db_->Run([&] {
    GOM_STEP("orphans");
    for (const char* table : {"orphan_stream", "orphan_change", "orphan_word"})
      db_->connection().exec(absl::StrCat("DELETE FROM ", table));
    log::Query stream(*db_,
                      "INSERT INTO orphan_stream (stream, device, after_index, "
                      "after_digest, refused_in, taken_to) VALUES (?, ?, ?, ?, ?, ?)");
    log::Query change(*db_,
                      "INSERT INTO orphan_change (stream, stream_index, main, text) "
                      "VALUES (?, ?, ?, ?)");
    for (const OrphanStream& s : orphans.streams) {
      const std::string digest = log::ToBytes(s.after.digest);
      BindBlob(*stream, 1, s.id);
      stream->bind(2, static_cast<int64_t>(s.device));
      BindUnsigned(*stream, 3, s.after.index);
      BindBlob(*stream, 4, digest);
      BindUnsigned(*stream, 5, s.refused_in);
      BindUnsigned(*stream, 6, s.taken_to);
      stream->exec();
      stream->reset();
      for (const OwnRecord& r : s.changes) {
        BindBlob(*change, 1, s.id);
        BindUnsigned(*change, 2, r.index);
        BindBlob(*change, 3, r.main);
        BindBlob(*change, 4, r.text);
        change->exec();
        change->reset();
      }
    }
    log::Query word(*db_,
                    "INSERT INTO orphan_word (hub_index, main, text, stream, stream_index, "
                    "digest) VALUES (?, ?, ?, ?, ?, ?)");
    for (const OrphanWord& w : orphans.words) {
      BindUnsigned(*word, 1, w.index);
      BindBlob(*word, 2, w.main);
      BindBlob(*word, 3, w.text);
      BindBlob(*word, 4, w.revision.stream);
      BindUnsigned(*word, 5, w.revision.index);
      BindUnsigned(*word, 6, w.revision.digest);
      word->exec();
      word->reset();
    }
  });
}

// The first one for a place says most: that it was there by then.
absl::Status AgentStore::PutReceipt(const HeldReceipt& receipt) {
  Touch(kReceipts);
  return db_->Run([&] {
    GOM_STEP("receipt");
    log::Query put(*db_,
                   "INSERT OR IGNORE INTO receipt (stream, stream_index, term, at, bytes) "
                   "VALUES (?, ?, ?, ?, ?)");
    BindBlob(*put, 1, receipt.stream);
    BindUnsigned(*put, 2, receipt.index);
    BindUnsigned(*put, 3, receipt.term);
    put->bind(4, receipt.at);
    BindBlob(*put, 5, receipt.bytes);
    put->exec();
  });
}

absl::Status AgentStore::ClearAside() {
  return db_->Run([&] { db_->connection().exec("DELETE FROM event WHERE fold = 1"); });
}

// The hub's log from its beginning, aside: what was read of it stays in view until that is
// complete.
absl::Status AgentStore::ReadAnew() {
  v1::Position beginning;
  beginning.set_term(std::max<uint64_t>(marks_.highest_term, 1));
  RETURN_IF_ERROR(ClearAside());
  // A restored hub that was not read yet has lost something all the same.
  if (marks_.read.index() > 0 && marks_.read.term() < marks_.highest_term)
    RETURN_IF_ERROR(SetMeta(kMetaAsideLost, "1"));
  return SetMeta(kMetaAside, beginning.SerializeAsString());
}

absl::StatusOr<bool> AgentStore::NoteDifferent(int64_t now_ms) {
  if (marks_.differed_again) return false;
  const bool again = marks_.differed_at != 0;
  GOM_STEPS_OF("agent.differs");
  const absl::Status noted = Change([&]() -> absl::Status {
    if (again) return SetMeta(kMetaDifferedAgain, "1");
    RETURN_IF_ERROR(ReadAnew());
    RETURN_IF_ERROR(SetMeta(kMetaDifferedAt, absl::StrCat(marks_.read.index())));
    return PutNotice(text::WordsOf(kStateDiffers), now_ms);
  });
  RETURN_IF_ERROR(noted);
  return !again;
}

absl::Status AgentStore::NoteAgreed() {
  if (marks_.differed_at == 0) return absl::OkStatus();
  GOM_STEPS_OF("agent.agrees");
  return Change([&]() -> absl::Status {
    RETURN_IF_ERROR(SetMeta(kMetaDifferedAgain, ""));
    return SetMeta(kMetaDifferedAt, "");
  });
}

absl::Status AgentStore::PutEvent(int fold, const HubEvent& e) {
  Touch(kEvents);
  return db_->Run([&] {
    log::Query put(
        *db_,
        "INSERT OR REPLACE INTO event (fold, hub_index, digest, own_log, main, text, stream, "
        "change_digest, row_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "row_digest(?2, ?3, ?4, ?5, ?6, ?7, ?8))");
    put->bind(1, fold);
    BindUnsigned(*put, 2, e.index);
    BindUnsigned(*put, 3, e.digest);
    put->bind(4, static_cast<int64_t>(e.own_log));
    BindBlob(*put, 5, e.main);
    BindBlob(*put, 6, e.text);
    BindBlob(*put, 7, e.stream);
    BindUnsigned(*put, 8, e.change_digest);
    put->exec();
  });
}

}  // namespace gom::agent
