#include "hub/auth/returned.h"

#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/auth/words.h"

namespace gom::hub {

absl::StatusOr<ReturnedDevice> JudgeReturned(std::string_view certificate,
                                             const Authority& authority) {
  const absl::Status unknown = text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  if (!rpc::VerifyChain(certificate, {}, authority.ca_pem(), rpc::Purpose::kDevice).ok())
    return unknown;
  const absl::StatusOr<rpc::DeviceName> name = rpc::DeviceNameOf(certificate);
  if (!name.ok() || name->hub_id != authority.hub_id() || name->device == 0) return unknown;
  ReturnedDevice returned;
  returned.device = name->device;
  returned.unit = name->unit;
  ASSIGN_OR_RETURN(returned.certificate_der, rpc::ToDer(certificate));
  ASSIGN_OR_RETURN(returned.certificate_sha256, rpc::Sha256Fingerprint(returned.certificate_der));
  ASSIGN_OR_RETURN(returned.public_key_sha256, rpc::PublicKeyFingerprint(returned.certificate_der));
  return returned;
}

}  // namespace gom::hub
