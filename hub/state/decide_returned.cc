#include "common/text/status_macros.h"
#include "hub/state/decide.h"
#include "hub/state/words.h"

namespace gom::hub {

absl::Status DecideReturn(View& view, const ReturnCommand& command) {
  const State& state = view.state();
  const UnitState* unit = state.FindUnit(command.unit);
  if (unit == nullptr || command.device == 0)
    return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  if (const Device* known = state.FindDevice(command.device); known != nullptr) {
    // Two calls of one device at once.
    if (state.FindDeviceByCertificate(command.certificate_sha256) == known) return absl::OkStatus();
    if (known->unit == unit->index) {
      return DecideCertify(view,
                           {command.device, command.certificate_sha256, command.public_key_sha256,
                            command.certificate_der, "", known->certificate_sha256})
          .status();
    }
    // Of one that never came itself, a computer of another unit has said that it was one of theirs.
    if (known->revoked || !known->certificate_sha256.empty())
      return text::Refuse(absl::StatusCode::kUnauthenticated, kDeviceUnknown);
  }
  v1::Event event;
  v1::DeviceReturned* returned = event.mutable_device_returned();
  returned->set_device(command.device);
  returned->set_unit(unit->row.code());
  returned->set_certificate_sha256(command.certificate_sha256);
  returned->set_public_key_sha256(command.public_key_sha256);
  returned->set_certificate_der(command.certificate_der);
  view.Add(std::move(event));
  return absl::OkStatus();
}

absl::StatusOr<v1::ReadmitDeviceResponse> DecideReadmit(View& view,
                                                        const v1::ReadmitDeviceRequest& request) {
  const Device* device = view.state().FindDevice(request.device());
  if (device == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kDeviceNotFound, request.device());
  v1::ReadmitDeviceResponse response;
  if (!view.WaitsForReadmission(device->number)) {
    if (!device->revoked) return response;
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kReadmitRevoked, request.device());
  }
  // One that was revoked meanwhile stays so: what it had delivered is released, no more.
  v1::Event event;
  event.mutable_device_readmitted()->set_device(device->number);
  v1::EventText words;
  words.set_operator_(request.operator_());
  view.Add(std::move(event), std::move(words));
  view.SetReadmitted(device->number);
  response.set_released(ReleaseHeld(view));
  return response;
}

}  // namespace gom::hub
