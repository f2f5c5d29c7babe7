// A request of this device, from what its store holds: for a sync over the network, and for a
// bundle that carries many at once.
#ifndef GOM_AGENT_SYNC_REQUEST_H_
#define GOM_AGENT_SYNC_REQUEST_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "agent/store/agent_store.h"
#include "agent/sync/batch.h"

namespace gom::agent {

struct RequestOptions {
  BatchLimits limits;
  // Handed back beside the changes; null: nothing is.
  const Orphans* orphans = nullptr;
  bool words = true;
  // Also what the hub has refused, without waiting until it is time to ask again.
  bool refused_too = false;
  int64_t now_ms = 0;
  std::string build;
};

// What of the orphans goes into a request at `now_ms`.
HandBack HandBackAt(const SyncMarks& marks, bool words, int64_t now_ms);

// What `stream` has behind `after`, as much as one request carries.
v1::ExchangeRequest MakeRequest(const AgentStore& store, const OwnStream& stream, uint64_t after,
                                const RequestOptions& options);

// Everything that waits, in the order in which the hub is to take it, as if it had answered each
// before: the streams that are closed and not settled, the current one (at least one request, so
// that the hub says what is new), then what is handed back to a hub that was restored.
struct PendingCalls {
  std::vector<v1::ExchangeRequest> requests;
  std::vector<std::pair<uint32_t, uint64_t>> ends;  // by number of the stream: sent up to here
  uint32_t changes = 0;
};
// About `max_bytes` of it, from the first on. The device is enrolled.
PendingCalls CallsFor(const AgentStore& store, size_t max_bytes, int64_t now_ms,
                      const std::string& build);

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_REQUEST_H_
