#include "hub/state/release.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "common/sync/twins.h"
#include "hub/state/decide.h"
#include "hub/state/obstacle.h"
#include "hub/state/outcome.h"
#include "hub/state/parents.h"

namespace gom::hub {
namespace {

enum class Missing { kAwaited, kGivenUp };
enum class Brought { kByWhoeverDid, kByItsOwner };

// Of one that was let go by the operator, or by its owner, that is not asked again.
bool MayWaitForOperator(const sync::Member& member) {
  return sync::WaitsForTheOperator(member) || member.held_reason == v1::HELD_REASON_PARENT_UNKNOWN;
}

// One held Change decided again; whether that changed anything.
bool DecideAgain(View& view, const EntryKey& key, uint64_t id, Missing missing = Missing::kAwaited,
                 Brought brought = Brought::kByWhoeverDid) {
  const Entry* entry = view.FindEntry(key);
  const Revision* revision = entry == nullptr ? nullptr : entry->Find(id);
  if (revision == nullptr) return false;
  const sync::Member* member = entry->members.Find(id);
  if (member->standing != v1::OUTCOME_HELD || member->held_reason == v1::HELD_REASON_UNREADABLE)
    return false;
  sync::Candidate candidate;
  candidate.content = member->content;
  candidate.parents = member->parents;
  if (member->held_reason == v1::HELD_REASON_PARENT_UNKNOWN) {
    const Parents parents = ResolveParents(view, key, revision->unresolved);
    candidate.parents = missing == Missing::kGivenUp ? parents.known : parents.all();
    if (parents.complete && parents.nonsense) candidate.obstacle = v1::HELD_REASON_UNREADABLE;
  }
  // Until the way up is complete nothing else is asked.
  if (sync::Place(entry->members, candidate, id).held_reason == v1::HELD_REASON_PARENT_UNKNOWN)
    return false;
  LazyWording wording([&] { return view.ReadText(id); });
  if (candidate.obstacle == v1::HELD_REASON_UNSPECIFIED) {
    if (MayWaitForOperator(*member)) {
      const uint32_t via = brought == Brought::kByItsOwner ? 0 : revision->via;
      candidate.obstacle = WaitsForOperator(view, revision->stream, via, id);
    }
    if (candidate.obstacle == v1::HELD_REASON_UNSPECIFIED) {
      candidate.obstacle = ObstacleTo(view,
                                      {.key = key,
                                       .values = *revision->values,
                                       .plan_version = revision->plan_version,
                                       .has_text = revision->has_text},
                                      wording);
    }
  }
  const sync::Placement placement = PlaceAmong(view, *entry, *revision, id, candidate, wording);
  if (placement.outcome == v1::OUTCOME_HELD && placement.held_reason == member->held_reason)
    return false;
  v1::Event event;
  event.mutable_released()->set_received(id);
  WriteOutcome(placement, event.mutable_released());
  view.Add(std::move(event));
  FoldRelease(view.MutableEntry(key), id, candidate, placement, view.retired());
  NoteHeld(view, key, id, placement);
  return true;
}

// Those of the Entry that wait for a parent, ascending.
std::vector<uint64_t> WaitForParent(const Entry& entry) {
  std::vector<uint64_t> waiting;
  for (const sync::Member& m : entry.members.all) {
    if (m.standing == v1::OUTCOME_HELD && m.held_reason == v1::HELD_REASON_PARENT_UNKNOWN)
      waiting.push_back(m.id);
  }
  return waiting;
}

}  // namespace

uint32_t ReleaseIn(View& view, const EntryKey& key, const log::Digest* arrived) {
  uint32_t released = 0;
  // Of those that have just found their place.
  absl::flat_hash_set<log::Digest> numbers;
  if (arrived != nullptr) numbers.insert(*arrived);
  for (bool moved = true; moved;) {
    moved = false;
    std::vector<uint64_t> held;
    for (const sync::Member& m : view.FindEntry(key)->members.all) {
      if (m.standing == v1::OUTCOME_HELD) held.push_back(m.id);
    }
    for (const uint64_t id : held) {
      const Entry& entry = *view.FindEntry(key);
      const log::Digest said = entry.Find(id)->numbers;
      const bool waits = entry.members.Find(id)->held_reason == v1::HELD_REASON_PARENT_UNKNOWN;
      if (arrived != nullptr && !waits && !numbers.contains(said)) continue;
      if (!DecideAgain(view, key, id)) continue;
      numbers.insert(said);
      ++released;
      moved = true;
    }
  }
  return released;
}

uint32_t TakeWaiting(View& view, const EntryKey& key, v1::EventText words) {
  const Entry* entry = view.FindEntry(key);
  std::vector<uint64_t> waiting;
  if (entry != nullptr) waiting = WaitForParent(*entry);
  if (waiting.empty()) return 0;
  v1::Event event;
  event.mutable_waiting_taken()->mutable_received()->Add(waiting.begin(), waiting.end());
  view.Add(std::move(event), std::move(words));
  uint32_t released = 0;
  // Whoever waits for one that waits itself follows it, and keeps it as its parent.
  for (bool moved = true; moved;) {
    moved = false;
    for (const uint64_t id : WaitForParent(*view.FindEntry(key))) {
      moved = DecideAgain(view, key, id, Missing::kGivenUp);
      if (moved) break;
    }
    if (moved) released += 1 + ReleaseIn(view, key, nullptr);
  }
  return released;
}

void ReleaseToOwner(View& view, const StreamEnd& stream, uint64_t last) {
  if (view.state().held.empty()) return;
  for (const auto& [id, key] : view.Held(stream.unit)) {
    const Entry* entry = view.FindEntry(key);
    const Revision* revision = entry == nullptr ? nullptr : entry->Find(id);
    if (revision == nullptr || revision->stream != stream.number || revision->via == 0 ||
        revision->stream_index > last || !sync::WaitsForTheOperator(*entry->members.Find(id)))
      continue;
    if (DecideAgain(view, key, id, Missing::kAwaited, Brought::kByItsOwner))
      ReleaseIn(view, key, nullptr);
  }
}

uint32_t ReleaseHeld(View& view) {
  absl::flat_hash_set<EntryKey> done;
  uint32_t released = 0;
  for (const auto& [index, key] : view.Held()) {
    if (done.insert(key).second) released += ReleaseIn(view, key, nullptr);
  }
  return released;
}

}  // namespace gom::hub
