#include "agent/service/enrolling.h"

#include "agent/service/renew.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/rpc/certificates.h"
#include "common/sync/sealing.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

// The authorities to pin are the hub's to say: it was asked over the one on the slip, which is one
// of them, and may have begun another since.
absl::Status CheckAnswer(const v1::EnrollResponse& answer, const rpc::HubIdentity& hub,
                         const std::string& key_pem) {
  const std::string& certificate = answer.certificate_pem();
  if (CheckAuthorities(answer.ca_pem(), hub.ca_pem).ok() &&
      rpc::VerifyChain(certificate, "", answer.ca_pem(), rpc::Purpose::kDevice).ok() &&
      rpc::KeyFits(key_pem, certificate) && answer.hub() == hub.hub_id && !answer.unit().empty())
    return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kEnrollAnswerWrong);
}

}  // namespace

absl::Status NotYetEnrolled(const AgentStore& store) {
  if (!store.enrolled()) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kAlreadyEnrolled,
                      store.enrollment().unit_name, store.enrollment().hub_name);
}

absl::StatusOr<EnrollAsked> AskEnrollment(const AgentStore& store, const std::string& secret,
                                          const std::string& label, const std::string& build) {
  EnrollAsked asked;
  ASSIGN_OR_RETURN(asked.key_pem, AskingKey(store.folder(), rpc::GenerateKey, rpc::IsKey));
  ASSIGN_OR_RETURN(const std::string seal_secret, SealSecret(store.folder()));
  ASSIGN_OR_RETURN(*asked.request.mutable_signing_request_der(),
                   rpc::MakeSigningRequest(asked.key_pem));
  asked.request.set_secret(secret);
  asked.request.set_sealing_key(sync::SealKeyOf(seal_secret));
  asked.request.set_label(label);
  asked.request.set_build(build);
  return asked;
}

absl::Status TakeEnrollment(AgentStore& store, const std::string& key_pem,
                            const rpc::HubIdentity& hub, const v1::EnrollResponse& answer,
                            const std::string& address) {
  RETURN_IF_ERROR(CheckAnswer(answer, hub, key_pem));
  Enrollment enrollment;
  enrollment.unit = answer.unit();
  enrollment.unit_name = answer.unit_name();
  enrollment.hub = answer.hub();
  enrollment.hub_name = answer.hub_name();
  enrollment.device = answer.device();
  enrollment.hub_key = answer.hub_key();
  enrollment.address = address;
  RETURN_IF_ERROR(store.Enroll(enrollment, {key_pem, answer.certificate_pem(), answer.ca_pem()}));
  ForgetAskingKey(store.folder()).IgnoreError();  // it does no harm there
  return absl::OkStatus();
}

}  // namespace gom::agent
