#include "hub/service/renew_device.h"

#include <utility>

#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/auth/renew.h"

namespace gom::hub {
absl::StatusOr<v1::RenewResponse> RenewDevice(Hub& hub, uint32_t device,
                                              const v1::RenewRequest& request) {
  std::string newest;
  const RenewFacts facts = hub.ReadState([&](const State& state) {
    const Device& known = *state.FindDevice(device);  // devices are never forgotten
    newest = known.certificate_sha256;
    return RenewFacts{device, state.units[known.unit]->row.code(), known.certificate_der,
                      known.public_key_sha256};
  });
  const Authority& authority = hub.authority();
  ASSIGN_OR_RETURN(Renewal renewal, JudgeRenewal(authority, facts, request, hub.clock().NowMs()));
  std::string certificate = renewal.certificate_der;
  if (!renewal.again) {
    CertifyCommand command;
    command.device = device;
    command.certificate_sha256 = std::move(renewal.certificate_sha256);
    command.public_key_sha256 = std::move(renewal.public_key_sha256);
    command.certificate_der = std::move(renewal.certificate_der);
    // One of another length is nobody's key.
    if (request.sealing_key().size() == sync::kKeyBytes)
      command.sealing_key = request.sealing_key();
    command.in_place_of_sha256 = newest;
    ASSIGN_OR_RETURN(certificate, hub.writer().ActAndWait<std::string>(
                                      [&](View& view) { return DecideCertify(view, command); }));
  }
  v1::RenewResponse response;
  ASSIGN_OR_RETURN(*response.mutable_certificate_pem(), rpc::ToPem(certificate));
  response.set_ca_pem(authority.ca_pem());
  response.set_hub_key(hub.sign_key().public_key());
  return response;
}

}  // namespace gom::hub
