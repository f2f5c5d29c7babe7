// What school and office write to each other, in the general thread or an Entry's.
#ifndef GOM_AGENT_SERVICE_MESSAGES_H_
#define GOM_AGENT_SERVICE_MESSAGES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Characters.
inline constexpr size_t kMaxMessage = 4000;

// Oldest first; what the hub has not answered for stands last. NOT_FOUND form_unknown,
// period_unknown.
absl::StatusOr<v1::ListMessagesResponse> ListMessages(Desk& desk,
                                                      const v1::ListMessagesRequest& request);

// Durable on return; it goes with the next sync. INVALID_ARGUMENT message_empty, and what
// text::CleanText says; NOT_FOUND as above.
absl::StatusOr<v1::SendMessageResponse> SendMessage(Desk& desk,
                                                    const v1::SendMessageRequest& request);

// The office's messages up to there have been looked at on this computer; durable on return. One
// that was looked at stays so.
absl::StatusOr<v1::MarkMessagesSeenResponse> MarkMessagesSeen(
    Desk& desk, const v1::MarkMessagesSeenRequest& request);

// How many of the office's nobody has looked at here: in all threads, and in an Entry's (numbers).
uint32_t UnseenMessages(Desk& desk);
uint32_t UnseenMessages(Desk& desk, uint32_t form, uint32_t period);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_MESSAGES_H_
