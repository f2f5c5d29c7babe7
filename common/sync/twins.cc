#include "common/sync/twins.h"

#include <algorithm>
#include <vector>

namespace gom::sync {

bool WaitsForTheOperator(const Member& m) {
  return m.standing == v1::OUTCOME_HELD && (m.held_reason == v1::HELD_REASON_DEVICE_UNKNOWN ||
                                            m.held_reason == v1::HELD_REASON_DEVICE_REVOKED);
}

Twins::Twins(const Members& entry) : entry_(entry) {
  for (const Member& m : entry.all) Number(entry.Canonical(m.id));
}

// Parents first, without recursion: how long a history is, is for others to say.
void Twins::Number(MemberId id) {
  std::vector<MemberId> waiting = {id};
  while (!waiting.empty()) {
    const MemberId next = waiting.back();
    const Member* m = entry_.Find(next);
    if (m == nullptr || numbers_.contains(next)) {
      waiting.pop_back();
      continue;
    }
    if (begun_.insert(next).second) {
      for (const MemberId parent : m->parents) waiting.push_back(entry_.Canonical(parent));
      if (waiting.back() != next) continue;
    }
    waiting.pop_back();
    numbers_[next] =
        known_.emplace(std::pair(m->content, Which(m->parents)), known_.size() + 1).first->second;
  }
}

size_t Twins::Which(MemberId id) const {
  const auto at = numbers_.find(entry_.Canonical(id));
  return at == numbers_.end() ? 0 : at->second;
}

std::set<size_t> Twins::Which(absl::Span<const MemberId> ids) const {
  std::set<size_t> which;
  for (const MemberId id : ids) which.insert(Which(id));
  return which;
}

MemberIds Twins::Of(absl::Span<const MemberId> ids) const {
  const std::set<size_t> which = Which(ids);
  MemberIds twins;
  for (const Member& m : entry_.all) {
    if (m.standing == v1::OUTCOME_SAME || std::binary_search(ids.begin(), ids.end(), m.id))
      continue;
    if (which.contains(Which(m.id))) twins.push_back(m.id);
  }
  return twins;
}

}  // namespace gom::sync
