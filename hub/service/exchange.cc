#include "hub/service/exchange.h"

namespace gom::hub {

void NoteSeen(Hub& hub, uint32_t device, const v1::ExchangeRequest& request) {
  Seen seen;
  seen.last_contact = hub.clock().NowMs();
  // A clock that was not sent, or is beyond sense, says nothing about itself.
  constexpr int64_t kSense = int64_t{1} << 52;
  if (request.device_clock_ms() > -kSense && request.device_clock_ms() < kSense &&
      request.device_clock_ms() != 0) {
    seen.clock_skew_ms = request.device_clock_ms() - seen.last_contact;
  }
  seen.waiting = request.waiting();
  hub.seen().Note(device, seen);
}

}  // namespace gom::hub
