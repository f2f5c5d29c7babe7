#include "hub/auth/renew.h"

#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"

namespace gom::hub {

absl::StatusOr<Renewal> JudgeRenewal(const Authority& authority, const RenewFacts& facts,
                                     const v1::RenewRequest& request, int64_t now_ms) {
  Renewal renewal;
  ASSIGN_OR_RETURN(renewal.public_key_sha256,
                   rpc::RequestKeyFingerprint(request.signing_request_der()));
  renewal.again = renewal.public_key_sha256 == facts.public_key_sha256 &&
                  authority.IsOfNewest(facts.certificate_der) &&
                  !rpc::IsDueForRenewal(facts.certificate_der, now_ms);
  if (renewal.again) {
    renewal.certificate_der = facts.certificate_der;
  } else {
    ASSIGN_OR_RETURN(const std::string pem, authority.SignDevice(request.signing_request_der(),
                                                                 facts.device, facts.unit, now_ms));
    ASSIGN_OR_RETURN(renewal.certificate_der, rpc::ToDer(pem));
  }
  ASSIGN_OR_RETURN(renewal.certificate_sha256, rpc::Sha256Fingerprint(renewal.certificate_der));
  return renewal;
}

}  // namespace gom::hub
