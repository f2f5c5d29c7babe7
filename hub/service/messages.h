// What schools and the office write to each other, for the operator.
#ifndef GOM_HUB_SERVICE_MESSAGES_H_
#define GOM_HUB_SERVICE_MESSAGES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

inline constexpr uint32_t kDefaultMessages = 200, kMostMessages = 1000;

// Blocks on the disk: what they say is read from the log.
absl::StatusOr<v1::ListUnitMessagesResponse> ReadMessages(
    Hub& hub, const v1::ListUnitMessagesRequest& request);

// Durable when it returns.
absl::StatusOr<v1::SendUnitMessageResponse> SendMessage(Hub& hub,
                                                        const v1::SendUnitMessageRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_MESSAGES_H_
