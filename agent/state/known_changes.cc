#include "agent/state/known_changes.h"

#include <algorithm>

namespace gom::agent {

void KnownChanges::Add(const Name& name, sync::MemberId id) {
  at_[Place{name.stream, name.index}] = {id, name.digest};
}

void KnownChanges::AddContinuation(const v1::Continuation& c, const std::string& stream) {
  for (int i = 0; i < std::min(c.moved_digests_size(), c.moved_to_size()); ++i)
    moved_[Place{c.stream(), c.moved_digests(i)}] = Place{stream, c.moved_to(i)};
}

std::optional<sync::MemberId> KnownChanges::At(const PlaceView& place) const {
  const auto at = at_.find(place);
  return at == at_.end() ? std::nullopt : std::optional(at->second.id);
}

std::optional<sync::MemberId> KnownChanges::Find(const Name& name) const {
  const auto at = at_.find(PlaceView(name.stream, name.index));
  if (at != at_.end()) {
    const uint64_t digest = at->second.digest;
    if (name.digest == 0 || digest == 0 || digest == name.digest) return at->second.id;
  }
  const auto moved = moved_.find(PlaceView(name.stream, name.digest));
  return moved == moved_.end() ? std::nullopt : At(moved->second);
}

}  // namespace gom::agent
