#include "hub/auth/enroll.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "common/rpc/certificates.h"
#include "common/rpc/slip_code.h"
#include "common/text/message.h"
#include "hub/auth/slips.h"

namespace gom::hub {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;
constexpr int64_t kHourMs = 3'600'000;

class EnrollTest : public testing::Test {
 protected:
  EnrollTest()
      : slip_(MakeSlip(random_, std::string(32, '\x77'))),
        key_(*rpc::GenerateKey()),
        key_sha256_(*rpc::RequestKeyFingerprint(*rpc::MakeSigningRequest(key_))) {
    slips_[slip_.slip] = {"TH-03", kNow + 72 * kHourMs, 0, Hash(slip_.secret), "", 0};
  }

  // The seed makes the same secret in every test, and hashing is slow on purpose.
  static const std::string& Hash(const std::string& secret) {
    static const std::string* const hash = new std::string(*HashSecret(secret));
    return *hash;
  }
  v1::EnrollRequest Request(const std::string& secret, const std::string& key) const {
    v1::EnrollRequest request;
    request.set_secret(secret);
    request.set_signing_request_der(*rpc::MakeSigningRequest(key));
    request.set_label("Máy văn phòng");
    return request;
  }
  EnrollJudgement Judge(const v1::EnrollRequest& request, int64_t now_ms = kNow) const {
    return JudgeEnroll(
        request,
        [this](std::string_view slip) -> std::optional<SlipFacts> {
          const auto found = slips_.find(std::string(slip));
          if (found == slips_.end()) return std::nullopt;
          return found->second;
        },
        now_ms);
  }
  // Another secret of the same slip.
  std::string WrongSecret() const {
    std::string secret = slip_.secret;
    secret.back() = secret.back() == '0' ? '1' : '0';
    return secret;
  }
  SlipFacts& facts() { return slips_[slip_.slip]; }

  platform::SeededRandom random_{5};
  const NewSlip slip_;
  const std::string key_, key_sha256_;
  std::map<std::string, SlipFacts> slips_;
};

TEST_F(EnrollTest, SlipCode_IsItsSecretAndTheHubsFingerprint) {
  const rpc::SlipCode code = *rpc::ParseSlipCode(slip_.code);
  EXPECT_EQ(code.secret, slip_.secret);
  EXPECT_EQ(code.slip(), slip_.slip);
  EXPECT_EQ(code.fingerprint, std::string(10, '\x77'));
}

TEST_F(EnrollTest, SecretHash_IsSaltedAndFitsItsSecretOnly) {
  const std::string again = *HashSecret(slip_.secret);
  EXPECT_NE(again, facts().secret_hash);
  EXPECT_THAT(again, testing::StartsWith("$argon2id$"));
  EXPECT_TRUE(SecretFits(slip_.secret, again));
  EXPECT_FALSE(SecretFits(WrongSecret(), again));
  EXPECT_FALSE(SecretFits("0000000000", "")) << "no hash fits nothing";
  EXPECT_FALSE(SecretFits(slip_.secret, "garbage"));
}

TEST_F(EnrollTest, RightCode_IsIssuedForItsUnit) {
  const EnrollJudgement judgement = Judge(Request(slip_.secret, key_));
  EXPECT_EQ(judgement.step, EnrollStep::kIssue) << judgement.refusal;
  EXPECT_EQ(judgement.unit, "TH-03");
  EXPECT_EQ(judgement.slip, slip_.slip);
  EXPECT_EQ(judgement.public_key_sha256, key_sha256_);
  EXPECT_TRUE(judgement.refusal.ok());
}

TEST_F(EnrollTest, E7_EveryCodeThatDoesNotFit_GetsTheSameRefusal) {
  std::map<std::string, EnrollJudgement> cases;
  cases["wrong secret"] = Judge(Request(WrongSecret(), key_));
  cases["no such slip"] = Judge(Request("ZZZZ" + slip_.secret.substr(4), key_));
  cases["malformed"] = Judge(Request("ABC", key_));
  cases["empty"] = Judge(Request("", key_));
  cases["out of date"] = Judge(Request(slip_.secret, key_), kNow + 72 * kHourMs);
  facts().wrong_tries = kSlipTries;
  cases["locked"] = Judge(Request(slip_.secret, key_));
  facts().wrong_tries = 0;
  facts().used_by_key_sha256 = std::string(32, 'x');
  facts().used_by_device = 9;
  cases["used by another computer"] = Judge(Request(slip_.secret, key_));
  facts().secret_hash = "";
  cases["secret erased"] = Judge(Request(slip_.secret, key_));
  for (const auto& [name, judgement] : cases) {
    EXPECT_EQ(judgement.refusal, CodeRefused()) << name;
    EXPECT_NE(judgement.step, EnrollStep::kIssue) << name;
    EXPECT_NE(judgement.step, EnrollStep::kAnswerAgain) << name;
  }
  EXPECT_EQ(text::ErrorOf(CodeRefused()).code(), "code_refused");
  EXPECT_EQ(CodeRefused().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(EnrollTest, E7_WrongTries_CountUntilTheSlipIsLocked) {
  for (int tries = 0; tries < kSlipTries; ++tries) {
    facts().wrong_tries = tries;
    const EnrollJudgement judgement = Judge(Request(WrongSecret(), key_));
    EXPECT_EQ(judgement.step, EnrollStep::kCountWrongTry) << tries;
    EXPECT_EQ(judgement.slip, slip_.slip);
  }
  facts().wrong_tries = kSlipTries;
  EXPECT_EQ(Judge(Request(WrongSecret(), key_)).step, EnrollStep::kRefuse)
      << "nothing more to count";
  EXPECT_EQ(Judge(Request(slip_.secret, key_)).step, EnrollStep::kRefuse)
      << "the right one is locked too";
}

TEST_F(EnrollTest, E9_SameCodeAndSameKeyAgain_IsAnsweredAgainAlsoLater) {
  facts().used_by_key_sha256 = key_sha256_;
  facts().used_by_device = 4711;
  for (int64_t later : {int64_t{0}, 1000 * kHourMs}) {
    const EnrollJudgement judgement = Judge(Request(slip_.secret, key_), kNow + later);
    EXPECT_EQ(judgement.step, EnrollStep::kAnswerAgain);
    EXPECT_EQ(judgement.device, 4711u);
  }
  EXPECT_EQ(Judge(Request(slip_.secret, *rpc::GenerateKey())).step, EnrollStep::kRefuse);
  EXPECT_EQ(Judge(Request(WrongSecret(), key_)).step, EnrollStep::kCountWrongTry)
      << "the key alone proves nothing";
}

TEST_F(EnrollTest, SigningRequestThatIsBroken_IsRefusedWithoutCountingATry) {
  v1::EnrollRequest request = Request(slip_.secret, key_);
  request.set_signing_request_der("garbage");
  const EnrollJudgement judgement = Judge(request);
  EXPECT_EQ(judgement.step, EnrollStep::kRefuse);
  EXPECT_EQ(text::ErrorOf(judgement.refusal).code(), "signing_request_refused");
}

TEST_F(EnrollTest, IssuedDevice_HasItsNameInACertificateOfTheHub) {
  std::string pattern = testing::TempDir() + "gom-issue-XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  const Authority authority = *Authority::Create(folder, std::string(16, '\x11'), "Tân Kỳ", kNow);
  std::filesystem::remove_all(folder);
  v1::EnrollRequest request = Request(slip_.secret, key_);
  request.set_label("  Máy\n" + std::string(200, 'x'));
  // The first number that chance offers is taken already.
  uint32_t offered = 0;
  const auto taken = [&](uint32_t device) {
    if (offered != 0) return device == offered;
    offered = device;
    return true;
  };
  const absl::StatusOr<IssuedDevice> issued =
      IssueDevice(authority, request, "TH-03", random_, taken, kNow);
  ASSERT_TRUE(issued.ok()) << issued.status();
  EXPECT_NE(issued->device, offered);
  EXPECT_GE(issued->device, 1u);
  EXPECT_LT(issued->device, 1u << 31);
  const rpc::DeviceName name = *rpc::DeviceNameOf(issued->certificate_der);
  EXPECT_EQ(name.unit, "TH-03");
  EXPECT_EQ(name.device, issued->device);
  EXPECT_EQ(issued->certificate_sha256, *rpc::Sha256Fingerprint(issued->certificate_pem));
  EXPECT_EQ(issued->public_key_sha256, key_sha256_);
  EXPECT_TRUE(
      rpc::VerifyChain(issued->certificate_pem, "", authority.ca_pem(), rpc::Purpose::kDevice, kNow)
          .ok());
  EXPECT_LE(issued->label.size(), 70u);
  EXPECT_EQ(issued->label.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gom::hub
