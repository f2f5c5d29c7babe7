// A device that may not call any more, from its next call on.
#ifndef GOM_HUB_SERVICE_REVOKE_DEVICE_H_
#define GOM_HUB_SERVICE_REVOKE_DEVICE_H_

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// DecideRevoke, and the ratchet turned at once: no restore takes a revocation back. Where the
// ratchet cannot be written the device is revoked all the same; that is noted, and tried again.
absl::StatusOr<v1::RevokeDeviceResponse> RevokeDevice(Hub& hub,
                                                      const v1::RevokeDeviceRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_REVOKE_DEVICE_H_
