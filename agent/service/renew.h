// A new certificate before the old one ends, or where the hub has begun a new authority.
//
// The new key is kept aside (agent.key) before the hub is asked with it, and the pair takes the
// place of the old one in one rename: wherever the power goes or a reply is lost, the next try asks
// with the same key and gets the same certificate, and meanwhile the old one works.
#ifndef GOM_AGENT_SERVICE_RENEW_H_
#define GOM_AGENT_SERVICE_RENEW_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

// Whether the certificate has lived until the day on which it is renewed, by the hub's clock as it
// was last heard: the computer's own may be years off.
bool IsRenewalDue(const DeviceKeys& keys, const SyncMarks& marks, int64_t now_ms);

// What to ask with: the request for the key that is kept aside, made where there is none.
struct RenewalAsked {
  std::string key_pem;
  v1::RenewRequest request;
};
absl::StatusOr<RenewalAsked> AskRenewal(const AgentStore& store, const std::string& build);
// Takes the answer, if it is one for this device and key by an authority that this device knows, or
// that the hub names beside one that it knows. Durable when it returns; kFailedPrecondition
// renewal_wrong.
absl::Status TakeRenewal(AgentStore& store, const RenewalAsked& asked,
                         const v1::RenewResponse& answer);

// Whether one of the authorities that a hub names is one that this device trusts already.
absl::Status CheckAuthorities(std::string_view named_pem, std::string_view trusted_pem);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_RENEW_H_
