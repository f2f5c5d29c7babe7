#include "agent/service/enroll.h"

#include <memory>

#include "agent/service/enrolling.h"
#include "agent/service/grpc_link.h"
#include "common/rpc/hub_key.h"
#include "common/rpc/limits.h"
#include "common/rpc/slip_code.h"
#include "common/rpc/status.h"
#include "common/text/status_macros.h"

namespace gom::agent {

absl::Status Enroll(AgentStore& store, const EnrollOptions& options) {
  RETURN_IF_ERROR(NotYetEnrolled(store));
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(options.code));
  ASSIGN_OR_RETURN(const rpc::HubIdentity hub,
                   rpc::FetchHubCa(options.address, code.fingerprint, kConnectDeadline));
  ASSIGN_OR_RETURN(const EnrollAsked asked,
                   AskEnrollment(store, code.secret, options.label, options.build));
  DeviceKeys nobody;
  nobody.ca_pem = hub.ca_pem;
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   HubChannel(options.address, hub.hub_id, nobody));
  RETURN_IF_ERROR(Connect(*channel, options.address, hub.hub_id, hub.ca_pem, kConnectDeadline));
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::EnrollResponse answer;
  RETURN_IF_ERROR(
      rpc::FromGrpc(v1::SyncService::NewStub(channel)->Enroll(&context, asked.request, &answer)));
  return TakeEnrollment(store, asked.key_pem, hub, answer, options.address);
}

absl::Status FollowHub(AgentStore& store, const std::string& address) {
  ASSIGN_OR_RETURN(const DeviceKeys keys, store.ReadKeys());
  RETURN_IF_ERROR(rpc::ProbeHub(address, keys.ca_pem, store.enrollment().hub, kConnectDeadline));
  return store.SetAddress(address);
}

}  // namespace gom::agent
