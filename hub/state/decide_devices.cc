#include <algorithm>

#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {

absl::Status DecideSlip(View& view, const SlipCommand& command) {
  const UnitState* unit = view.state().FindUnit(command.unit);
  if (unit == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kUnitUnknown, command.unit);
  if (view.state().slips.contains(command.slip))
    return text::Refuse(absl::StatusCode::kAlreadyExists, kSlipExists);
  v1::Event event;
  event.mutable_slip_issued()->set_slip(command.slip);
  event.mutable_slip_issued()->set_unit(unit->row.code());
  event.mutable_slip_issued()->set_expires_at(command.expires_at);
  v1::EventText words;
  words.set_operator_(command.operator_name);
  view.Add(std::move(event), std::move(words));
  view.AddSecret({"slip", command.slip, command.secret_hash});
  return absl::OkStatus();
}

absl::StatusOr<EnrollAnswer> DecideEnroll(View& view, const EnrollCommand& command) {
  const State& state = view.state();
  // One sentence for everything that may be wrong with a code, so that trying teaches nothing.
  const absl::Status refused = text::Refuse(absl::StatusCode::kUnauthenticated, kCodeRefused);
  const auto at = state.slips.find(command.slip);
  if (at == state.slips.end()) return refused;
  const Slip& slip = at->second;
  if (slip.device != 0) {
    const Device* device = state.FindDevice(slip.device);
    // The reply to this very request may have been lost on its way.
    if (device == nullptr || device->revoked ||
        device->public_key_sha256 != command.public_key_sha256)
      return refused;
    return EnrollAnswer{device->number, device->certificate_der, device->unit, true};
  }
  if (slip.locked() || slip.expires_at <= view.now_ms() || slip.unit == kNoUnit) return refused;
  if (state.FindDevice(command.device) != nullptr || command.device == 0) {
    return text::Refuse(absl::StatusCode::kAborted, kSlipExists);
  }
  v1::Event event;
  v1::DeviceEnrolled* enrolled = event.mutable_device_enrolled();
  enrolled->set_device(command.device);
  enrolled->set_unit(state.units[slip.unit]->row.code());
  enrolled->set_slip(command.slip);
  enrolled->set_certificate_sha256(command.certificate_sha256);
  enrolled->set_public_key_sha256(command.public_key_sha256);
  enrolled->set_certificate_der(command.certificate_der);
  enrolled->set_label(command.label);
  enrolled->set_sealing_key(command.sealing_key);
  view.Add(std::move(event));
  return EnrollAnswer{command.device, command.certificate_der, slip.unit, false};
}

void DecideEnrollmentFailed(View& view, const std::string& slip) {
  const auto at = view.state().slips.find(slip);
  // A locked slip is as locked as can be: a stranger must not be able to fill the log.
  if (at == view.state().slips.end() || at->second.locked() || at->second.device != 0) return;
  v1::Event event;
  event.mutable_enrollment_failed()->set_slip(slip);
  view.Add(std::move(event));
}

absl::StatusOr<std::string> DecideCertify(View& view, const CertifyCommand& command) {
  const Device* device = view.state().FindDevice(command.device);
  if (device == nullptr) return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  if (device->revoked) return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceRevoked);
  if (device->certificate_sha256 != command.in_place_of_sha256 &&
      device->public_key_sha256 == command.public_key_sha256)
    return device->certificate_der;
  v1::Event event;
  v1::DeviceCertified* certified = event.mutable_device_certified();
  certified->set_device(command.device);
  certified->set_certificate_sha256(command.certificate_sha256);
  certified->set_public_key_sha256(command.public_key_sha256);
  certified->set_certificate_der(command.certificate_der);
  certified->set_sealing_key(command.sealing_key);
  view.Add(std::move(event));
  return command.certificate_der;
}

void DecideAuthority(View& view, const std::string& certificate_der,
                     const std::string& operator_name) {
  const std::vector<std::string>& known = view.state().authorities;
  if (std::find(known.begin(), known.end(), certificate_der) != known.end()) return;
  v1::Event event;
  event.mutable_authority_begun()->set_certificate_der(certificate_der);
  v1::EventText words;
  words.set_operator_(operator_name);
  view.Add(std::move(event), std::move(words));
}

absl::StatusOr<v1::RevokeDeviceResponse> DecideRevoke(View& view,
                                                      const v1::RevokeDeviceRequest& request) {
  const Device* device = view.state().FindDevice(request.device());
  if (device == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kDeviceNotFound, request.device());
  if (device->revoked) return v1::RevokeDeviceResponse();
  v1::Event event;
  event.mutable_device_revoked()->set_device(device->number);
  v1::EventText words;
  words.set_operator_(request.operator_());
  words.set_reason(request.reason());
  view.Add(std::move(event), std::move(words));
  return v1::RevokeDeviceResponse();
}

absl::Status DecideApiKey(View& view, const ApiKeyCommand& command) {
  if (command.name.empty())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kKeyNameMissing);
  if (view.state().api_keys.contains(command.prefix)) {
    return text::Refuse(absl::StatusCode::kAlreadyExists, kKeyExists);
  }
  v1::Event event;
  v1::ApiKeyIssued* issued = event.mutable_api_key_issued();
  issued->set_name(command.name);
  issued->set_prefix(command.prefix);
  for (const std::string& scope : command.scopes) issued->add_scopes(scope);
  v1::EventText words;
  words.set_operator_(command.operator_name);
  view.Add(std::move(event), std::move(words));
  view.AddSecret({"api_key", command.prefix, command.hash});
  return absl::OkStatus();
}

absl::StatusOr<std::string> DecideRevokeApiKey(View& view, const std::string& key,
                                               const std::string& operator_name) {
  const auto& keys = view.state().api_keys;
  const auto by_prefix = keys.find(key);
  const ApiKey* found = by_prefix == keys.end() ? nullptr : &by_prefix->second;
  if (found == nullptr) {
    for (const auto& [prefix, other] : keys) {
      if (other.name != key || other.revoked_at != 0) continue;
      if (found != nullptr)
        return text::Refuse(absl::StatusCode::kInvalidArgument, kKeyAmbiguous, key);
      found = &other;
    }
  }
  if (found == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kKeyUnknown, key);
  if (found->revoked_at != 0) return found->prefix;
  v1::Event event;
  event.mutable_api_key_revoked()->set_prefix(found->prefix);
  v1::EventText words;
  words.set_operator_(operator_name);
  view.Add(std::move(event), std::move(words));
  return found->prefix;
}

}  // namespace gom::hub
