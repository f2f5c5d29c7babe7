// The way to the hub. gRPC stands behind it in agent/service, a script in tests.
#ifndef GOM_AGENT_SYNC_HUB_LINK_H_
#define GOM_AGENT_SYNC_HUB_LINK_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {

class HubLink {
 public:
  virtual ~HubLink() = default;

  // Blocks for at most `timeout`. Refusals carry the hub's own sentence; kUnavailable
  // hub_unreachable where nobody answered. `*left`: whether the request may have left this
  // computer.
  virtual absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                        absl::Duration timeout, bool* left) = 0;

  // A new certificate, as SyncService.Renew; kUnimplemented where this way has none.
  virtual absl::StatusOr<v1::RenewResponse> Renew(const v1::RenewRequest& /*request*/,
                                                  absl::Duration /*timeout*/) {
    return absl::UnimplementedError("renew");
  }

  // A piece of a photo or a scan, after the entries. Blocks and fails as Exchange does. A way that
  // carries none says kUnimplemented.
  virtual absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(const v1::PutEvidenceRequest& request,
                                                              absl::Duration timeout) {
    return absl::UnimplementedError("this way to the hub carries no evidence");
  }

  // Where the commune stands, after everything else. Blocks and fails as Exchange does. A way that
  // carries none says kUnimplemented.
  virtual absl::StatusOr<v1::GetCommuneProgressResponse> GetCommuneProgress(
      const v1::GetCommuneProgressRequest& /*request*/, absl::Duration /*timeout*/) {
    return absl::UnimplementedError("this way to the hub carries nothing of the commune");
  }

  // From another thread: the call at hand and all to come end soon with kCancelled.
  virtual void Cancel() {}
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_HUB_LINK_H_
