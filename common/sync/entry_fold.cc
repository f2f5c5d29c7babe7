#include "common/sync/entry_fold.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "common/sync/twins.h"

namespace gom::sync {
namespace {

bool Counts(const Member& m) {
  return m.standing == v1::OUTCOME_HEAD || m.standing == v1::OUTCOME_CONTENDER;
}

// What is above some Revisions: the parents named and everything above them, by canonical name,
// ascending. One walk.
using Ancestry = absl::InlinedVector<MemberId, 16>;
Ancestry Above(const Members& entry, const MemberIds& parents) {
  Ancestry seen;
  absl::InlinedVector<MemberId, 16> waiting(parents.begin(), parents.end());
  while (!waiting.empty()) {
    const MemberId id = entry.Canonical(waiting.back());
    waiting.pop_back();
    const auto at = std::lower_bound(seen.begin(), seen.end(), id);
    if (at != seen.end() && *at == id) continue;
    seen.insert(at, id);
    if (const Member* m = entry.Find(id); m != nullptr) {
      waiting.insert(waiting.end(), m->parents.begin(), m->parents.end());
    }
  }
  return seen;
}

bool Contains(const Ancestry& above, MemberId id) {
  return std::binary_search(above.begin(), above.end(), id);
}

// A parent that itself waits for a parent is no better than one that has not come: until the way up
// is complete, nobody can say what descends from what, and the outcome would depend on the order of
// arrival.
bool AllParentsPlaced(const Members& entry, const Candidate& candidate) {
  if (!candidate.parents.has_value()) return false;
  return std::all_of(candidate.parents->begin(), candidate.parents->end(), [&](MemberId id) {
    const Member* m = entry.Find(id);
    return m != nullptr &&
           !(m->standing == v1::OUTCOME_HELD && m->held_reason == v1::HELD_REASON_PARENT_UNKNOWN);
  });
}

MemberIds CanonicalParents(const Members& entry, const MemberIds& parents) {
  MemberIds names;
  names.reserve(parents.size());
  for (const MemberId id : parents) names.push_back(entry.Canonical(id));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// What cannot count must not swallow what can: a held one is asked only where the same forbids
// both.
bool MaySwallow(const Member& m, const Candidate& candidate, MemberId self) {
  if (m.standing != v1::OUTCOME_HELD) return m.id != self && m.standing != v1::OUTCOME_SAME;
  return m.held_reason == candidate.obstacle && (self == 0 || m.id < self);
}

MemberId FindSame(const Members& entry, const Candidate& candidate, MemberId self) {
  MemberIds parents;
  std::optional<Twins> twins;
  bool made = false;
  for (const Member& m : entry.all) {
    if (!MaySwallow(m, candidate, self)) continue;
    if (m.content != candidate.content) continue;
    if (!made) parents = CanonicalParents(entry, *candidate.parents);
    made = true;
    if (CanonicalParents(entry, m.parents) == parents) return m.id;
    if (m.parents.empty() || parents.empty()) continue;
    if (!twins.has_value()) twins.emplace(entry);
    if (twins->Which(m.parents) == twins->Which(parents)) return m.id;
  }
  return 0;
}

bool IsAncestorOfOneThatCounts(const Members& entry, MemberId self) {
  return std::any_of(entry.all.begin(), entry.all.end(), [&](const Member& m) {
    return Counts(m) && m.id != self && entry.IsAncestor(self, m.id);
  });
}

// The usual case, an edit of what counts while nothing else waits, is answered without walking the
// history.
bool IsPlainEdit(const Members& entry, const Candidate& candidate, MemberId self) {
  const MemberIds& parents = *candidate.parents;
  if (self != 0 || std::find(parents.begin(), parents.end(), entry.head) == parents.end())
    return false;
  return std::none_of(entry.all.begin(), entry.all.end(), [](const Member& m) {
    return m.standing == v1::OUTCOME_CONTENDER || m.standing == v1::OUTCOME_HELD;
  });
}

Placement Held(v1::HeldReason reason) { return {v1::OUTCOME_HELD, reason, {}, 0}; }

Placement Same(MemberId as) { return {v1::OUTCOME_SAME, v1::HELD_REASON_UNSPECIFIED, {}, as}; }

// Under two names a Revision is one, also where it may not count: what descends from either name
// would else be two, too. Whoever the hub does not know, or has revoked, waits for the operator
// whatever they say.
Placement Hindered(const Members& entry, const Candidate& candidate, MemberId self) {
  if (candidate.obstacle == v1::HELD_REASON_DEVICE_UNKNOWN ||
      candidate.obstacle == v1::HELD_REASON_DEVICE_REVOKED)
    return Held(candidate.obstacle);
  const MemberId same = FindSame(entry, candidate, self);
  return same != 0 ? Same(same) : Held(candidate.obstacle);
}

// As Above; and where the way up leads over one that waits for the operator, under every name.
Ancestry AboveUnderEveryName(const Members& entry, const MemberIds& parents) {
  Ancestry above = Above(entry, parents);
  const bool waits = std::any_of(above.begin(), above.end(), [&](MemberId id) {
    const Member* m = entry.Find(id);
    return m != nullptr && WaitsForTheOperator(*m);
  });
  if (!waits) return above;
  for (const MemberId twin : Twins(entry).Of(above)) above.push_back(twin);
  std::sort(above.begin(), above.end());
  return above;
}

// Puts a Revision in its place as head or contender, over all that it descends from. Contenders
// settle what they descend from just as a head does: which of the two is head depends on what came
// first, and what is settled must not.
Placement Over(const Members& entry, const Ancestry& above, v1::Outcome outcome, MemberId self) {
  Placement p{outcome, v1::HELD_REASON_UNSPECIFIED, {}, 0};
  for (const Member& m : entry.all) {
    const bool waits = Counts(m) || m.standing == v1::OUTCOME_HELD;
    if (waits && m.id != self && Contains(above, m.id)) p.settles.push_back(m.id);
  }
  return p;
}

}  // namespace

const Member* Members::Find(MemberId id) const {
  const auto at = std::lower_bound(all.begin(), all.end(), id,
                                   [](const Member& m, MemberId value) { return m.id < value; });
  return at != all.end() && at->id == id ? &*at : nullptr;
}

bool Members::IsAncestor(MemberId a, MemberId b) const {
  const MemberId from = Canonical(b);
  const Member* m = Find(from);
  if (m == nullptr || Canonical(a) == from) return false;
  return Contains(Above(*this, m->parents), Canonical(a));
}

MemberId Members::Canonical(MemberId id) const {
  // What others are the same as may have turned out to be the same as one that waited. A hub may
  // say what goes in a circle.
  for (size_t left = all.size(); left > 0; --left) {
    const Member* m = Find(id);
    if (m == nullptr || m->standing != v1::OUTCOME_SAME) break;
    id = m->same_as;
  }
  return id;
}

std::vector<MemberId> Members::Lineage(MemberId id) const {
  const Ancestry all_of = Above(*this, {id});
  return {all_of.begin(), all_of.end()};
}

int Members::contenders() const {
  return static_cast<int>(std::count_if(
      all.begin(), all.end(), [](const Member& m) { return m.standing == v1::OUTCOME_CONTENDER; }));
}

int Members::held() const {
  return static_cast<int>(std::count_if(
      all.begin(), all.end(), [](const Member& m) { return m.standing == v1::OUTCOME_HELD; }));
}

// The outcome table of the design, line by line.
Placement Place(const Members& entry, const Candidate& candidate, MemberId self) {
  if (!AllParentsPlaced(entry, candidate)) return Held(v1::HELD_REASON_PARENT_UNKNOWN);
  if (candidate.obstacle != v1::HELD_REASON_UNSPECIFIED) return Hindered(entry, candidate, self);
  if (entry.head != 0 && IsPlainEdit(entry, candidate, self)) {
    return {v1::OUTCOME_HEAD, v1::HELD_REASON_UNSPECIFIED, {entry.head}, 0};
  }
  const Ancestry above = AboveUnderEveryName(entry, *candidate.parents);
  if (entry.head == 0) return Over(entry, above, v1::OUTCOME_HEAD, self);
  if (self != 0 && IsAncestorOfOneThatCounts(entry, self)) {
    return {v1::OUTCOME_SETTLED, v1::HELD_REASON_UNSPECIFIED, {}, 0};
  }
  if (Contains(above, entry.head)) return Over(entry, above, v1::OUTCOME_HEAD, self);
  if (const MemberId same = FindSame(entry, candidate, self); same != 0) return Same(same);
  return Over(entry, above, v1::OUTCOME_CONTENDER, self);
}

void Apply(Members& entry, MemberId id, const Candidate& candidate, const Placement& placement) {
  const auto at = std::lower_bound(entry.all.begin(), entry.all.end(), id,
                                   [](const Member& m, MemberId value) { return m.id < value; });
  Member& member = at != entry.all.end() && at->id == id ? *at : *entry.all.insert(at, Member{});
  member.id = id;
  member.standing = placement.outcome;
  member.held_reason = placement.held_reason;
  member.same_as = placement.same_as;
  member.content = candidate.content;
  if (candidate.parents.has_value()) {
    member.parents = *candidate.parents;
    std::sort(member.parents.begin(), member.parents.end());
  }
  for (Member& other : entry.all) {
    if (!std::binary_search(placement.settles.begin(), placement.settles.end(), other.id)) continue;
    other.standing = v1::OUTCOME_SETTLED;
    other.held_reason = v1::HELD_REASON_UNSPECIFIED;
  }
  if (placement.outcome == v1::OUTCOME_HEAD) entry.head = id;
}

}  // namespace gom::sync
