#include "hub/service/import_bundle.h"

#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"
#include "hub/service/bundle_calls.h"
#include "hub/service/import_enrollment.h"
#include "hub/service/revoke_device.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kCannot = absl::StatusCode::kFailedPrecondition;

// What it carries, if it is for this hub and signed by whoever it says.
absl::StatusOr<v1::BundlePayload> Open(const Hub& hub, const sync::Bundle& bundle) {
  const v1::BundleHeader& header = bundle.header;
  if (header.kind() != v1::BundleHeader::KIND_REQUEST)
    return text::Refuse(kInvalid, words::kNotARequest);
  RETURN_IF_ERROR(CheckForThisHub(hub, header));
  if (!rpc::IsSignedDocument(header.certificate_der(), sync::SignedBytes(bundle.header_bytes),
                             bundle.signature))
    return text::Refuse(kInvalid, sync::kBundleUnsigned);
  ASSIGN_OR_RETURN(v1::BundlePayload payload,
                   sync::OpenBundle(bundle, sync::SealSecretOfSigner(hub.sign_key())));
  if (payload.requests().empty()) return text::Refuse(kInvalid, words::kNotARequest);
  return payload;
}

// Who made the bundle: a device that the log knows; what one that is revoked brings is held. Writes
// a record where one comes back that a restored log does not know.
absl::StatusOr<DeviceFacts> Maker(Hub& hub, const v1::BundleHeader& header) {
  const std::optional<DeviceFacts> device = hub.DeviceOf(header.certificate_der());
  if (!device.has_value() || device->device != header.device())
    return text::Refuse(kCannot, words::kBundleDeviceUnknown, header.device());
  const bool in_log = hub.ReadState(
      [&](const State& state) { return state.FindDevice(device->device) != nullptr; });
  if (!in_log)
    return text::Refuse(kCannot, words::kBundleDeviceRevoked, device->device, device->unit);
  if (device->revoked) {
    // In a part of the log that is lost, maybe, and known again by what others have brought of it.
    v1::RevokeDeviceRequest again;
    again.set_device(device->device);
    RETURN_IF_ERROR(RevokeDevice(hub, again).status());
  }
  return *device;
}

// Empty where the device has no key to seal it to.
absl::StatusOr<std::string> ReplyTo(Hub& hub, const v1::BundleHeader& request,
                                    const DeviceFacts& device, const v1::BundlePayload& payload) {
  const std::string seal_to = hub.ReadState([&](const State& state) {
    const Device* d = state.FindDevice(device.device);
    return d == nullptr ? std::string() : d->sealing_key;
  });
  if (seal_to.empty()) return std::string();
  return PackReply(hub, {.request = request, .device = device, .seal_to = seal_to}, payload);
}

}  // namespace

absl::StatusOr<v1::ImportBundleResponse> ImportBundle(Hub& hub,
                                                      const v1::ImportBundleRequest& request) {
  ASSIGN_OR_RETURN(const sync::Bundle bundle, sync::ReadBundle(request.bundle()));
  if (bundle.header.kind() == v1::BundleHeader::KIND_ENROLL) return ImportEnrollment(hub, bundle);
  // Before anything is written for it.
  ASSIGN_OR_RETURN(v1::BundlePayload payload, Open(hub, bundle));
  if (payload.requests_size() > kMaxCallsOfBundle)
    return text::Refuse(kInvalid, words::kBundleTooManyCalls, payload.requests_size());
  const uint64_t term = hub.ReadState([](const State& state) { return state.term; });
  for (const v1::ExchangeRequest& asked : payload.requests()) {
    if (asked.highest_term() > term)
      return text::Refuse(kCannot, words::kBundleHubOvertaken, asked.highest_term(), term);
  }
  ASSIGN_OR_RETURN(const DeviceFacts device, Maker(hub, bundle.header));
  BundleCalls calls(hub, device, payload.requests().rbegin()->stream());
  RETURN_IF_ERROR(calls.Take({std::make_move_iterator(payload.mutable_requests()->begin()),
                              std::make_move_iterator(payload.mutable_requests()->end())}));
  const uint32_t files = calls.TakeEvidence(payload);
  // The acts are in the log as the device's own; who carried them is in no record.
  hub.Warn("bundle_imported", {{"operator", request.operator_()},
                               {"device", absl::StrCat(device.device)},
                               {"unit", device.unit},
                               {"taken", absl::StrCat(calls.taken())},
                               {"known", absl::StrCat(calls.known())},
                               {"left", absl::StrCat(calls.left())},
                               {"evidence", absl::StrCat(files)}});
  if (const absl::Status answered = calls.Answer(); !answered.ok()) return Unanswered(answered);
  hub.Upkeep();
  v1::ImportBundleResponse response;
  response.set_device(device.device);
  response.set_unit(device.unit);
  response.set_taken(calls.taken());
  response.set_known(calls.known());
  response.set_evidence_files(files);
  hub.writer().ReadState([&](const State& state) {
    response.set_held(calls.HeldIn(state));
    if (const auto* unit = state.FindUnit(device.unit); unit != nullptr)
      response.set_unit_name(unit->row.name());
  });
  ASSIGN_OR_RETURN(*response.mutable_reply(), ReplyTo(hub, bundle.header, device, calls.payload()));
  return response;
}

}  // namespace gom::hub
