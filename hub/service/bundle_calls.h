// The calls of one bundle, and the reply that carries the answers back.
//
//   BundleCalls calls(hub, device, current);
//   RETURN_IF_ERROR(calls.Take(std::move(requests)));
//   calls.TakeEvidence(payload);
//   if (const absl::Status status = calls.Answer(); !status.ok()) return Unanswered(status);
//   ASSIGN_OR_RETURN(std::string reply, PackReply(hub, {…}, calls.payload()));
#ifndef GOM_HUB_SERVICE_BUNDLE_CALLS_H_
#define GOM_HUB_SERVICE_BUNDLE_CALLS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gom/v1/bundle.pb.h"
#include "hub/service/hub.h"
#include "hub/state/decide.h"

namespace gom::hub {

// Of one bundle; an agent's has one for every 16 KiB.
inline constexpr int kMaxCallsOfBundle = 4096;

// Decided in one act, so that all of them are taken or none is; then answered one after the other,
// each as if it read on from where the one before ended, and on to where nothing more is to be
// read. Blocks on the disk and on the writer.
class BundleCalls {
 public:
  // `current`: the device's current stream, which the last of its requests is about.
  BundleCalls(Hub& hub, const DeviceFacts& device, std::string current)
      : hub_(hub), device_(device), current_(std::move(current)) {}

  // What DecideExchange says of any of them: then nothing was taken. OK: all that is new of them is
  // durable.
  absl::Status Take(std::vector<v1::ExchangeRequest> requests);
  // Then the photos and scans that reports name, those of this bundle too. Each is taken or not by
  // itself and holds up no number; why one was not taken stands in the hub's journal. How many of
  // them are here whole now, which the reply tells the device.
  uint32_t TakeEvidence(const v1::BundlePayload& carried);
  // Then the answers, from how things are now. What the disk says.
  absl::Status Answer();

  // After Take. Changes that were new, that were here already, and that could not be taken: they do
  // not follow what is here, and the answer says from where the device is to send again.
  uint32_t taken() const { return taken_; }
  uint32_t known() const { return known_; }
  uint32_t left() const { return changes_ - taken_ - known_; }
  // Of the new ones those that wait for the operator's word on the device.
  uint32_t HeldIn(const State& state) const;
  // The requests, without what they carried, and the answers.
  const v1::BundlePayload& payload() const { return payload_; }

 private:
  using Requests = std::vector<v1::ExchangeRequest>;
  absl::StatusOr<std::vector<ExchangeAnswer>> Decide(const Requests& requests);
  absl::Status AnswerOne(v1::ExchangeRequest request, const ExchangeAnswer& taken);
  absl::Status ReadOn();
  v1::Position ReadNext(const v1::ExchangeRequest& request,
                        const v1::ExchangeResponse& response) const;

  Hub& hub_;
  const DeviceFacts& device_;
  const std::string current_;
  Requests requests_;
  std::vector<ExchangeAnswer> decided_;
  v1::BundlePayload payload_;
  v1::ExchangeRequest last_;
  std::optional<v1::Position> read_;
  uint64_t term_ = 0;
  bool more_ = false;
  uint64_t first_ = 0;  // of the records that it made
  uint32_t taken_ = 0, known_ = 0, changes_ = 0;
};

// FAILED_PRECONDITION bundle_of_another_hub, which names that hub.
absl::Status CheckForThisHub(const Hub& hub, const v1::BundleHeader& header);

// What is said where all was taken, and the disk then failed: UNKNOWN bundle_unanswered, with why.
// The same file again is answered.
absl::Status Unanswered(const absl::Status& why);

struct ReplyFor {
  v1::BundleHeader::Kind kind = v1::BundleHeader::KIND_REPLY;
  const v1::BundleHeader& request;
  const DeviceFacts& device;
  std::string seal_to;  // the device's key
};
// The file, sealed to the device and signed by the hub.
absl::StatusOr<std::string> PackReply(Hub& hub, const ReplyFor& to,
                                      const v1::BundlePayload& payload);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_BUNDLE_CALLS_H_
