// The answer to an Exchange, once its changes are durable.
#ifndef GOM_HUB_SERVICE_EXCHANGE_H_
#define GOM_HUB_SERVICE_EXCHANGE_H_

#include "absl/status/status.h"
#include "gom/v1/sync.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// Bytes of events in one answer; what is left comes with the next call.
inline constexpr size_t kMaxEventBytes = 64 * 1024;

// Fills in where the stream stands and what the unit has still to read. Blocks on the disk: for a
// worker.
absl::Status AnswerExchange(Hub& hub, uint32_t device, const v1::ExchangeRequest& request,
                            const ExchangeAnswer& taken, v1::ExchangeResponse* response);

// Notes when the device was heard of, its clock and what it still has to send.
void NoteSeen(Hub& hub, uint32_t device, const v1::ExchangeRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_EXCHANGE_H_
