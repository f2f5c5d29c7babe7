// Changes by their names. A Change may have more than one: what a stream took over from an older
// one is known by both, and a name without the right digest is another Change's.
#ifndef GOM_AGENT_STATE_KNOWN_CHANGES_H_
#define GOM_AGENT_STATE_KNOWN_CHANGES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "agent/state/holdings.h"
#include "common/sync/entry_fold.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

using Place = std::pair<std::string, uint64_t>;  // stream and index
using PlaceView = std::pair<std::string_view, uint64_t>;

// Orders places, and finds one by what is borrowed.
struct PlaceLess {
  using is_transparent = void;
  bool operator()(const PlaceView& a, const PlaceView& b) const {
    return a.second != b.second ? a.second < b.second : a.first < b.first;
  }
};

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
  std::map<Place, Change, PlaceLess> at_;
  std::map<Place, Place, PlaceLess> moved_;  // by older stream and, for an index, the digest there
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_KNOWN_CHANGES_H_
