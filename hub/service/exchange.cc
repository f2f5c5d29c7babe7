#include "hub/service/exchange.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sync/term.h"
#include "common/text/message.h"
#include "hub/state/words.h"
#include "hub/writer/answer.h"

namespace gom::hub {

void NoteSeen(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request) {
  Seen seen;
  seen.last_contact = hub.clock().NowMs();
  // A clock that was not sent, or is beyond sense, says nothing about itself.
  constexpr int64_t kSense = int64_t{1} << 52;
  if (request.device_clock_ms() > -kSense && request.device_clock_ms() < kSense &&
      request.device_clock_ms() != 0) {
    seen.clock_skew_ms = request.device_clock_ms() - seen.last_contact;
  }
  seen.waiting = request.waiting();
  hub.seen().Note(device.device, seen);
  // A term rises by one where a hub is restored or moved: what is far above ours is no term, and
  // must not hide those that are.
  constexpr uint64_t kBelievedAbove = 1000;
  const uint64_t term = hub.ReadState([](const State& state) { return state.term; });
  const uint64_t believed = std::min(term + kBelievedAbove, sync::kHighestTerm - 1);
  if (request.highest_term() > term && request.highest_term() <= believed &&
      hub.seen().NoteTerm(request.highest_term())) {
    hub.Warn("higher_term_seen", {{"term", absl::StrCat(request.highest_term())},
                                  {"device", absl::StrCat(device.device)}});
  }
  if (request.state_differed_at() != 0) {
    hub.seen().NoteDiffered(device.unit);
    hub.Warn("state_differed", {{"unit", device.unit},
                                {"device", absl::StrCat(device.device)},
                                {"at", absl::StrCat(request.state_differed_at())}});
  }
}

void NoteRefused(Hub& hub, const DeviceFacts& device, const absl::Status& refusal) {
  if (text::ErrorOf(refusal).code() != kStreamOfAnother.code) return;
  if (hub.seen().NoteForeign(device.device, device.unit, hub.clock().NowMs()))
    hub.Warn("stream_of_another", {{"device", absl::StrCat(device.device)}, {"unit", device.unit}});
}

void NoteTaken(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
               const ExchangeAnswer& taken) {
  if (taken.first_difference != 0 && hub.seen().NoteParted(request.stream())) {
    hub.Warn("stream_differs", {{"device", absl::StrCat(device.device)},
                                {"unit", device.unit},
                                {"at", absl::StrCat(taken.first_difference)}});
  }
  // Where the chains differ, or the hub lacks the beginning, only the device knows what that means.
  if (taken.first_difference != 0 || taken.agreed != taken.position.index) return;
  const uint64_t last = request.my_last().index();
  const uint64_t left = last > taken.position.index ? last - taken.position.index : 0;
  hub.seen().NoteWaiting(device.device,
                         static_cast<uint32_t>(std::min<uint64_t>(left, request.waiting())));
}

std::vector<Proof> ProofsIn(const Hub& hub, const v1::ExchangeRequest& request) {
  return ProofsOf(request, hub.authority().hub_id(), hub.sign_key().public_key());
}

absl::Status Answer(const Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
                    const ExchangeAnswer& taken, v1::ExchangeResponse* response) {
  const WriterCore& core = hub.writer().core();
  const int64_t now_ms = hub.clock().NowMs();
  absl::Status answered = AnswerExchange(core, device.device, request, taken, now_ms, response);
  if (answered.ok())
    AddReceipt(core, hub.sign_key(), device.device, request, taken, now_ms, response);
  return answered;
}

}  // namespace gom::hub
