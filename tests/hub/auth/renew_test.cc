#include "hub/auth/renew.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "common/text/message.h"

namespace gom::hub {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;
constexpr int64_t kDayMs = 86'400'000;

class RenewTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gom-renew-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    authority_ = *Authority::Create(folder_, std::string(16, '\x11'), "xã", kNow);
    facts_.device = 4711;
    facts_.unit = "TH-01";
    Have(*Judge(key_, kNow));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  absl::StatusOr<Renewal> Judge(const std::string& key_pem, int64_t now_ms) const {
    v1::RenewRequest request;
    request.set_signing_request_der(rpc::MakeSigningRequest(key_pem).value());
    return JudgeRenewal(*authority_, facts_, request, now_ms);
  }
  void Have(const Renewal& renewal) {
    facts_.certificate_der = renewal.certificate_der;
    facts_.public_key_sha256 = renewal.public_key_sha256;
  }

  std::string folder_;
  std::optional<Authority> authority_;
  RenewFacts facts_;
  const std::string key_ = rpc::GenerateKey().value();
  const std::string other_key_ = rpc::GenerateKey().value();
};

TEST_F(RenewTest, E5_NewKey_GetsACertificateForTheSameDeviceAndUnit) {
  const absl::StatusOr<Renewal> renewal = Judge(other_key_, kNow + 130 * kDayMs);
  ASSERT_TRUE(renewal.ok()) << renewal.status();
  EXPECT_FALSE(renewal->again);
  const rpc::DeviceName name = *rpc::DeviceNameOf(renewal->certificate_der);
  EXPECT_EQ(name.device, 4711u);
  EXPECT_EQ(name.unit, "TH-01");
  EXPECT_TRUE(rpc::KeyFits(other_key_, renewal->certificate_der));
  EXPECT_EQ(renewal->certificate_sha256, *rpc::Sha256Fingerprint(renewal->certificate_der));
  EXPECT_EQ(*rpc::NotAfter(renewal->certificate_der), kNow + 530 * kDayMs);
}

TEST_F(RenewTest, E5_LongExpired_RenewsLikeAnyOther) {
  EXPECT_TRUE(Judge(other_key_, kNow + 4000 * kDayMs).ok());
}

TEST_F(RenewTest, E9_SameKeyAgain_GetsTheSameCertificateWhileItIsFresh) {
  const absl::StatusOr<Renewal> again = Judge(key_, kNow + 119 * kDayMs);
  EXPECT_TRUE(again->again);
  EXPECT_EQ(again->certificate_der, facts_.certificate_der);
  EXPECT_FALSE(Judge(key_, kNow + 121 * kDayMs)->again);
}

TEST_F(RenewTest, E6_SameKeyUnderANewAuthority_GetsItsCertificate) {
  authority_ = *Authority::Begin(folder_, kNow);
  const absl::StatusOr<Renewal> renewal = Judge(key_, kNow);
  ASSERT_TRUE(renewal.ok()) << renewal.status();
  EXPECT_FALSE(renewal->again);
  EXPECT_TRUE(authority_->IsOfNewest(renewal->certificate_der));
  Have(*renewal);
  EXPECT_TRUE(Judge(key_, kNow)->again);
}

TEST_F(RenewTest, RequestThatIsNone_IsRefused) {
  v1::RenewRequest request;
  request.set_signing_request_der("garbage");
  EXPECT_EQ(text::ErrorOf(JudgeRenewal(*authority_, facts_, request, kNow).status()).code(),
            "signing_request_refused");
}

}  // namespace
}  // namespace gom::hub
