#include "hub/auth/enroll.h"

#include "common/rpc/certificates.h"
#include "common/rpc/slip_code.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/auth/slips.h"
#include "hub/auth/words.h"

namespace gom::hub {
namespace {

constexpr int kLabelCharacters = 64;
constexpr uint64_t kDevices = (uint64_t{1} << 31) - 1;

std::string CleanLabel(const std::string& label) {
  std::string line = text::OneLine(text::Nfc(label));
  int characters = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if ((line[i] & 0xc0) != 0x80 && ++characters > kLabelCharacters) return line.substr(0, i);
  }
  return line;
}

// Whether there is any secret with which this key could use the slip. Asked before the secret is
// looked at, which costs memory and time: nobody can make the hub hash more than kSlipTries times
// for a slip, however many codes they send. A locked slip says what a wrong code says, even to
// whoever has the right one.
bool IsOpenTo(const SlipFacts& slip, const std::string& public_key_sha256, int64_t now_ms) {
  if (slip.wrong_tries >= kSlipTries) return false;
  if (!slip.used_by_key_sha256.empty()) return slip.used_by_key_sha256 == public_key_sha256;
  return now_ms < slip.expires_at_ms;
}

EnrollJudgement Refused(absl::Status refusal) {
  EnrollJudgement judgement;
  judgement.refusal = std::move(refusal);
  return judgement;
}

}  // namespace

absl::Status CodeRefused() {
  return text::Refuse(absl::StatusCode::kUnauthenticated, kCodeRefused);
}

EnrollJudgement JudgeEnroll(const v1::EnrollRequest& request, const SlipLookup& lookup,
                            int64_t now_ms) {
  const absl::StatusOr<std::string> secret = rpc::ParseSecret(request.secret());
  if (!secret.ok()) return Refused(CodeRefused());
  absl::StatusOr<std::string> key = rpc::RequestKeyFingerprint(request.signing_request_der());
  if (!key.ok()) return Refused(key.status());
  if (!text::IsUtf8(request.label())) {
    return Refused(text::Refuse(absl::StatusCode::kInvalidArgument, kLabelNotText));
  }

  EnrollJudgement judgement = Refused(CodeRefused());
  judgement.slip = secret->substr(0, rpc::kSlipCharacters);
  judgement.public_key_sha256 = *std::move(key);
  const std::optional<SlipFacts> slip = lookup(judgement.slip);
  if (!slip.has_value() || !IsOpenTo(*slip, judgement.public_key_sha256, now_ms)) return judgement;
  if (!SecretFits(*secret, slip->secret_hash)) {
    judgement.step = EnrollStep::kCountWrongTry;
    return judgement;
  }
  judgement.step = slip->used_by_key_sha256.empty() ? EnrollStep::kIssue : EnrollStep::kAnswerAgain;
  judgement.refusal = absl::OkStatus();
  judgement.unit = slip->unit;
  judgement.device = slip->used_by_device;
  return judgement;
}

absl::StatusOr<IssuedDevice> IssueDevice(const Authority& authority,
                                         const v1::EnrollRequest& request, std::string_view unit,
                                         platform::RandomSource& random,
                                         const std::function<bool(uint32_t device)>& taken,
                                         int64_t now_ms) {
  IssuedDevice issued;
  do {
    issued.device = static_cast<uint32_t>(random.Below(kDevices) + 1);
  } while (taken(issued.device));
  ASSIGN_OR_RETURN(issued.certificate_pem, authority.SignDevice(request.signing_request_der(),
                                                                issued.device, unit, now_ms));
  ASSIGN_OR_RETURN(issued.certificate_der, rpc::ToDer(issued.certificate_pem));
  ASSIGN_OR_RETURN(issued.certificate_sha256, rpc::Sha256Fingerprint(issued.certificate_der));
  ASSIGN_OR_RETURN(issued.public_key_sha256, rpc::PublicKeyFingerprint(issued.certificate_der));
  issued.label = CleanLabel(request.label());
  return issued;
}

}  // namespace gom::hub
