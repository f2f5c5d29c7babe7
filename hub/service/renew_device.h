// Renewal carried out: the judgement of hub/auth/renew.h over State, and its record.
#ifndef GOM_HUB_SERVICE_RENEW_DEVICE_H_
#define GOM_HUB_SERVICE_RENEW_DEVICE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gom/v1/sync.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// For a device that is authorised. Durable when it returns; waits for the writer: for a worker.
// INVALID_ARGUMENT signing_request_refused; UNAUTHENTICATED device_revoked (meanwhile).
absl::StatusOr<v1::RenewResponse> RenewDevice(Hub& hub, uint32_t device,
                                              const v1::RenewRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_RENEW_DEVICE_H_
