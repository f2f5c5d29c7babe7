#include "agent/service/renew.h"

#include <algorithm>
#include <vector>

#include "agent/service/words.h"
#include "common/rpc/certificates.h"
#include "common/sync/sealing.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

absl::Status Wrong() { return text::Refuse(absl::StatusCode::kFailedPrecondition, kRenewalWrong); }

}  // namespace

bool IsRenewalDue(const DeviceKeys& keys, const SyncMarks& marks, int64_t now_ms) {
  return rpc::IsDueForRenewal(keys.certificate_pem, now_ms - marks.clock_skew_ms);
}

absl::Status CheckAuthorities(std::string_view named_pem, std::string_view trusted_pem) {
  const std::vector<std::string> trusted = rpc::CertificatesIn(trusted_pem);
  for (const std::string& named : rpc::CertificatesIn(named_pem)) {
    if (std::find(trusted.begin(), trusted.end(), named) != trusted.end()) return absl::OkStatus();
  }
  return Wrong();
}

absl::StatusOr<RenewalAsked> AskRenewal(const AgentStore& store, const std::string& build) {
  RenewalAsked asked;
  ASSIGN_OR_RETURN(asked.key_pem, AskingKey(store.folder(), rpc::GenerateKey, rpc::IsKey));
  ASSIGN_OR_RETURN(*asked.request.mutable_signing_request_der(),
                   rpc::MakeSigningRequest(asked.key_pem));
  // One of an older program gets its keys for sending by file here.
  ASSIGN_OR_RETURN(const std::string seal_secret, SealSecret(store.folder()));
  asked.request.set_sealing_key(sync::SealKeyOf(seal_secret));
  asked.request.set_build(build);
  return asked;
}

absl::Status TakeRenewal(AgentStore& store, const RenewalAsked& asked,
                         const v1::RenewResponse& answer) {
  ASSIGN_OR_RETURN(const DeviceKeys before, store.ReadKeys());
  RETURN_IF_ERROR(CheckAuthorities(answer.ca_pem(), before.ca_pem));
  RETURN_IF_ERROR(
      rpc::VerifyChain(answer.certificate_pem(), "", answer.ca_pem(), rpc::Purpose::kDevice));
  const Enrollment& us = store.enrollment();
  const absl::StatusOr<rpc::DeviceName> name = rpc::DeviceNameOf(answer.certificate_pem());
  if (!name.ok() || name->hub_id != us.hub || name->device != us.device ||
      !rpc::KeyFits(asked.key_pem, answer.certificate_pem()))
    return Wrong();
  DeviceKeys after = before;
  after.key_pem = asked.key_pem;
  after.certificate_pem = answer.certificate_pem();
  after.ca_pem = answer.ca_pem();
  // First: behind the certificate nobody would ask for it again before the next one is due.
  if (!answer.hub_key().empty() && answer.hub_key() != us.hub_key)
    RETURN_IF_ERROR(store.SetHubKey(answer.hub_key()));
  RETURN_IF_ERROR(store.ReplaceKeys(after));
  ForgetAskingKey(store.folder()).IgnoreError();  // the next renewal would ask with it: no harm
  return absl::OkStatus();
}

}  // namespace gom::agent
