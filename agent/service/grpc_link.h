// The way to the hub over gRPC and TLS. One for each sync: when it goes, the connection is closed.
#ifndef GOM_AGENT_SERVICE_GRPC_LINK_H_
#define GOM_AGENT_SERVICE_GRPC_LINK_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "agent/sync/hub_link.h"
#include "common/platform/mutex.h"
#include "gom/v1/sync.grpc.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

namespace gom::agent {

// To find out whether anybody answers; a call has its own deadline.
inline constexpr absl::Duration kConnectDeadline = absl::Seconds(15);

// A channel to a hub of which CA and id are known; nothing is sent before both are checked.
absl::StatusOr<std::shared_ptr<grpc::Channel>> HubChannel(const std::string& address,
                                                          const std::string& hub,
                                                          const DeviceKeys& keys);

// Waits until the channel is connected: OK, or why it is not (kUnavailable hub_unreachable,
// not_tls, kFailedPrecondition not_the_hub_on_the_slip). Gives up soon, with kCancelled, once
// `cancelled` says so.
absl::Status Connect(
    grpc::Channel& channel, const std::string& address, const std::string& hub,
    const std::string& ca_pem, absl::Duration timeout,
    absl::FunctionRef<bool()> cancelled = [] { return false; });

class GrpcLink final : public HubLink {
 public:
  GrpcLink(std::shared_ptr<grpc::Channel> channel, Enrollment enrollment, std::string ca_pem);
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration timeout, bool* left) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<v1::RenewResponse> Renew(const v1::RenewRequest& request,
                                          absl::Duration timeout) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(const v1::PutEvidenceRequest& request,
                                                      absl::Duration timeout) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<v1::GetCommuneProgressResponse> GetCommuneProgress(
      const v1::GetCommuneProgressRequest& request, absl::Duration timeout) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Cancel() override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  bool cancelled() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether the call may begin; it is at hand until End.
  bool Begin(grpc::ClientContext* context) ABSL_LOCKS_EXCLUDED(mutex_);
  void End() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::SyncService::Stub> stub_;
  const Enrollment enrollment_;
  const std::string ca_pem_;
  mutable platform::Mutex mutex_;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* at_hand_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_GRPC_LINK_H_
