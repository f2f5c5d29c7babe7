// What enrolling is, whichever way the question and its answer travel (enroll.h, enroll_file.h).
#ifndef GOM_AGENT_SERVICE_ENROLLING_H_
#define GOM_AGENT_SERVICE_ENROLLING_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "common/rpc/hub_key.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// kFailedPrecondition already_enrolled.
absl::Status NotYetEnrolled(const AgentStore& store);

struct EnrollAsked {
  std::string key_pem;
  v1::EnrollRequest request;
};
// The question, with the key of this folder, which is made once: so a try whose answer was lost can
// be repeated. `secret`: of the slip's code. Blocks on the disk.
absl::StatusOr<EnrollAsked> AskEnrollment(const AgentStore& store, const std::string& secret,
                                          const std::string& label, const std::string& build);

// Keeps the answer of the hub that is on the slip, durable on return. kFailedPrecondition
// enroll_answer_wrong: it is not for this key or not of that hub, and nothing is kept. `address`
// may be empty: nobody knows it yet.
absl::Status TakeEnrollment(AgentStore& store, const std::string& key_pem,
                            const rpc::HubIdentity& hub, const v1::EnrollResponse& answer,
                            const std::string& address);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_ENROLLING_H_
