// The answer to an Exchange, once its changes are durable.
#ifndef GOM_HUB_WRITER_ANSWER_H_
#define GOM_HUB_WRITER_ANSWER_H_

#include <cstdint>

#include "absl/status/status.h"
#include "common/sync/signing.h"
#include "gom/v1/sync.pb.h"
#include "hub/writer/core.h"

namespace gom::hub {

// Bytes of events in one answer; what is left comes with the next call.
inline constexpr size_t kMaxEventBytes = 64 * 1024;

// Fills in where the stream stands and what the unit has still to read, both as of the same
// instant, which may be later than that of `taken`. Blocks on the disk; any thread. kDataLoss
// record_missing: the log lacks what State has; what else the store says.
absl::Status AnswerExchange(const WriterCore& core, uint32_t device,
                            const v1::ExchangeRequest& request, const ExchangeAnswer& taken,
                            int64_t now_ms, v1::ExchangeResponse* response);

// Signs for what the hub holds of the stream, where the device asks for it and the chains are known
// to be the same up to there. `response` is AnswerExchange's. Takes some 25 µs; any thread.
void AddReceipt(const WriterCore& core, const sync::SigningKey& key, uint32_t device,
                const v1::ExchangeRequest& request, const ExchangeAnswer& taken, int64_t now_ms,
                v1::ExchangeResponse* response);

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_ANSWER_H_
