// A real server with the credentials of a hub, which says who it thinks is calling.
#ifndef GOM_TESTS_COMMON_RPC_TEST_HUB_H_
#define GOM_TESTS_COMMON_RPC_TEST_HUB_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/platform/local_channel.h"
#include "common/rpc/certificates.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "common/rpc/unary.h"
#include "gom/v1/report.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server_builder.h"

namespace gom::rpc {

// Keys and certificates of a hub.
struct TestIdentity {
  explicit TestIdentity(std::string id = std::string(16, '\x11'),
                        int64_t now = absl::ToUnixMillis(absl::Now()))
      : hub_id(std::move(id)),
        now_ms(now),
        ca(*MakeCa(hub_id, "xã thử", now_ms)),
        server_key(*GenerateKey()),
        server_chain(*SignServer(ca, server_key, hub_id, now_ms)),
        device_key(*GenerateKey()),
        device(*SignDevice(ca, *MakeSigningRequest(device_key), hub_id, 7, "TH-01", now_ms)) {}

  std::shared_ptr<grpc::ChannelCredentials> DeviceCredentials() const {
    return DeviceTls(ca.certificate_pem, hub_id, device_key, device);
  }

  std::string hub_id;
  int64_t now_ms;
  Ca ca;
  std::string server_key, server_chain, device_key, device;
};

// The same hub after its authority was taken over twice; the last one signs. `cas`: oldest first.
struct ThreeAuthorities {
  explicit ThreeAuthorities(TestIdentity first) : identity(std::move(first)) {
    const NextCa second = *MakeNextCa(identity.ca, identity.hub_id, identity.now_ms);
    const NextCa third = *MakeNextCa(second.ca, identity.hub_id, identity.now_ms);
    cas = {identity.ca, second.ca, third.ca};
    behind = third.crossed_pem + third.ca.certificate_pem + second.crossed_pem +
             second.ca.certificate_pem + identity.ca.certificate_pem;
    identity.server_chain =
        *SignServer(third.ca, identity.server_key, identity.hub_id, identity.now_ms, behind);
  }
  TestIdentity identity;
  std::vector<Ca> cas;
  std::string behind;
};

// GetPlan runs `work` through UnaryCalls.
class TestHub final : public v1::ReportService::CallbackService {
 public:
  using Work = std::function<absl::Status(const Peer&, const std::string& bearer)>;

  TestHub(const std::string& key_pem, const std::string& chain_pem, Work work,
          UnaryCallsOptions options = {}, const std::string& socket_path = {})
      : work_(std::move(work)), calls_(std::move(options)) {
    grpc::ServerBuilder builder;
    ApplyServerLimits(builder);
    builder.AddListeningPort("127.0.0.1:0", ServerTls(key_pem, chain_pem), &port_);
    if (!socket_path.empty()) {
      builder.AddListeningPort(platform::LocalTarget(socket_path),
                               grpc::InsecureServerCredentials());
    }
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
  }
  ~TestHub() override { Stop(); }
  void Stop() {
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
    server_->Wait();
  }

  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request,
                                    v1::GetPlanResponse* /*response*/) override {
    return calls_.Run(context, *request,
                      [=, this] { return work_(PeerOf(*context), BearerKey(*context)); });
  }

  int port() const { return port_; }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  grpc::Server& server() { return *server_; }

 private:
  const Work work_;
  UnaryCalls calls_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

// One GetPlan over a channel of its own. `prepare` may add metadata.
inline grpc::Status CallPlan(const std::shared_ptr<grpc::Channel>& channel,
                             const std::function<void(grpc::ClientContext&)>& prepare = {}) {
  grpc::ClientContext context;
  SetDeadline(context, absl::Seconds(10));
  if (prepare) prepare(context);
  v1::GetPlanResponse response;
  return v1::ReportService::NewStub(channel)->GetPlan(&context, {}, &response);
}

inline grpc::Status CallPlan(const std::string& address,
                             const std::shared_ptr<grpc::ChannelCredentials>& credentials,
                             const std::function<void(grpc::ClientContext&)>& prepare = {}) {
  return CallPlan(
      grpc::CreateCustomChannel(address, credentials, HubArguments(std::string(16, '\x11'))),
      prepare);
}

}  // namespace gom::rpc

#endif  // GOM_TESTS_COMMON_RPC_TEST_HUB_H_
