// SyncService.Renew as a function of values: another certificate for a device that has one.
//
// Dates decide nothing here: a certificate that has ended renews like any other. Whoever asks again
// with the same key gets the same certificate as long as it is fresh (of the newest authority, and
// not due to be renewed), so a reply that was lost costs nothing.
#ifndef GOM_HUB_AUTH_RENEW_H_
#define GOM_HUB_AUTH_RENEW_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "gom/v1/sync.pb.h"
#include "hub/auth/authority.h"

namespace gom::hub {

// What is known of a device.
struct RenewFacts {
  uint32_t device = 0;
  std::string unit;
  // Of its newest certificate.
  std::string certificate_der, public_key_sha256;
};

struct Renewal {
  bool again = false;  // the certificate is the one that it has: nothing is to be recorded
  std::string certificate_der, certificate_sha256, public_key_sha256;
};
// kInvalidArgument signing_request_refused.
absl::StatusOr<Renewal> JudgeRenewal(const Authority& authority, const RenewFacts& facts,
                                     const v1::RenewRequest& request, int64_t now_ms);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_RENEW_H_
