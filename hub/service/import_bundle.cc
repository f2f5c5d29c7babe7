#include "hub/service/import_bundle.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/log/chain.h"
#include "common/platform/mutex.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/service/clean_words.h"
#include "hub/service/exchange.h"
#include "hub/service/revoke_device.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kCannot = absl::StatusCode::kFailedPrecondition;

// Who made the bundle: for this hub, signed, by a device that the log knows; what one that is
// revoked brings is held.
absl::StatusOr<DeviceFacts> Maker(Hub& hub, const sync::Bundle& bundle) {
  const v1::BundleHeader& header = bundle.header;
  if (header.kind() != v1::BundleHeader::KIND_REQUEST)
    return text::Refuse(kInvalid, words::kNotARequest);
  if (header.hub() != hub.authority().hub_id()) {
    return text::Refuse(kCannot, words::kBundleOfAnotherHub,
                        text::CleanText(header.hub_name(), kMaxName).value_or("?"),
                        log::Hex(header.hub()));
  }
  if (!rpc::IsSignedDocument(header.certificate_der(), sync::SignedBytes(bundle.header_bytes),
                             bundle.signature))
    return text::Refuse(kInvalid, sync::kBundleUnsigned);
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

absl::StatusOr<ExchangeAnswer> TakeAndWait(Hub& hub, const DeviceFacts& device,
                                           const v1::ExchangeRequest& request) {
  const std::shared_ptr<const v1::ExchangeRequest> kept(std::shared_ptr<void>(), &request);
  absl::StatusOr<ExchangeAnswer> taken = absl::UnknownError("");
  platform::Notification ready;
  hub.writer().Exchange(
      device.device, kept,
      [&](absl::StatusOr<ExchangeAnswer> answer) {
        taken = std::move(answer);
        ready.Notify();
      },
      ProofsIn(hub, request), Way::kBundle);
  ready.WaitForNotification();
  return taken;
}

uint32_t ChangesIn(const v1::ExchangeRequest& request) {
  int changes = request.changes_size();
  for (const v1::OrphanStream& s : request.orphan_streams()) changes += s.changes_size();
  return static_cast<uint32_t>(changes);
}

// What the device needs to know of what it asked: all but what it carried.
v1::ExchangeRequest Skeleton(v1::ExchangeRequest request) {
  request.clear_changes();
  request.clear_receipts();
  for (v1::OrphanStream& s : *request.mutable_orphan_streams()) s.clear_changes();
  for (v1::OrphanWord& w : *request.mutable_orphan_words()) w.clear_event();
  return request;
}

// The calls of one bundle, one after the other: each reads on from where the one before ended, as
// the device would have, and in the end on to where nothing more is to be read.
class Calls {
 public:
  // `current`: the device's current stream, which the last of its requests is about.
  Calls(Hub& hub, const DeviceFacts& device, std::string current)
      : hub_(hub), device_(device), current_(std::move(current)) {}

  absl::Status Take(v1::ExchangeRequest request) {
    if (read_.has_value()) {
      *request.mutable_read() = *read_;
      request.set_highest_term(std::max(request.highest_term(), term_));
    }
    // What its clock said when the file was made says nothing of it now.
    request.clear_device_clock_ms();
    NoteSeen(hub_, device_, request);
    ASSIGN_OR_RETURN(const ExchangeAnswer taken, TakeAndWait(hub_, device_, request));
    NoteTaken(hub_, device_, request, taken);
    v1::ExchangeResponse response;
    RETURN_IF_ERROR(Answer(hub_, device_, request, taken, &response));
    taken_ += taken.taken;
    changes_ += ChangesIn(request);
    term_ = std::max(term_, response.term());
    read_ = ReadNext(request, response);
    more_ = response.more();
    last_ = Skeleton(std::move(request));
    *payload_.add_requests() = last_;
    *payload_.add_responses() = std::move(response);
    return absl::OkStatus();
  }

  absl::Status ReadOn() {
    while (more_ && payload_.ByteSizeLong() < sync::kMaxCallsBytes) {
      v1::ExchangeRequest request = last_;
      request.clear_orphan_streams();
      request.clear_orphan_words();
      request.clear_after();
      request.clear_want_receipt();
      RETURN_IF_ERROR(Take(std::move(request)));
    }
    return absl::OkStatus();
  }

  uint32_t taken() const { return taken_; }
  uint32_t known() const { return changes_ - std::min(changes_, taken_); }
  const v1::BundlePayload& payload() const { return payload_; }

 private:
  // Where the device will stand once it has stored the answer: it keeps no events while it asks
  // about a stream that it has closed, and stands still where a restored hub does not know it.
  v1::Position ReadNext(const v1::ExchangeRequest& request,
                        const v1::ExchangeResponse& response) const {
    const v1::Position& read = request.read();
    const bool still = response.term() > read.term() && response.from().index() == read.index() &&
                       response.new_position().index() == read.index();
    if (still || request.stream() != current_) return read;
    v1::Position next = response.new_position();
    next.set_term(response.term());
    return next;
  }

  Hub& hub_;
  const DeviceFacts& device_;
  const std::string current_;
  v1::BundlePayload payload_;
  v1::ExchangeRequest last_;
  std::optional<v1::Position> read_;
  uint64_t term_ = 0;
  bool more_ = false;
  uint32_t taken_ = 0, changes_ = 0;
};

// Empty where the device has no key to seal it to.
absl::StatusOr<std::string> ReplyTo(Hub& hub, const v1::BundleHeader& request,
                                    const DeviceFacts& device, const v1::BundlePayload& payload) {
  v1::BundleHeader header;
  std::string seal_to;
  hub.writer().ReadState([&](const State& state) {
    header.set_hub_name(state.name);
    if (const Device* d = state.FindDevice(device.device); d != nullptr) seal_to = d->sealing_key;
  });
  if (seal_to.empty()) return std::string();
  header.set_kind(v1::BundleHeader::KIND_REPLY);
  header.set_hub(hub.authority().hub_id());
  header.set_device(device.device);
  header.set_unit(device.unit);
  header.set_made_at(hub.clock().NowMs());
  header.set_id(request.id());
  header.set_build(kBuild);
  return sync::PackBundle(header, payload, seal_to, [&](std::string_view bytes) {
    return absl::StatusOr<std::string>(hub.sign_key().Sign(bytes));
  });
}

}  // namespace

absl::StatusOr<v1::ImportBundleResponse> ImportBundle(Hub& hub,
                                                      const v1::ImportBundleRequest& request) {
  ASSIGN_OR_RETURN(const sync::Bundle bundle, sync::ReadBundle(request.bundle()));
  ASSIGN_OR_RETURN(const DeviceFacts device, Maker(hub, bundle));
  ASSIGN_OR_RETURN(v1::BundlePayload payload,
                   sync::OpenBundle(bundle, sync::SealSecretOfSigner(hub.sign_key())));
  const uint64_t term = hub.ReadState([](const State& state) { return state.term; });
  for (const v1::ExchangeRequest& asked : payload.requests()) {
    if (asked.highest_term() > term)
      return text::Refuse(kCannot, words::kBundleHubOvertaken, asked.highest_term(), term);
  }
  if (payload.requests().empty()) return text::Refuse(kInvalid, words::kNotARequest);
  Calls calls(hub, device, payload.requests().rbegin()->stream());
  for (v1::ExchangeRequest& asked : *payload.mutable_requests())
    RETURN_IF_ERROR(calls.Take(std::move(asked)));
  RETURN_IF_ERROR(calls.ReadOn());
  hub.Upkeep();
  v1::ImportBundleResponse response;
  response.set_device(device.device);
  response.set_unit(device.unit);
  response.set_taken(calls.taken());
  response.set_known(calls.known());
  hub.writer().ReadState([&](const State& state) {
    if (device.revoked || state.returned_devices.contains(device.device))
      response.set_held(calls.taken());
    if (const auto* unit = state.FindUnit(device.unit); unit != nullptr)
      response.set_unit_name(unit->row.name());
  });
  ASSIGN_OR_RETURN(*response.mutable_reply(), ReplyTo(hub, bundle.header, device, calls.payload()));
  return response;
}

}  // namespace gom::hub
