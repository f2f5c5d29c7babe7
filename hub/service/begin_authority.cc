#include "hub/service/begin_authority.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/log/chain.h"
#include "common/rpc/slip_code.h"
#include "common/text/status_macros.h"
#include "hub/state/decide.h"

namespace gom::hub {

absl::Status Hub::OpenAuthority() {
  ASSIGN_OR_RETURN(Authority opened, Authority::Open(folder_, clock_.NowMs()));
  const Authority* now = authority_.load();
  if (now != nullptr && now->server_chain_pem() == opened.server_chain_pem() &&
      now->ca_pem() == opened.ca_pem())
    return absl::OkStatus();
  authorities_.push_back(std::make_unique<const Authority>(std::move(opened)));
  authority_ = authorities_.back().get();
  return absl::OkStatus();
}

absl::Status Hub::RecordAuthorities(const std::string& operator_name) {
  return writer_->ActAndWait([&](View& view) {
    for (const std::string& certificate_der : authority().begun())
      DecideAuthority(view, certificate_der, operator_name);
    return absl::OkStatus();
  });
}

absl::Status Hub::BeginAuthority(const std::string& operator_name) {
  platform::MutexLock lock(&authority_mutex_);
  const size_t recorded = ReadState([](const State& state) { return state.authorities.size(); });
  RETURN_IF_ERROR(OpenAuthority());
  if (authority().begun().size() <= recorded)
    RETURN_IF_ERROR(Authority::Begin(folder_, clock_.NowMs()).status());
  RETURN_IF_ERROR(OpenAuthority());
  return RecordAuthorities(operator_name);
}

absl::StatusOr<v1::BeginAuthorityResponse> BeginAuthority(
    Hub& hub, const v1::BeginAuthorityRequest& request) {
  RETURN_IF_ERROR(hub.BeginAuthority(request.operator_()));
  const Authority& authority = hub.authority();
  v1::BeginAuthorityResponse response;
  response.set_not_after(authority.not_after());
  response.set_fingerprint(
      log::Hex(authority.ca_public_key_sha256().substr(0, rpc::kFingerprintBytes)));
  response.set_devices_to_renew(DevicesToRenew(hub));
  return response;
}

uint32_t DevicesToRenew(Hub& hub) {
  const Authority& authority = hub.authority();
  if (authority.begun().empty()) return 0;
  // Looked at outside the lock: it takes microseconds for each.
  const std::vector<std::string> certificates = hub.ReadState([](const State& state) {
    std::vector<std::string> all;
    for (const auto& [number, device] : state.devices) {
      if (!device.revoked && !device.certificate_der.empty()) all.push_back(device.certificate_der);
    }
    return all;
  });
  return static_cast<uint32_t>(
      std::count_if(certificates.begin(), certificates.end(),
                    [&](const std::string& der) { return !authority.IsOfNewest(der); }));
}

}  // namespace gom::hub
