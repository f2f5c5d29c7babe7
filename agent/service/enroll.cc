#include "agent/service/enroll.h"

#include <memory>

#include "agent/service/grpc_link.h"
#include "common/rpc/limits.h"
#include "common/rpc/slip_code.h"
#include "common/rpc/status.h"
#include "common/text/status_macros.h"

namespace gom::agent {

absl::StatusOr<rpc::HubIdentity> FindHub(const EnrollOptions& options) {
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(options.code));
  return rpc::FetchHubCa(options.address, code.fingerprint, kConnectDeadline);
}

absl::StatusOr<v1::EnrollResponse> AskHub(const rpc::HubIdentity& hub, const std::string& address,
                                          const v1::EnrollRequest& request) {
  DeviceKeys nobody;
  nobody.ca_pem = hub.ca_pem;
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   HubChannel(address, hub.hub_id, nobody));
  RETURN_IF_ERROR(Connect(*channel, address, hub.hub_id, hub.ca_pem, kConnectDeadline));
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::EnrollResponse answer;
  RETURN_IF_ERROR(
      rpc::FromGrpc(v1::SyncService::NewStub(channel)->Enroll(&context, request, &answer)));
  return answer;
}

absl::Status FollowHub(AgentStore& store, const std::string& address) {
  ASSIGN_OR_RETURN(const DeviceKeys keys, store.ReadKeys());
  RETURN_IF_ERROR(rpc::ProbeHub(address, keys.ca_pem, store.enrollment().hub, kConnectDeadline));
  return store.SetAddress(address);
}

}  // namespace gom::agent
