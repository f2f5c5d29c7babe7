#include "hub/state/entry.h"

#include <algorithm>

#include "hub/state/packing.h"

namespace gom::hub {
namespace {

template <typename Revisions>
auto FindIn(Revisions& revisions, sync::MemberId id) -> decltype(revisions.data()) {
  const auto at =
      std::lower_bound(revisions.begin(), revisions.end(), id,
                       [](const Revision& r, sync::MemberId value) { return r.id < value; });
  return at != revisions.end() && at->id == id ? &*at : nullptr;
}

bool MayCount(const Entry& entry, sync::MemberId id) {
  if (id == entry.accepted) return true;
  const sync::Member* m = entry.members.Find(id);
  return m != nullptr && (m->standing == v1::OUTCOME_HEAD || m->standing == v1::OUTCOME_CONTENDER ||
                          m->standing == v1::OUTCOME_HELD);
}

// Keeps the values of what may count ready for the arithmetic, and those of the rest small.
void Arrange(Entry& entry, sync::MemberId id, Retired* retired) {
  Revision* r = entry.Find(id);
  if (r == nullptr) return;
  if (MayCount(entry, id)) {
    if (r->values == nullptr) r->values = ValuesOf(*r);
    r->packed.clear();
    return;
  }
  if (r->values == nullptr) return;
  Packer out(&r->packed);
  PackValues(*r->values, out);
  if (retired != nullptr) retired->push_back(std::move(r->values));
  r->values.reset();
}

}  // namespace

std::shared_ptr<const plan::Values> ValuesOf(const Revision& revision) {
  if (revision.values != nullptr) return revision.values;
  Unpacker in(revision.packed);
  return UnpackValues(in);
}

void Tally::Move(const Tally& other, int sign) {
  reported += sign * other.reported;
  in_conflict += sign * other.in_conflict;
  held += sign * other.held;
  returned += sign * other.returned;
  waiting += sign * other.waiting;
}

const Revision* Entry::Find(sync::MemberId id) const { return FindIn(revisions, id); }
Revision* Entry::Find(sync::MemberId id) { return FindIn(revisions, id); }

Tally Entry::tally() const {
  Tally t;
  const Revision* counted = head();
  t.reported = counted != nullptr;
  for (const sync::Member& m : members.all) {
    t.held += m.standing == v1::OUTCOME_HELD;
    if (m.standing == v1::OUTCOME_CONTENDER) t.in_conflict = 1;
  }
  t.returned = counted != nullptr && counted->verdict == v1::VERDICT_WORD_RETURNED;
  t.waiting = counted != nullptr && counted->verdict == v1::VERDICT_WORD_UNSPECIFIED;
  return t;
}

void FoldIn(Entry& entry, Revision revision, const sync::Candidate& candidate,
            const sync::Placement& placement, Retired* retired) {
  const sync::MemberId id = revision.id;
  revision.decided = placement.outcome;
  revision.decided_reason = placement.held_reason;
  revision.decided_settles = placement.settles;
  revision.decided_same_as = placement.same_as;
  sync::Apply(entry.members, id, candidate, placement);
  const auto at =
      std::lower_bound(entry.revisions.begin(), entry.revisions.end(), id,
                       [](const Revision& r, sync::MemberId value) { return r.id < value; });
  entry.revisions.insert(at, std::move(revision));
  for (const sync::MemberId settled : placement.settles) Arrange(entry, settled, retired);
  Arrange(entry, id, retired);
}

void FoldRelease(Entry& entry, sync::MemberId id, const sync::Candidate& candidate,
                 const sync::Placement& placement, Retired* retired) {
  sync::Apply(entry.members, id, candidate, placement);
  if (Revision* r = entry.Find(id);
      r != nullptr && placement.held_reason != v1::HELD_REASON_PARENT_UNKNOWN) {
    r->unresolved.clear();
  }
  for (const sync::MemberId settled : placement.settles) Arrange(entry, settled, retired);
  Arrange(entry, id, retired);
}

void FoldVerdict(Entry& entry, sync::MemberId id, v1::VerdictWord word, uint64_t verdict_index,
                 int64_t at, Retired* retired) {
  Revision* judged = entry.Find(id);
  if (judged == nullptr) return;
  judged->verdict = word;
  judged->verdict_index = verdict_index;
  judged->verdict_at = at;
  const sync::MemberId before = entry.accepted;
  entry.accepted = 0;
  uint64_t newest = 0;
  for (const Revision& r : entry.revisions) {
    if (r.verdict != v1::VERDICT_WORD_ACCEPTED || r.verdict_index < newest) continue;
    newest = r.verdict_index;
    entry.accepted = r.id;
  }
  Arrange(entry, before, retired);
  Arrange(entry, entry.accepted, retired);
}

log::Digest MemberContent(const log::Digest& numbers, std::string_view text_digest) {
  if (text_digest.empty()) return numbers;
  std::string both = log::ToBytes(numbers);
  both.append(text_digest);
  return log::Sha256(both);
}

}  // namespace gom::hub
