// Turning the one-time code from the office into a device, over the network; by file:
// enroll_file.h.
#ifndef GOM_AGENT_SERVICE_ENROLL_H_
#define GOM_AGENT_SERVICE_ENROLL_H_

#include <string>

#include "absl/status/status.h"
#include "agent/store/agent_store.h"

namespace gom::agent {

struct EnrollOptions {
  std::string address;  // "host:port"
  std::string code;     // as typed
  std::string label;    // what people call the computer
  std::string build;
};

// Checks the hub against the code before the secret is sent; makes the device's key once, so that a
// try whose reply was lost can be repeated. Blocks on network and disk. kFailedPrecondition
// already_enrolled, not_the_hub_on_the_slip; kInvalidArgument code_malformed, address_refused;
// kUnauthenticated code_refused; kUnavailable hub_unreachable, not_tls.
absl::Status Enroll(AgentStore& store, const EnrollOptions& options);

// The enrolled hub answers at another address now (C9): keeps it, durable on return, once it is
// sure that it is the same hub; its key decides, not the address. Blocks on network and disk.
// kFailedPrecondition not_enrolled, another_hub; kInvalidArgument address_refused; kUnavailable
// hub_unreachable, not_tls.
absl::Status FollowHub(AgentStore& store, const std::string& address);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_ENROLL_H_
