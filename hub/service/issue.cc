#include "hub/service/issue.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "common/log/chain.h"
#include "common/text/status_macros.h"
#include "hub/auth/access.h"
#include "hub/auth/api_keys.h"
#include "hub/auth/slips.h"
#include "hub/service/hub.h"

namespace gom::hub {
namespace {

// A code's first characters name its slip; two that begin alike are so rare that a few draws always
// do.
constexpr int kDraws = 16;

// Issues a slip in one act with what `first` decides.
absl::StatusOr<v1::IssueSlipResponse> IssueWith(Hub& hub, const v1::IssueSlipRequest& request,
                                                std::function<absl::Status(View&)> first) {
  v1::IssueSlipResponse response;
  absl::Status status;
  for (int draw = 0; draw < kDraws; ++draw) {
    const NewSlip slip = MakeSlip(hub.random(), hub.authority().ca_public_key_sha256());
    SlipCommand command;
    command.unit = request.unit();
    command.slip = slip.slip;
    ASSIGN_OR_RETURN(command.secret_hash, HashSecret(slip.secret));
    command.expires_at = hub.clock().NowMs() + absl::ToInt64Milliseconds(kSlipLifetime);
    command.operator_name = request.operator_();
    status = hub.writer().ActAndWait([&](View& view) -> absl::Status {
      RETURN_IF_ERROR(first(view));
      return DecideSlip(view, command);
    });
    if (absl::IsAlreadyExists(status)) continue;
    RETURN_IF_ERROR(status);
    response.set_code(slip.code);
    response.set_expires_at(command.expires_at);
    response.set_unit_name(hub.ReadState([&](const State& state) -> std::string {
      const UnitState* unit = state.FindUnit(request.unit());
      return unit == nullptr ? std::string() : unit->row.name();
    }));
    return response;
  }
  return status;
}

v1::ApiKeyView ViewOf(const ApiKey& key) {
  v1::ApiKeyView view;
  view.set_name(key.name);
  view.set_prefix(key.prefix);
  for (const std::string& scope : key.scopes) view.add_scopes(scope);
  view.set_issued_at(key.issued_at);
  view.set_revoked_at(key.revoked_at);
  return view;
}

}  // namespace

v1::ListApiKeysResponse ReadApiKeys(Hub& hub) {
  v1::ListApiKeysResponse response = hub.ReadState([](const State& state) {
    v1::ListApiKeysResponse keys;
    for (const auto& [prefix, key] : state.api_keys) *keys.add_keys() = ViewOf(key);
    return keys;
  });
  std::stable_sort(response.mutable_keys()->begin(), response.mutable_keys()->end(),
                   [](const v1::ApiKeyView& a, const v1::ApiKeyView& b) {
                     return a.issued_at() < b.issued_at();
                   });
  return response;
}

absl::StatusOr<v1::RevokeApiKeyResponse> RevokeApiKey(Hub& hub,
                                                      const v1::RevokeApiKeyRequest& request) {
  ASSIGN_OR_RETURN(const std::string prefix, hub.writer().ActAndWait<std::string>([&](View& view) {
    return DecideRevokeApiKey(view, request.key(), request.operator_());
  }));
  v1::RevokeApiKeyResponse response;
  *response.mutable_key() =
      hub.ReadState([&](const State& state) { return ViewOf(state.api_keys.at(prefix)); });
  return response;
}

absl::StatusOr<std::string> DecideNewApiKey(View& view, platform::RandomSource& random,
                                            const std::string& name,
                                            const std::string& operator_name) {
  NewApiKey key = MakeApiKey(random);
  ApiKeyCommand command;
  command.name = name;
  command.prefix = key.prefix;
  command.scopes = {std::string(kReportScope)};
  command.hash = log::Hex(key.sha256);
  command.operator_name = operator_name;
  RETURN_IF_ERROR(DecideApiKey(view, command));
  return std::move(key.key);
}

absl::StatusOr<v1::IssueApiKeyResponse> IssueApiKey(Hub& hub,
                                                    const v1::IssueApiKeyRequest& request) {
  ASSIGN_OR_RETURN(std::string key, hub.writer().ActAndWait<std::string>([&](View& view) {
    return DecideNewApiKey(view, hub.random(), request.name(), request.operator_());
  }));
  v1::IssueApiKeyResponse response;
  response.set_key(std::move(key));
  return response;
}

absl::StatusOr<v1::IssueSlipResponse> IssueSlip(Hub& hub, const v1::IssueSlipRequest& request) {
  return IssueWith(hub, request, [](View&) { return absl::OkStatus(); });
}

absl::StatusOr<v1::ReplaceDeviceResponse> ReplaceDevice(Hub& hub,
                                                        const v1::ReplaceDeviceRequest& request) {
  v1::RevokeDeviceRequest revoke;
  revoke.set_device(request.device());
  revoke.set_reason(request.reason());
  revoke.set_operator_(request.operator_());
  v1::IssueSlipRequest slip;
  slip.set_operator_(request.operator_());
  slip.set_unit(hub.ReadState([&](const State& state) -> std::string {
    const Device* device = state.FindDevice(request.device());
    return device == nullptr || device->unit == kNoUnit ? std::string()
                                                        : state.units[device->unit]->row.code();
  }));
  v1::ReplaceDeviceResponse response;
  ASSIGN_OR_RETURN(*response.mutable_slip(), IssueWith(hub, slip, [&](View& view) {
    return DecideRevoke(view, revoke).status();
  }));
  hub.KeepRatchetOrWarn();
  return response;
}

}  // namespace gom::hub
