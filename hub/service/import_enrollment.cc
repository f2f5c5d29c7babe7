#include "hub/service/import_enrollment.h"

#include <optional>
#include <string>
#include <utility>

#include "common/rpc/document_signature.h"
#include "common/sync/sealing.h"
#include "common/sync/stream_id.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"
#include "hub/service/bundle_calls.h"
#include "hub/service/enroll_device.h"

namespace gom::hub {
namespace {

// What it asks, signed by the key that it asks for.
absl::StatusOr<v1::EnrollRequest> Asked(Hub& hub, const sync::Bundle& bundle) {
  RETURN_IF_ERROR(CheckForThisHub(hub, bundle.header));
  ASSIGN_OR_RETURN(v1::BundlePayload payload,
                   sync::OpenBundle(bundle, sync::SealSecretOfSigner(hub.sign_key())));
  v1::EnrollRequest request = std::move(*payload.mutable_enroll());
  if (!rpc::IsSignedByRequester(request.signing_request_der(),
                                sync::SignedBytes(bundle.header_bytes), bundle.signature))
    return text::Refuse(absl::StatusCode::kInvalidArgument, sync::kBundleUnsigned);
  // Without it there is no answering, and the code would be used up.
  if (request.sealing_key().size() != sync::kKeyBytes)
    return text::Refuse(absl::StatusCode::kInvalidArgument, sync::kBundleAltered);
  return request;
}

// What the device would ask first. It has no stream yet, and the hub nothing of any.
v1::ExchangeRequest FirstCall(Hub& hub) {
  v1::ExchangeRequest request;
  request.set_stream(hub.random().Bytes(sync::kStreamIdBytes));
  return request;
}

absl::StatusOr<std::string> ReplyWith(Hub& hub, const v1::BundleHeader& asked,
                                      const v1::EnrollResponse& enrolled,
                                      const std::string& seal_to) {
  const DeviceFacts device = {.device = enrolled.device(), .unit = enrolled.unit()};
  v1::ExchangeRequest first = FirstCall(hub);
  BundleCalls calls(hub, device, first.stream());
  RETURN_IF_ERROR(calls.Take({std::move(first)}));
  RETURN_IF_ERROR(calls.Answer());
  v1::BundlePayload payload = calls.payload();
  *payload.mutable_enrolled() = enrolled;
  return PackReply(hub,
                   {.kind = v1::BundleHeader::KIND_ENROLLED,
                    .request = asked,
                    .device = device,
                    .seal_to = seal_to},
                   payload);
}

}  // namespace

absl::StatusOr<v1::ImportBundleResponse> ImportEnrollment(Hub& hub, const sync::Bundle& bundle) {
  ASSIGN_OR_RETURN(const v1::EnrollRequest request, Asked(hub, bundle));
  ASSIGN_OR_RETURN(const v1::EnrollResponse enrolled, EnrollDevice(hub, request));
  absl::StatusOr<std::string> reply =
      ReplyWith(hub, bundle.header, enrolled, request.sealing_key());
  if (!reply.ok()) return Unanswered(reply.status());
  v1::ImportBundleResponse response;
  response.set_device(enrolled.device());
  response.set_unit(enrolled.unit());
  response.set_unit_name(enrolled.unit_name());
  response.set_reply(*std::move(reply));
  return response;
}

}  // namespace gom::hub
