// Streams that are left behind, and asked about again: after the hub turned out to have another
// past, after the database turned out to be older than its sidecar, after damage.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/state/orphans.h"
#include "agent/store/agent_store.h"
#include "agent/store/rows.h"
#include "agent/store/schema.h"
#include "agent/store/sidecar.h"
#include "agent/store/words.h"
#include "common/log/sqlite_log.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

constexpr uint64_t kSidecarLimit = 64 * 1024;

// Whether the hub has said what became of a Change behind `last` in our stream `number`.
bool SpokeOfBehind(const std::vector<HubEvent>& events, uint32_t number, uint64_t last) {
  return std::any_of(events.begin(), events.end(), [&](const HubEvent& e) {
    v1::OwnOutcome outcome;
    return e.own_log == number && outcome.ParseFromString(e.main) && outcome.stream_index() > last;
  });
}

// Whether all that the hub has told of a Change of ours is what became of it.
bool ToldWithoutBytes(const std::vector<HubEvent>& events, uint32_t number, uint64_t index) {
  return std::any_of(events.begin(), events.end(), [&](const HubEvent& e) {
    v1::OwnOutcome outcome;
    return e.own_log == number && outcome.ParseFromString(e.main) &&
           outcome.stream_index() == index;
  });
}

}  // namespace

absl::Status AgentStore::MoveUnsent(uint64_t agreed, int64_t now_ms) {
  return MoveUnsentAnd(agreed, now_ms, [&](size_t moved) {
    return PutNotice(text::WordsOf(kRestoredHere, absl::StrCat(moved)), now_ms);
  });
}

absl::Status AgentStore::MoveUnsentAnd(uint64_t agreed, int64_t now_ms,
                                       absl::FunctionRef<absl::Status(size_t)> then) {
  const OwnStream* old = current();
  if (old == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  OwnStream fresh;
  fresh.number = holdings_.streams.back().number + 1;
  fresh.id = options_.random(16);
  fresh.current = true;
  GOM_STEPS_OF("agent.move");
  return Keeping(Change([&]() -> absl::Status {
    RETURN_IF_ERROR(CloseStream(old->number, agreed));
    RETURN_IF_ERROR(InsertStream(fresh.number, fresh.id));
    ASSIGN_OR_RETURN(const size_t moved, MoveOnto(*old, agreed, fresh, now_ms));
    return then(moved);
  }));
}

absl::Status AgentStore::Settle(uint64_t agreed, int64_t now_ms) {
  const OwnStream* old = asking();
  if (old == nullptr || old->current)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  GOM_STEPS_OF("agent.settle");
  return Keeping(Change([&]() -> absl::Status {
    RETURN_IF_ERROR(CloseStream(old->number, agreed));
    // Behind the end of it may stand what another life wrote there. Where a place within is
    // another's, all of it goes on elsewhere.
    const OwnStream whole = WholeOf(holdings_, *old);
    const uint64_t stays = agreed < old->last() ? agreed : StaysUpTo(holdings_, whole);
    if (stays >= whole.last()) return absl::OkStatus();
    Orphans orphans = holdings_.orphans;
    std::erase_if(orphans.streams, [&](const OrphanStream& s) { return s.id == old->id; });
    RETURN_IF_ERROR(PutOrphans(orphans));
    ASSIGN_OR_RETURN(const size_t moved, MoveOnto(whole, stays, *current(), now_ms));
    return PutNotice(text::WordsOf(kRestoredHere, absl::StrCat(moved)), now_ms);
  }));
}

// A hub in a new term, or one that does not know what this device has read of it, was restored, or
// moved: it may have lost the end of a stream that is closed here, also one that this device had
// not read of yet, and another copy of this device may have gone on there. The hub says how far
// each is the same.
absl::Status AgentStore::AskAgain() {
  Touch(kStreams);
  return db_->Run([&] {
    db_->connection().exec("UPDATE stream SET settled = 0 WHERE current = 0 AND agreed > 0");
  });
}

absl::Status AgentStore::CloseStream(uint32_t number, uint64_t agreed) {
  // Of what goes on elsewhere the hub may have spoken by its place here: one that was lost, and
  // that the next one comes after. It has to be read by the names that it has now.
  std::vector<HubEvent> aside;
  if (marks_.aside.has_value()) {
    ASSIGN_OR_RETURN(aside, ReadEvents(kFoldAside));
  }
  if (SpokeOfBehind(marks_.aside.has_value() ? aside : holdings_.events, number, agreed))
    RETURN_IF_ERROR(ReadAnew());
  Touch(kStreams);
  return db_->Run([&] {
    log::Query close(*db_,
                     "UPDATE stream SET current = 0, settled = 1, agreed = ?1, "
                     "acknowledged = ?1 WHERE number = ?2");
    BindUnsigned(*close, 1, agreed);
    close->bind(2, static_cast<int64_t>(number));
    close->exec();
  });
}

// What lies behind `agreed` goes on in `onto`. How many Changes that were.
absl::StatusOr<size_t> AgentStore::MoveOnto(const OwnStream& old, uint64_t agreed,
                                            const OwnStream& onto, int64_t now_ms) {
  Touch(kStreams);
  const Move move = ComposeMove(old, agreed, onto, now_ms / 1000);
  std::unique_ptr<log::LogStore> log = log::OpenSqliteLog(*db_, onto.number);
  ASSIGN_OR_RETURN(const log::Position tail, log->Tail());
  std::vector<log::Digest> digests;
  RETURN_IF_ERROR(log->Append(tail, move.records, &digests).status());
  std::vector<std::pair<Name, Name>> moved;
  for (const OwnRecord& r : old.records) {
    const auto to = move.moved.find(r.index);
    if (to == move.moved.end()) continue;
    const log::Digest& digest = digests[static_cast<size_t>(to->second - tail.index - 1)];
    moved.emplace_back(Name{old.id, r.index, log::Short(r.digest)},
                       Name{onto.id, to->second, log::Short(digest)});
  }
  RETURN_IF_ERROR(RebaseDrafts(moved));
  return move.moved.size();
}

// Behind what is on disk, the sidecar says less than is true, and that does no harm: it is no error
// where it cannot be written.
absl::Status AgentStore::Keeping(absl::Status changed) {
  if (!changed.ok() || !keeps_sidecar() || current() == nullptr) return changed;
  GOM_STEPS_OF("agent.sidecar");
  write_sidecar_(SidecarPath(), ToText(SidecarOf(*current()))).IgnoreError();
  return changed;
}

std::optional<Sidecar> AgentStore::ReadSidecar() const {
  const absl::StatusOr<std::string> text = platform::ReadFile(SidecarPath(), kSidecarLimit);
  return text.ok() ? FromText(*text) : std::nullopt;
}

absl::Status AgentStore::CheckSidecar() {
  // A record that cannot be read was told of already, and is not one that is not there.
  if (!keeps_sidecar() || current() == nullptr || !damaged_.empty()) return absl::OkStatus();
  const std::optional<Sidecar> sidecar = ReadSidecar();
  if (sidecar.has_value() && *sidecar == SidecarOf(*current())) return absl::OkStatus();
  std::set<uint32_t> periods;
  if (!sidecar.has_value() || !IsBehind(holdings_.streams, *sidecar, &periods))
    return Keeping(absl::OkStatus());
  std::vector<std::string> codes;
  if (const plan::Plan* plan = state().plan.get(); plan != nullptr) {
    for (const uint32_t number : periods) {
      const int index = plan->PeriodIndex(number);
      if (index >= 0) codes.push_back(plan->periods[static_cast<size_t>(index)].code);
    }
  }
  const v1::Words notice = codes.empty()
                               ? text::WordsOf(kFallenBehind)
                               : text::WordsOf(kFallenBehindPeriods, absl::StrJoin(codes, ", "));
  // New work goes to a new stream; how far the old one is the hub's, the hub says.
  GOM_STEPS_OF("agent.fallen_behind");
  return Keeping(Change([&]() -> absl::Status {
    const uint32_t number = holdings_.streams.back().number + 1;
    Touch(kStreams);
    RETURN_IF_ERROR(db_->Run(
        [&] { db_->connection().exec("UPDATE stream SET settled = 0 WHERE current = 1"); }));
    RETURN_IF_ERROR(db_->Run([&] { db_->connection().exec("UPDATE stream SET current = 0"); }));
    RETURN_IF_ERROR(InsertStream(number, options_.random(16)));
    return PutNotice(notice, options_.now_ms);
  }));
}

absl::Status AgentStore::LeaveDamageBehind(int64_t now_ms) {
  const OwnStream* s = current();
  std::vector<uint64_t> unsent;
  bool leave = false;
  for (const auto& [log, index] : damaged_) {
    // How far the hub has a stream that is closed and not settled, the next sync finds out.
    if (s == nullptr || log != s->number) continue;
    if (index > s->acknowledged) unsent.push_back(index);
    leave = leave || index > s->acknowledged || ToldWithoutBytes(holdings_.events, log, index);
  }
  if (!leave) return absl::OkStatus();
  if (!unsent.empty()) {
    const std::optional<Sidecar> sidecar = ReadSidecar();
    const std::string indexes = absl::StrJoin(unsent, ", ");
    const std::string forms = sidecar.has_value() ? LostUnsent(*sidecar) : std::string();
    RETURN_IF_ERROR(AddNotice(forms.empty() ? text::WordsOf(kRecordLostUnsent, indexes)
                                            : text::WordsOf(kRecordLostUnsentFor, indexes, forms),
                              now_ms));
  }
  return MoveUnsentAnd(current()->acknowledged, now_ms, [](size_t) { return absl::OkStatus(); });
}

absl::Status AgentStore::AskForDamaged(int64_t now_ms) {
  // The hub tells the stream that asks what became of its Changes, not what they said; of another
  // stream, such as one that was left behind, it tells both.
  const bool told = std::any_of(damaged_.begin(), damaged_.end(), [&](const auto& d) {
    return ToldWithoutBytes(holdings_.events, d.first, d.second);
  });
  // Where its log is being read anew already, they come along.
  if ((damaged_events_ == 0 && !told) || marks_.aside.has_value()) return absl::OkStatus();
  GOM_STEPS_OF("agent.read_anew");
  return Change([&]() -> absl::Status {
    RETURN_IF_ERROR(ReadAnew());
    if (damaged_events_ == 0) return absl::OkStatus();
    return PutNotice(text::WordsOf(kEventsDamaged, damaged_events_), now_ms);
  });
}

std::vector<uint64_t> AgentStore::DamagedButKnown() const {
  std::vector<uint64_t> indexes;
  for (const OwnStream& s : holdings_.streams) {
    for (const auto& [log, index] : damaged_) {
      if (log != s.number || index > s.acknowledged) continue;
      if (s.current || ToldWithoutBytes(holdings_.events, log, index)) indexes.push_back(index);
    }
  }
  return indexes;
}

}  // namespace gom::agent
