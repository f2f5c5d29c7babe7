// What an Exchange tells the hub beside its changes.
#ifndef GOM_HUB_SERVICE_EXCHANGE_H_
#define GOM_HUB_SERVICE_EXCHANGE_H_

#include <vector>

#include "gom/v1/sync.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// Notes when the device was heard of, its clock, what it still has to send, and what it says of
// this hub.
void NoteSeen(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request);

// Once what it sent was taken: notes what is still left on the device, and warns the first time
// that what the hub has of a stream is not what the device has (C4).
void NoteTaken(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
               const ExchangeAnswer& taken);

// Where it was refused: notes who asked for what is another device's (E10), and warns the first
// time. Any thread.
void NoteRefused(Hub& hub, const DeviceFacts& device, const absl::Status& refusal);

// Receipts of earlier terms that came with it.
std::vector<Proof> ProofsIn(const Hub& hub, const v1::ExchangeRequest& request);

// Once that is durable: the whole answer, receipt included. Blocks on the disk.
absl::Status Answer(const Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
                    const ExchangeAnswer& taken, v1::ExchangeResponse* response);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_EXCHANGE_H_
