#include "agent/service/enroll.h"

#include <memory>

#include "agent/service/grpc_link.h"
#include "agent/service/renew.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/rpc/certificates.h"
#include "common/rpc/hub_key.h"
#include "common/rpc/limits.h"
#include "common/rpc/slip_code.h"
#include "common/rpc/status.h"
#include "common/sync/sealing.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

// The authorities to pin are the hub's to say: it was asked over the one on the slip, which is one
// of them, and may have begun another since.
absl::Status CheckAnswer(const v1::EnrollResponse& answer, const rpc::HubIdentity& hub,
                         const std::string& request_der) {
  RETURN_IF_ERROR(CheckAuthorities(answer.ca_pem(), hub.ca_pem));
  RETURN_IF_ERROR(
      rpc::VerifyChain(answer.certificate_pem(), "", answer.ca_pem(), rpc::Purpose::kDevice));
  ASSIGN_OR_RETURN(const std::string certified,
                   rpc::PublicKeyFingerprint(answer.certificate_pem()));
  ASSIGN_OR_RETURN(const std::string ours, rpc::RequestKeyFingerprint(request_der));
  if (certified == ours && answer.hub() == hub.hub_id && !answer.unit().empty())
    return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kEnrollAnswerWrong);
}

}  // namespace

absl::Status Enroll(AgentStore& store, const EnrollOptions& options) {
  if (store.enrolled()) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kAlreadyEnrolled,
                        store.enrollment().unit_name, store.enrollment().hub_name);
  }
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(options.code));
  ASSIGN_OR_RETURN(const rpc::HubIdentity hub,
                   rpc::FetchHubCa(options.address, code.fingerprint, kConnectDeadline));
  DeviceKeys keys;
  keys.ca_pem = hub.ca_pem;
  ASSIGN_OR_RETURN(keys.key_pem, AskingKey(store.folder(), rpc::GenerateKey, rpc::IsKey));
  v1::EnrollRequest request;
  request.set_secret(code.secret);
  ASSIGN_OR_RETURN(*request.mutable_signing_request_der(), rpc::MakeSigningRequest(keys.key_pem));
  ASSIGN_OR_RETURN(const std::string seal_secret, SealSecret(store.folder()));
  request.set_sealing_key(sync::SealKeyOf(seal_secret));
  request.set_label(options.label);
  request.set_build(options.build);

  DeviceKeys nobody;
  nobody.ca_pem = hub.ca_pem;
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   HubChannel(options.address, hub.hub_id, nobody));
  RETURN_IF_ERROR(Connect(*channel, options.address, hub.hub_id, hub.ca_pem, kConnectDeadline));
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::EnrollResponse answer;
  RETURN_IF_ERROR(
      rpc::FromGrpc(v1::SyncService::NewStub(channel)->Enroll(&context, request, &answer)));
  RETURN_IF_ERROR(CheckAnswer(answer, hub, request.signing_request_der()));

  keys.certificate_pem = answer.certificate_pem();
  keys.ca_pem = answer.ca_pem();
  Enrollment enrollment;
  enrollment.unit = answer.unit();
  enrollment.unit_name = answer.unit_name();
  enrollment.hub = answer.hub();
  enrollment.hub_name = answer.hub_name();
  enrollment.device = answer.device();
  enrollment.hub_key = answer.hub_key();
  enrollment.address = options.address;
  RETURN_IF_ERROR(store.Enroll(enrollment, keys));
  ForgetAskingKey(store.folder()).IgnoreError();  // it does no harm there
  return absl::OkStatus();
}

absl::Status FollowHub(AgentStore& store, const std::string& address) {
  ASSIGN_OR_RETURN(const DeviceKeys keys, store.ReadKeys());
  RETURN_IF_ERROR(rpc::ProbeHub(address, keys.ca_pem, store.enrollment().hub, kConnectDeadline));
  return store.SetAddress(address);
}

}  // namespace gom::agent
