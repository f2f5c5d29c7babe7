// An Entry as the hub holds it: its Revisions, where each stands, and which of them count.
//
//   const Revision* head = entry.Find(entry.members.head);
//   if (head != nullptr && head->verdict == v1::VERDICT_WORD_RETURNED) …
//
// Plain values: copyable, no I/O, not synchronised. Text is not here; whoever shows it reads it
// from the log by id.
#ifndef GOM_HUB_STATE_ENTRY_H_
#define GOM_HUB_STATE_ENTRY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "common/log/chain.h"
#include "common/plan/values.h"
#include "common/sync/entry_fold.h"
#include "gom/v1/record.pb.h"

namespace gom::hub {

inline constexpr uint32_t kNoUnit = 0xffffffff;

// Names an Entry. `unit` is a place in State::units; form and period are numbers, which stay
// through versions of a plan.
struct EntryKey {
  uint32_t unit = kNoUnit;
  uint32_t form = 0;
  uint32_t period = 0;
  bool present() const { return unit != kNoUnit; }
  friend auto operator<=>(const EntryKey&, const EntryKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const EntryKey& k) {
    return H::combine(std::move(h), k.unit, k.form, k.period);
  }
};

// A parent that is not known here yet, by the name that its child gave it.
struct ParentName {
  std::string stream;  // 16 bytes
  uint64_t index = 0;
  uint64_t digest = 0;  // first 8 bytes of the chain's digest there; 0: not given (a place in the
                        // child's own stream)
  friend bool operator==(const ParentName&, const ParentName&) = default;
};

struct Revision {
  // Index in the hub's log of its Received; the same as its sync::Member's.
  sync::MemberId id = 0;
  uint32_t stream = 0;  // State::streams[stream - 1]
  uint64_t stream_index = 0;
  uint32_t via = 0;        // the device that handed it back after a restore; 0: its own sent it
  int64_t entered_at = 0;  // seconds since 1970, by the device's clock
  // Milliseconds since 1970, by the hub's; where a receipt of an earlier term proves that it had
  // come before, then.
  int64_t received_at = 0;
  // May have come before, to a log that this one has lost, without a receipt of it, so that nobody
  // knows when it first came (State::MayHaveComeBefore).
  bool again = false;
  uint32_t plan_version = 0;
  bool has_text = false;
  // Values, items and evidence without text; Member::content has the text's digest in it too.
  log::Digest numbers{};
  // As first decided (what its own device is told), not where it stands now: that is in
  // Entry::members.
  v1::Outcome decided = v1::OUTCOME_UNSPECIFIED;
  v1::HeldReason decided_reason = v1::HELD_REASON_UNSPECIFIED;
  sync::MemberIds decided_settles;
  uint64_t decided_same_as = 0;
  // The last Verdict on it, and the index of that record; 0: none.
  v1::VerdictWord verdict = v1::VERDICT_WORD_UNSPECIFIED;
  uint64_t verdict_index = 0;
  int64_t verdict_at = 0;  // milliseconds
  // Present while the Revision may count: as head, contender or held, or as the accepted one.
  std::shared_ptr<const plan::Values> values;
  // The values otherwise, as PackValues writes them.
  std::string packed;
  // Only while held because a parent is unknown.
  std::vector<ParentName> unresolved;
};

// The values wherever they are.
std::shared_ptr<const plan::Values> ValuesOf(const Revision& revision);

// What counts in statistics.
struct Tally {
  int64_t reported = 0;     // has a head
  int64_t in_conflict = 0;  // has contenders
  int64_t held = 0;         // held Revisions
  int64_t returned = 0;     // its head was returned
  int64_t waiting = 0;      // its head was neither accepted nor returned
  void Move(const Tally& other, int sign);
  friend bool operator==(const Tally&, const Tally&) = default;
};

struct Entry {
  EntryKey key;
  sync::Members members;
  std::vector<Revision> revisions;  // in step with members.all
  // The Revision accepted last whose last Verdict says so; 0: none.
  sync::MemberId accepted = 0;

  const Revision* Find(sync::MemberId id) const;
  Revision* Find(sync::MemberId id);
  const Revision* head() const { return Find(members.head); }
  Tally tally() const;
};

// Values that an Entry no longer needs; somebody may still be pointing at them for a moment.
using Retired = std::vector<std::shared_ptr<const plan::Values>>;

// The fold of one Entry: a new Revision, or a held one that was decided again.
void FoldIn(Entry& entry, Revision revision, const sync::Candidate& candidate,
            const sync::Placement& placement, Retired* retired);
void FoldRelease(Entry& entry, sync::MemberId id, const sync::Candidate& candidate,
                 const sync::Placement& placement, Retired* retired);
void FoldVerdict(Entry& entry, sync::MemberId id, v1::VerdictWord word, uint64_t verdict_index,
                 int64_t at, Retired* retired);

// What "the same content" compares, made from the main part alone: a text counts by its salted
// digest, so that erasing it changes nothing that is folded.
log::Digest MemberContent(const log::Digest& numbers, std::string_view text_digest);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ENTRY_H_
