// Changes by their names. A Change may have more than one: what a stream took over from an older
// one is known by both, and a name without the right digest is another Change's.
#ifndef GOM_AGENT_STATE_KNOWN_CHANGES_H_
#define GOM_AGENT_STATE_KNOWN_CHANGES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agent/state/holdings.h"
#include "common/sync/entry_fold.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

using Place = std::pair<std::string, uint64_t>;  // stream and index

class KnownChanges {
 public:
  void Add(const Name& name, sync::MemberId id);
  // What `stream` says that it took over from an older one.
  void AddContinuation(const v1::Continuation& continuation, const std::string& stream);

  // What lies there, whatever its digest.
  std::optional<sync::MemberId> At(const Place& place) const;
  std::optional<sync::MemberId> Find(const Name& name) const;

 private:
  struct Change {
    sync::MemberId id = 0;
    uint64_t digest = 0;  // 0: not known
  };
  std::map<Place, Change> at_;
  std::map<std::pair<std::string, uint64_t>, Place> moved_;  // by older stream and digest there
};

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_KNOWN_CHANGES_H_
