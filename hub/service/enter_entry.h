// What the office enters for a unit, in the hub's own stream.
#ifndef GOM_HUB_SERVICE_ENTER_ENTRY_H_
#define GOM_HUB_SERVICE_ENTER_ENTRY_H_

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// Durable when it returns. Errors as DecideEnter; INVALID_ARGUMENT values_wrong, rule_unknown and
// what CleanText says of words that cannot be kept. Waits for the writer: for a worker.
absl::StatusOr<v1::EnterEntryResponse> EnterEntry(Hub& hub, const v1::EnterEntryRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_ENTER_ENTRY_H_
