#include "hub/auth/returned.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/text/message.h"

namespace gom::hub {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;
constexpr int64_t kYearMs = 365 * 86'400'000LL;
const std::string kHub(16, '\x11');

class ReturnedTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "gom-returned-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    ours_ = Make("ours", kHub);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::optional<Authority> Make(const std::string& name, const std::string& hub) {
    const std::string folder = folder_ + "/" + name;
    std::filesystem::create_directory(folder);
    return *Authority::Create(folder, hub, name, kNow);
  }
  static std::string CertificateOf(const Authority& authority, uint32_t device,
                                   const std::string& unit, int64_t at = kNow) {
    const std::string key = rpc::GenerateKey().value();
    return authority.SignDevice(rpc::MakeSigningRequest(key).value(), device, unit, at).value();
  }
  std::string CodeFor(const std::string& certificate) const {
    return text::ErrorOf(JudgeReturned(certificate, *ours_).status()).code();
  }

  std::string folder_;
  std::optional<Authority> ours_;
};

TEST_F(ReturnedTest, D5_CertificateOfThisCaForThisHub_SaysWhoItIs) {
  const std::string certificate = CertificateOf(*ours_, 4711, "TH-01");
  const absl::StatusOr<ReturnedDevice> back = JudgeReturned(certificate, *ours_);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->device, 4711u);
  EXPECT_EQ(back->unit, "TH-01");
  EXPECT_EQ(back->certificate_sha256, *rpc::Sha256Fingerprint(certificate));
  EXPECT_EQ(back->public_key_sha256, *rpc::PublicKeyFingerprint(certificate));
  EXPECT_EQ(*rpc::ToPem(back->certificate_der), certificate);
}

TEST_F(ReturnedTest, E5_CertificateLongExpired_MayComeBack) {
  EXPECT_TRUE(JudgeReturned(CertificateOf(*ours_, 1, "TH-01", kNow - 5 * kYearMs), *ours_).ok());
}

TEST_F(ReturnedTest, E6_CertificateOfEitherAuthority_SaysWhoItIs) {
  const std::string before = CertificateOf(*ours_, 1, "TH-01");
  ours_ = *Authority::Begin(folder_ + "/ours", kNow);
  const std::string after = CertificateOf(*ours_, 2, "TH-02");
  EXPECT_EQ(JudgeReturned(before, *ours_)->device, 1u);
  EXPECT_EQ(JudgeReturned(after, *ours_)->device, 2u);
}

TEST_F(ReturnedTest, E10_CertificateOfAnotherCaWithOurHubsName_IsUnknown) {
  EXPECT_EQ(CodeFor(CertificateOf(*Make("forged", kHub), 1, "TH-01")), "device_unknown");
}

TEST_F(ReturnedTest, C19_CertificateOfAnotherHub_IsUnknown) {
  EXPECT_EQ(CodeFor(CertificateOf(*Make("other", std::string(16, '\x22')), 1, "TH-01")),
            "device_unknown");
}

TEST_F(ReturnedTest, NoCertificateOfADevice_IsUnknown) {
  EXPECT_EQ(CodeFor(ours_->server_chain_pem()), "device_unknown");
  EXPECT_EQ(CodeFor(ours_->ca_pem()), "device_unknown");
  EXPECT_EQ(CodeFor(""), "device_unknown");
  EXPECT_EQ(CodeFor("-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n"),
            "device_unknown");
}

}  // namespace
}  // namespace gom::hub
