// Names of one Revision that were never compared: one of them waited for the operator (its device
// was revoked, or is not known), where nothing is compared with anything. What descends from either
// descends from both.
//
//   const Twins twins(entry);
//   if (twins.Which(a) == twins.Which(b)) …
//
// Pure.
#ifndef GOM_COMMON_SYNC_TWINS_H_
#define GOM_COMMON_SYNC_TWINS_H_

#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "absl/types/span.h"
#include "common/sync/entry_fold.h"

namespace gom::sync {

// Held as its device is revoked or not known: whatever it says, nothing is compared with it.
bool WaitsForTheOperator(const Member& m);

// Numbers the Revisions of an Entry from 1 on: what says the same over the same, all the way up,
// has one number. O(n log n) in the Entry's members.
class Twins {
 public:
  // The Entry must outlive it, unchanged.
  explicit Twins(const Members& entry);

  // 0: no member.
  size_t Which(MemberId id) const;
  std::set<size_t> Which(absl::Span<const MemberId> ids) const;
  // Members of other canonical names that are the same Revision as one of `ids` (canonical names,
  // ascending). Ascending.
  MemberIds Of(absl::Span<const MemberId> ids) const;

 private:
  void Number(MemberId id);

  const Members& entry_;
  std::map<MemberId, size_t> numbers_;  // by canonical name
  std::set<MemberId> begun_;
  std::map<std::pair<log::Digest, std::set<size_t>>, size_t> known_;
};

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_TWINS_H_
