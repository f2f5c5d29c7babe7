// From what a reply delivers to the events that are kept. Pure.
#ifndef GOM_AGENT_SYNC_DELIVERIES_H_
#define GOM_AGENT_SYNC_DELIVERIES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/state/holdings.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// More events than any hub sends in one reply; a run of outcomes that says it stands for more is
// not believed.
inline constexpr size_t kMaxEventsOfReply = 1 << 16;

// In the order of the hub's log; a run becomes one event for each Change. `read`: they must stand
// behind this place, and none behind the reply's new position. `own_log`: number of the asking
// stream. kFailedPrecondition other_hub: these are events of another hub than `hub` (16 bytes);
// hub_newer: one of them may be read by newer programs alone. kInternal reply_wrong.
absl::StatusOr<std::vector<HubEvent>> EventsOf(const v1::ExchangeResponse& reply, uint64_t read,
                                               uint32_t own_log, const std::string& hub);

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_DELIVERIES_H_
