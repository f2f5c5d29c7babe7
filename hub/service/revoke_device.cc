#include "hub/service/revoke_device.h"

#include "hub/state/decide.h"

namespace gom::hub {

absl::StatusOr<v1::RevokeDeviceResponse> RevokeDevice(Hub& hub,
                                                      const v1::RevokeDeviceRequest& request) {
  auto revoked = hub.writer().ActAndWait<v1::RevokeDeviceResponse>(
      [&](View& view) { return DecideRevoke(view, request); });
  if (revoked.ok()) hub.KeepRatchetOrWarn();
  return revoked;
}

}  // namespace gom::hub
