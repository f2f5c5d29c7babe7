#include "agent/service/enroll_file.h"

#include <algorithm>
#include <utility>

#include "agent/service/enrolling.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "agent/sync/sync_session.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/rpc/certificates.h"
#include "common/rpc/document_signature.h"
#include "common/rpc/slip_code.h"
#include "common/sync/bundle.h"
#include "common/sync/sealing.h"
#include "common/sync/slip_file.h"
#include "common/sync/words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kCannot = absl::StatusCode::kFailedPrecondition;

std::string SlipPath(const AgentStore& store) { return store.folder() + "/agent.slip"; }

absl::Status KeepSlip(const AgentStore& store, std::string_view file) {
  GOM_STEPS_OF("agent.slip");
  return platform::WritePrivateFile(SlipPath(store), file);
}

absl::Status ForgetSlip(const AgentStore& store) {
  GOM_STEPS_OF("agent.slip_gone");
  GOM_STEP("remove");
  return platform::RemoveFile(SlipPath(store));
}

// The hub that the code on the slip names, among what else stands there.
absl::StatusOr<rpc::HubIdentity> HubOnSlip(const v1::EnrollmentSlip& slip) {
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(slip.code()));
  for (const std::string& ca : rpc::CertificatesIn(slip.ca_pem())) {
    const absl::StatusOr<std::string> key = rpc::PublicKeyFingerprint(ca);
    const absl::StatusOr<std::string> hub = rpc::HubIdOf(ca);
    if (key.ok() && key->substr(0, code.fingerprint.size()) == code.fingerprint && hub.ok() &&
        *hub == slip.hub() && slip.hub_key().size() == sync::kKeyBytes)
      return rpc::HubIdentity{ca, *hub};
  }
  return text::Refuse(kInvalid, kSlipWrong);
}

// The slip that this folder asked with.
absl::StatusOr<v1::EnrollmentSlip> KeptSlip(const AgentStore& store) {
  if (!platform::Exists(SlipPath(store))) return text::Refuse(kCannot, kEnrollmentNotAsked);
  ASSIGN_OR_RETURN(const std::string file, platform::ReadFile(SlipPath(store)));
  return sync::ReadSlip(file);
}

// Who this computer takes an answer from: the hub that it is enrolled with, else that on its slip.
struct Expected {
  std::string hub, hub_name, hub_key;
};
absl::StatusOr<Expected> ExpectedHub(const AgentStore& store) {
  const Enrollment& who = store.enrollment();
  if (store.enrolled()) return Expected{who.hub, who.hub_name, who.hub_key};
  ASSIGN_OR_RETURN(const v1::EnrollmentSlip slip, KeptSlip(store));
  return Expected{slip.hub(), slip.hub_name(), slip.hub_key()};
}

absl::StatusOr<v1::BundlePayload> OpenWelcome(const AgentStore& store, std::string_view file) {
  ASSIGN_OR_RETURN(const Expected from, ExpectedHub(store));
  ASSIGN_OR_RETURN(const sync::Bundle bundle, sync::ReadBundle(file));
  if (bundle.header.kind() != v1::BundleHeader::KIND_ENROLLED)
    return text::Refuse(kInvalid, kNotAnEnrollmentReply);
  if (bundle.header.hub() != from.hub)
    return text::Refuse(kInvalid, kReplyOfAnotherHub, from.hub_name);
  if (!sync::IsSigned(sync::SignedBytes(bundle.header_bytes), bundle.signature, from.hub_key))
    return text::Refuse(kInvalid, sync::kBundleUnsigned);
  ASSIGN_OR_RETURN(const std::string seal_secret, SealSecret(store.folder()));
  ASSIGN_OR_RETURN(v1::BundlePayload payload, sync::OpenBundle(bundle, seal_secret));
  if (payload.requests_size() != payload.responses_size() ||
      payload.enrolled().hub_key() != from.hub_key)
    return text::Refuse(kInvalid, sync::kBundleAltered);
  return payload;
}

absl::Status TakeFirst(AgentStore& store, const v1::EnrollResponse& answer) {
  ASSIGN_OR_RETURN(const v1::EnrollmentSlip slip, KeptSlip(store));
  ASSIGN_OR_RETURN(const rpc::HubIdentity hub, HubOnSlip(slip));
  ASSIGN_OR_RETURN(const std::string key_pem,
                   AskingKey(store.folder(), rpc::GenerateKey, rpc::IsKey));
  return TakeEnrollment(store, key_pem, hub, answer, slip.address());
}

}  // namespace

absl::StatusOr<std::string> AskByFile(Desk& desk, std::string_view slip_file,
                                      const std::string& label) {
  AgentStore& store = desk.store();
  RETURN_IF_ERROR(NotYetEnrolled(store));
  ASSIGN_OR_RETURN(const v1::EnrollmentSlip slip, sync::ReadSlip(slip_file));
  RETURN_IF_ERROR(HubOnSlip(slip).status());
  ASSIGN_OR_RETURN(const rpc::SlipCode code, rpc::ParseSlipCode(slip.code()));
  ASSIGN_OR_RETURN(const EnrollAsked asked, AskEnrollment(store, code.secret, label, desk.build()));
  RETURN_IF_ERROR(KeepSlip(store, slip_file));
  v1::BundlePayload payload;
  *payload.mutable_enroll() = asked.request;
  v1::BundleHeader header;
  header.set_kind(v1::BundleHeader::KIND_ENROLL);
  header.set_hub(slip.hub());
  header.set_hub_name(slip.hub_name());
  header.set_made_at(desk.now_ms());
  header.set_id(desk.RandomBytes(sync::kBundleIdBytes));
  header.set_build(desk.build());
  return sync::PackBundle(header, payload, sync::SealKeyOfSigner(slip.hub_key()),
                          [&](std::string_view b) { return rpc::SignDocument(asked.key_pem, b); });
}

absl::Status WelcomeByFile(Desk& desk, const platform::MonotonicClock& monotonic,
                           std::string_view reply_file) {
  AgentStore& store = desk.store();
  ASSIGN_OR_RETURN(v1::BundlePayload payload, OpenWelcome(store, reply_file));
  if (!store.enrolled()) RETURN_IF_ERROR(TakeFirst(store, payload.enrolled()));
  if (store.enrollment().device != payload.enrolled().device()) return NotYetEnrolled(store);
  // Used up; where they stay they do no harm.
  ForgetSlip(store).IgnoreError();
  ForgetAskingKey(store.folder()).IgnoreError();
  BatchLimits limits;
  SyncOptions options;
  options.build = desk.build();
  SyncSession session(store, limits, desk.wall(), monotonic, options);
  for (int i = 0; i < payload.responses_size(); ++i) {
    // Nobody had a stream yet when the hub answered; it says nothing of any.
    payload.mutable_requests(i)->set_stream(store.current()->id);
    if (!session.Replay(payload.requests(i), payload.responses(i))) continue;
    RETURN_IF_ERROR(session.outcome().status());
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
