// Devices that this hub enrolled and its log has lost: it was restored from a backup made before.
// What their certificate says of them is all that is left, and it is signed by this hub's own CA.
#ifndef GOM_HUB_AUTH_RETURNED_H_
#define GOM_HUB_AUTH_RETURNED_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "hub/auth/authority.h"

namespace gom::hub {

struct ReturnedDevice {
  uint32_t device = 0;
  std::string unit;
  std::string certificate_sha256, public_key_sha256;  // 32 bytes each
  std::string certificate_der;
};

// UNAUTHENTICATED device_unknown: not signed by this CA, not for this hub, or no device's. Dates
// are not looked at: a wrong clock must not lock anybody out.
absl::StatusOr<ReturnedDevice> JudgeReturned(std::string_view certificate,
                                             const Authority& authority);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_RETURNED_H_
