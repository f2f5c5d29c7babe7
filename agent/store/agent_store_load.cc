// The reading half of AgentStore.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "common/log/sqlite_log.h"
#include "common/text/status_macros.h"
#include "gom/v1/school.pb.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

template <typename Int>
Int NumberOf(const std::string& value) {
  Int n = 0;
  return absl::SimpleAtoi(value, &n) ? n : 0;
}

template <typename Message>
std::optional<Message> MessageOf(const std::string& value) {
  Message m;
  if (value.empty() || !m.ParseFromString(value)) return std::nullopt;
  return m;
}

// What each row of meta says, by its name.
using Meta = const std::string&;
using Taker = void (*)(Meta, Enrollment*, SyncMarks*);
const absl::flat_hash_map<std::string, Taker>& MetaTakers() {
  static const auto* const takers = new absl::flat_hash_map<std::string, Taker>{
      {kMetaEnrollment, [](Meta v, Enrollment* e, SyncMarks*) { TakeRow(v, e); }},
      {kMetaAddress, [](Meta v, Enrollment* e, SyncMarks*) { e->address = v; }},
      // Unreadable: read again from nothing.
      {kMetaRead,
       [](Meta v, Enrollment*, SyncMarks* m) {
         m->read = MessageOf<v1::Position>(v).value_or(v1::Position());
       }},
      {kMetaAside,
       [](Meta v, Enrollment*, SyncMarks* m) { m->aside = MessageOf<v1::Position>(v); }},
      {kMetaAsideLost, [](Meta v, Enrollment*, SyncMarks* m) { m->aside_lost = !v.empty(); }},
      {kMetaDifferedAt,
       [](Meta v, Enrollment*, SyncMarks* m) { m->differed_at = NumberOf<uint64_t>(v); }},
      {kMetaWaitsForReadmission,
       [](Meta v, Enrollment*, SyncMarks* m) { m->waits_for_readmission = !v.empty(); }},
      {kMetaDifferedAgain,
       [](Meta v, Enrollment*, SyncMarks* m) { m->differed_again = !v.empty(); }},
      {kMetaUnswept, [](Meta v, Enrollment*, SyncMarks* m) { m->unswept = !v.empty(); }},
      {kMetaHighestTerm,
       [](Meta v, Enrollment*, SyncMarks* m) { m->highest_term = NumberOf<uint64_t>(v); }},
      {kMetaLastSync,
       [](Meta v, Enrollment*, SyncMarks* m) { m->last_sync = NumberOf<int64_t>(v); }},
      {kMetaLastTry, [](Meta v, Enrollment*, SyncMarks* m) { m->last_try = NumberOf<int64_t>(v); }},
      {kMetaTries, [](Meta v, Enrollment*, SyncMarks* m) { m->tries = NumberOf<uint32_t>(v); }},
      {kMetaFailingSince,
       [](Meta v, Enrollment*, SyncMarks* m) { m->failing_since = NumberOf<int64_t>(v); }},
      {kMetaProblemCode, [](Meta v, Enrollment*, SyncMarks* m) { m->problem_code = v; }},
      {kMetaProblem,
       [](Meta v, Enrollment*, SyncMarks* m) { m->problem = MessageOf<v1::Words>(v); }},
      {kMetaEvidenceProblem,
       [](Meta v, Enrollment*, SyncMarks* m) { m->evidence_problem = MessageOf<v1::Words>(v); }},
      {kMetaCommune,
       [](Meta v, Enrollment*, SyncMarks* m) { m->commune = MessageOf<v1::KeptCommune>(v); }},
      {kMetaSkew,
       [](Meta v, Enrollment*, SyncMarks* m) { m->clock_skew_ms = NumberOf<int64_t>(v); }},
      {kMetaMessagesSeen,
       [](Meta v, Enrollment*, SyncMarks* m) { m->messages_seen_until = NumberOf<int64_t>(v); }},
      {kMetaOrphansRefusedAt,
       [](Meta v, Enrollment*, SyncMarks* m) { m->orphans_refused_at = NumberOf<int64_t>(v); }}};
  return *takers;
}

}  // namespace

// What the store keeps in memory of what is on disk.
struct AgentStore::Contents {
  Enrollment enrollment;
  SyncMarks marks;
  Holdings holdings;
  std::vector<std::pair<uint32_t, uint64_t>> damaged;
  uint64_t damaged_events = 0;
  std::vector<DraftPlace> damaged_drafts;
  std::vector<Notice> notices;
  std::set<std::string> evidence_at_hub;
};

void AgentStore::SwapUnread(Contents* with) {
  const auto swap = [this](Part part, auto& mine, auto& theirs) {
    if ((unread_ & part) != 0) std::swap(mine, theirs);
  };
  swap(kMeta, enrollment_, with->enrollment);
  swap(kMeta, holdings_.unit, with->holdings.unit);
  swap(kMeta, marks_, with->marks);
  swap(kStreams, holdings_.streams, with->holdings.streams);
  swap(kStreams, damaged_, with->damaged);
  swap(kEvents, holdings_.events, with->holdings.events);
  swap(kEvents, damaged_events_, with->damaged_events);
  swap(kDrafts, holdings_.drafts, with->holdings.drafts);
  swap(kDrafts, damaged_drafts_, with->damaged_drafts);
  swap(kNotices, notices_, with->notices);
  swap(kOrphans, holdings_.orphans, with->holdings.orphans);
  swap(kReceipts, holdings_.receipts, with->holdings.receipts);
  swap(kEvidence, evidence_at_hub_, with->evidence_at_hub);
}

absl::Status AgentStore::Refresh() {
  // From nothing: a row that a rollback took away is nowhere any more.
  Contents before;
  SwapUnread(&before);
  absl::Status read = Load();
  if (!read.ok()) {
    SwapUnread(&before);
    return read;
  }
  const auto same = [this](Part part, const auto& now, const auto& then) {
    return (unread_ & part) == 0 || now == then;
  };
  folded_ = folded_ && same(kMeta, holdings_.unit, before.holdings.unit) &&
            same(kStreams, holdings_.streams, before.holdings.streams) &&
            same(kEvents, holdings_.events, before.holdings.events);
  state_.drafts = holdings_.drafts;
  unread_ = 0;
  return absl::OkStatus();
}

absl::Status AgentStore::Load() {
  const auto load = [this](Part part, absl::Status (AgentStore::*read)()) {
    return (unread_ & part) == 0 ? absl::OkStatus() : (this->*read)();
  };
  RETURN_IF_ERROR(load(kMeta, &AgentStore::LoadMeta));
  RETURN_IF_ERROR(load(kStreams, &AgentStore::LoadStreams));
  RETURN_IF_ERROR(load(kEvents, &AgentStore::LoadEvents));
  RETURN_IF_ERROR(load(kDrafts, &AgentStore::LoadDrafts));
  RETURN_IF_ERROR(load(kNotices, &AgentStore::LoadNotices));
  RETURN_IF_ERROR(load(kReceipts, &AgentStore::LoadReceipts));
  RETURN_IF_ERROR(load(kEvidence, &AgentStore::LoadEvidence));
  return load(kOrphans, &AgentStore::LoadOrphans);
}

absl::Status AgentStore::LoadMeta() {
  std::vector<std::pair<std::string, std::string>> rows;
  RETURN_IF_ERROR(db_->Run([&] {
    log::Query query(*db_, "SELECT name, value FROM meta ORDER BY name");
    while (query->executeStep())
      rows.emplace_back(query->getColumn(0).getString(), BlobOf(query->getColumn(1)));
  }));
  for (const auto& [name, value] : rows) {
    const auto taker = MetaTakers().find(name);
    if (taker != MetaTakers().end()) taker->second(value, &enrollment_, &marks_);
  }
  holdings_.unit = enrollment_.unit;
  return absl::OkStatus();
}

absl::Status AgentStore::LoadStreams() {
  RETURN_IF_ERROR(db_->Run([&] {
    log::Query query(*db_,
                     "SELECT number, id, current, agreed, acknowledged, sent, settled FROM stream "
                     "ORDER BY number");
    while (query->executeStep()) {
      OwnStream& s = holdings_.streams.emplace_back();
      s.number = query->getColumn(0).getUInt();
      s.id = BlobOf(query->getColumn(1));
      s.current = query->getColumn(2).getInt() != 0;
      s.agreed = UnsignedOf(query->getColumn(3));
      s.acknowledged = UnsignedOf(query->getColumn(4));
      s.sent = UnsignedOf(query->getColumn(5));
      s.settled = query->getColumn(6).getInt() != 0;
    }
  }));
  for (OwnStream& s : holdings_.streams) RETURN_IF_ERROR(LoadRecords(&s));
  return absl::OkStatus();
}

absl::Status AgentStore::LoadRecords(OwnStream* stream) {
  std::unique_ptr<log::LogStore> log = log::OpenSqliteLog(*db_, stream->number);
  ASSIGN_OR_RETURN(const log::Position tail, log->Tail());
  // What lies behind the point where a stream was frozen has moved to another one.
  const uint64_t last = stream->grows_no_more() ? stream->agreed : tail.index;
  uint64_t next = 1;
  while (next <= std::min(last, tail.index)) {
    const uint64_t from = next;
    absl::Status read = log->Read(next, [&](const log::Record& r) {
      stream->records.push_back({r.index, r.digest, r.main, r.text});
      next = r.index + 1;
      return next <= last;
    });
    // Where the one before is gone nobody can say whether this one is what was written.
    const bool unfounded = read.ok() && next == from;
    if (read.ok() && !unfounded) break;
    if (!unfounded && !absl::IsDataLoss(read)) return read;
    damaged_.emplace_back(stream->number, next++);  // that one alone is set aside
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<HubEvent>> AgentStore::ReadEvents(int fold, uint64_t* damaged) {
  std::vector<HubEvent> events;
  RETURN_IF_ERROR(db_->Run([&] {
    log::Query query(
        *db_,
        absl::StrCat("SELECT hub_index, digest, own_log, main, text, stream, change_digest, ",
                     kEventDigest, " = row_digest FROM event WHERE fold = ? ORDER BY hub_index"));
    query->bind(1, fold);
    while (query->executeStep()) {
      if (query->getColumn(7).getInt() == 0) {
        if (damaged != nullptr) ++*damaged;
        continue;
      }
      HubEvent& e = events.emplace_back();
      e.index = UnsignedOf(query->getColumn(0));
      e.digest = UnsignedOf(query->getColumn(1));
      e.own_log = query->getColumn(2).getUInt();
      e.main = BlobOf(query->getColumn(3));
      e.text = BlobOf(query->getColumn(4));
      e.stream = BlobOf(query->getColumn(5));
      e.change_digest = UnsignedOf(query->getColumn(6));
    }
  }));
  return events;
}

absl::Status AgentStore::LoadEvents() {
  ASSIGN_OR_RETURN(holdings_.events, ReadEvents(kFoldCurrent, &damaged_events_));
  return absl::OkStatus();
}

absl::Status AgentStore::LoadOrphans() {
  Orphans& orphans = holdings_.orphans;
  return db_->Run([&] {
    log::Query streams(*db_,
                       "SELECT stream, device, after_index, after_digest, refused_in, taken_to "
                       "FROM orphan_stream ORDER BY stream");
    while (streams->executeStep()) {
      OrphanStream& s = orphans.streams.emplace_back();
      s.id = BlobOf(streams->getColumn(0));
      s.device = streams->getColumn(1).getUInt();
      s.after = {UnsignedOf(streams->getColumn(2)), log::FromBytes(BlobOf(streams->getColumn(3)))};
      s.refused_in = UnsignedOf(streams->getColumn(4));
      s.taken_to = UnsignedOf(streams->getColumn(5));
      log::Query changes(*db_,
                         "SELECT stream_index, main, text FROM orphan_change "
                         "WHERE stream = ? ORDER BY stream_index");
      BindBlob(*changes, 1, s.id);
      log::Digest digest = s.after.digest;
      while (changes->executeStep()) {
        std::string main = BlobOf(changes->getColumn(1));
        digest = log::Next(digest, main);
        s.changes.push_back({UnsignedOf(changes->getColumn(0)), digest, std::move(main),
                             BlobOf(changes->getColumn(2))});
      }
    }
    log::Query words(*db_,
                     "SELECT hub_index, main, text, stream, stream_index, digest "
                     "FROM orphan_word ORDER BY place");
    while (words->executeStep()) {
      orphans.words.push_back({UnsignedOf(words->getColumn(0)), BlobOf(words->getColumn(1)),
                               BlobOf(words->getColumn(2)),
                               Name{BlobOf(words->getColumn(3)), UnsignedOf(words->getColumn(4)),
                                    UnsignedOf(words->getColumn(5))}});
    }
  });
}

absl::Status AgentStore::LoadReceipts() {
  return db_->Run([&] {
    log::Query query(*db_,
                     "SELECT stream, stream_index, term, at, bytes FROM receipt "
                     "ORDER BY at, stream, stream_index, term");
    while (query->executeStep()) {
      HeldReceipt& r = holdings_.receipts.emplace_back();
      r.stream = BlobOf(query->getColumn(0));
      r.index = UnsignedOf(query->getColumn(1));
      r.term = UnsignedOf(query->getColumn(2));
      r.at = query->getColumn(3).getInt64();
      r.bytes = BlobOf(query->getColumn(4));
    }
  });
}

}  // namespace gom::agent
