// What becomes of a Revision of an Entry: the outcome table of design section 5, as a pure function
// of the Entry's members. The hub decides with it; the agent uses it to show at once, offline, what
// the hub will say if nothing else comes first.
//
//   Members entry;
//   Candidate c{.parents = {7}, .content = digest};
//   Placement p = Place(entry, c);          // first line that fits
//   Apply(entry, id, c, p);                 // the fold: does what was decided and nothing else
//
// Names: a member is named by whatever number its owner gives it (at the hub, the index of its
// Received record); higher numbers came later. The set {head, contenders, held} does not depend on
// the order of arrival.
#ifndef GOM_COMMON_SYNC_ENTRY_FOLD_H_
#define GOM_COMMON_SYNC_ENTRY_FOLD_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "common/log/chain.h"
#include "gom/v1/record.pb.h"

namespace gom::sync {

using MemberId = uint64_t;
// Nearly always none or one, so that they seldom need memory of their own.
using MemberIds = absl::InlinedVector<MemberId, 2>;

struct Member {
  MemberId id = 0;
  v1::Outcome standing =
      v1::OUTCOME_UNSPECIFIED;  // HEAD, CONTENDER, HELD, SETTLED or SAME, as of now
  v1::HeldReason held_reason = v1::HELD_REASON_UNSPECIFIED;
  MemberIds parents{};    // ascending; may be named before they are known only while held
  log::Digest content{};  // of values, items and text together: what "the same content" compares
  MemberId same_as = 0;
};

// The members of one Entry, oldest first.
struct Members {
  std::vector<Member> all;
  MemberId head = 0;  // 0: none

  const Member* Find(MemberId id) const;
  // Whether a is an ancestor of b (through members of any standing); a member is not its own
  // ancestor.
  bool IsAncestor(MemberId a, MemberId b) const;
  // Two names of one Revision are one Revision: the first one's name.
  MemberId Canonical(MemberId id) const;
  // It and all that it descends from, by canonical name, ascending.
  std::vector<MemberId> Lineage(MemberId id) const;
  int contenders() const;
  int held() const;
  bool in_conflict() const { return contenders() > 0; }
};

struct Candidate {
  // nullopt: one of its parents is not known here yet.
  std::optional<MemberIds> parents;
  // A reason that forbids counting it (locked, not of the plan, an error within); UNSPECIFIED:
  // none.
  v1::HeldReason obstacle = v1::HELD_REASON_UNSPECIFIED;
  log::Digest content{};
};

struct Placement {
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  v1::HeldReason held_reason = v1::HELD_REASON_UNSPECIFIED;
  MemberIds settles;  // former head, contenders and held ones that are its ancestors; ascending
  MemberId same_as = 0;
};

// Decides. `self`: the member's own id where it is decided again (a held one), else 0.
Placement Place(const Members& entry, const Candidate& candidate, MemberId self = 0);

// Carries out a placement: a new member, or a held one released.
void Apply(Members& entry, MemberId id, const Candidate& candidate, const Placement& placement);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_ENTRY_FOLD_H_
