// Changes by their names. A Change may have more than one: what a stream took over from an older
// one is known by both, and a name without the right digest is another Change's.
#ifndef GOM_AGENT_STATE_KNOWN_CHANGES_H_
#define GOM_AGENT_STATE_KNOWN_CHANGES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "agent/state/holdings.h"
#include "common/sync/entry_fold.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

using Place = std::pair<std::string, uint64_t>;  // stream and index
using PlaceView = std::pair<std::string_view, uint64_t>;

// By place; one is found by what is borrowed.
struct PlaceHash {
  using is_transparent = void;
  size_t operator()(const PlaceView& place) const {
    return absl::HashOf(place.first, place.second);
  }
};
struct PlaceEqual {
  using is_transparent = void;
  bool operator()(const PlaceView& a, const PlaceView& b) const { return a == b; }
};
template <typename Value>
using PlaceMap = absl::flat_hash_map<Place, Value, PlaceHash, PlaceEqual>;

class KnownChanges {
 public:
  void Add(const Name& name, sync::MemberId id);
  // What `stream` says that it took over from an older one.
  void AddContinuation(const v1::Continuation& continuation, const std::string& stream);

  // What lies there, whatever its digest.
  std::optional<sync::MemberId> At(const PlaceView& place) const;
  std::optional<sync::MemberId> Find(const Name& name) const;

 private:
  struct Change {
    sync::MemberId id = 0;
    uint64_t digest = 0;  // 0: not known
  };
  PlaceMap<Change> at_;
  PlaceMap<Place> moved_;  // by older stream and, for an index, the digest there
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_KNOWN_CHANGES_H_
