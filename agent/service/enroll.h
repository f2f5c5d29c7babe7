// Turning the one-time code from the office into a device, over the network; what is asked and what
// is kept of the answer: enrolling.h; by file: enroll_file.h.
#ifndef GOM_AGENT_SERVICE_ENROLL_H_
#define GOM_AGENT_SERVICE_ENROLL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "common/rpc/hub_key.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

struct EnrollOptions {
  std::string address;  // "host:port"
  std::string code;     // as typed
  std::string label;    // what people call the computer
  std::string build;
};

// The hub that the code names, found at the address before the secret is sent. kInvalidArgument
// code_malformed, address_refused; kFailedPrecondition not_the_hub_on_the_slip; kUnavailable
// hub_unreachable, not_tls. Blocks on the network.
absl::StatusOr<rpc::HubIdentity> FindHub(const EnrollOptions& options);

// What that hub answers. kUnauthenticated code_refused; kUnavailable. Blocks on the network.
absl::StatusOr<v1::EnrollResponse> AskHub(const rpc::HubIdentity& hub, const std::string& address,
                                          const v1::EnrollRequest& request);

// The enrolled hub answers at another address now (C9): keeps it, durable on return, once it is
// sure that it is the same hub; its key decides, not the address. Blocks on network and disk.
// kFailedPrecondition not_enrolled, another_hub; kInvalidArgument address_refused; kUnavailable
// hub_unreachable, not_tls.
absl::Status FollowHub(AgentStore& store, const std::string& address);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_ENROLL_H_
