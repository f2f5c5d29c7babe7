// The way to the hub over gRPC and TLS. One for each sync: when it goes, the connection is closed.
#ifndef GOM_AGENT_SERVICE_GRPC_LINK_H_
#define GOM_AGENT_SERVICE_GRPC_LINK_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "agent/sync/hub_link.h"
#include "gom/v1/sync.grpc.pb.h"
#include "grpcpp/channel.h"

namespace gom::agent {

// A channel to a hub of which CA and id are known; nothing is sent before both are checked.
absl::StatusOr<std::shared_ptr<grpc::Channel>> HubChannel(const std::string& address,
                                                          const std::string& hub,
                                                          const DeviceKeys& keys);

// Waits until the channel is connected: OK, or why it is not (kUnavailable hub_unreachable,
// not_tls, kFailedPrecondition not_the_hub_on_the_slip).
absl::Status Connect(grpc::Channel& channel, const std::string& address, const std::string& hub,
                     const std::string& ca_pem, absl::Duration timeout);

class GrpcLink final : public HubLink {
 public:
  GrpcLink(std::shared_ptr<grpc::Channel> channel, Enrollment enrollment, std::string ca_pem);
  absl::StatusOr<v1::ExchangeResponse> Exchange(const v1::ExchangeRequest& request,
                                                absl::Duration timeout, bool* left) override;

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::SyncService::Stub> stub_;
  const Enrollment enrollment_;
  const std::string ca_pem_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_GRPC_LINK_H_
