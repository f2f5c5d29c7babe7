#include "hub/auth/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "common/platform/file_system.h"
#include "common/text/message.h"

namespace gom::hub {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;
constexpr int64_t kDayMs = 86'400'000;
const std::string kHub(16, '\x11');

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class AuthorityTest : public testing::Test {
 protected:
  AuthorityTest() {
    std::string pattern = testing::TempDir() + "gom-ca-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~AuthorityTest() override { std::filesystem::remove_all(folder_); }

  static std::string Leaf(const Authority& authority) {
    return authority.server_chain_pem().substr(0, authority.server_chain_pem().find("-----END"));
  }
  std::string folder_;
};

TEST_F(AuthorityTest, CreatedAuthority_OpensAgainTheSame) {
  const absl::StatusOr<Authority> made = Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  ASSERT_TRUE(made.ok()) << made.status();
  const absl::StatusOr<Authority> opened = Authority::Open(folder_, kNow + kDayMs);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(opened->hub_id(), kHub);
  EXPECT_EQ(opened->ca_pem(), made->ca_pem());
  EXPECT_EQ(opened->server_chain_pem(), made->server_chain_pem());
  EXPECT_EQ(opened->ca_public_key_sha256(), *rpc::PublicKeyFingerprint(made->ca_pem()));
  EXPECT_TRUE(rpc::VerifyChain(opened->server_chain_pem(), "", opened->ca_pem(),
                               rpc::Purpose::kServer, kNow)
                  .ok());
}

TEST_F(AuthorityTest, SecretFiles_AreForTheirOwnerOnly) {
  ASSERT_TRUE(Authority::Create(folder_, kHub, "Tân Kỳ", kNow).ok());
  for (const char* name : {"/ca.key", "/server.key"}) {
    struct stat there {};
    ASSERT_EQ(stat((folder_ + name).c_str(), &there), 0) << name;
    EXPECT_EQ(there.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(AuthorityTest, SecondCreate_DoesNotTouchTheFirst) {
  const Authority first = *Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  EXPECT_EQ(CodeOf(Authority::Create(folder_, kHub, "Tân Kỳ", kNow).status()), "authority_exists");
  EXPECT_EQ(Authority::Open(folder_, kNow)->ca_pem(), first.ca_pem());
}

TEST_F(AuthorityTest, ServerCertificate_IsMadeAnewInItsLastThirtyDays) {
  const Authority first = *Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  EXPECT_EQ(Leaf(*Authority::Open(folder_, kNow + 370 * kDayMs)), Leaf(first));
  const Authority later = *Authority::Open(folder_, kNow + 371 * kDayMs);
  EXPECT_NE(Leaf(later), Leaf(first));
  EXPECT_EQ(later.server_key_pem(), first.server_key_pem()) << "one file changes, not two";
  EXPECT_EQ(later.ca_pem(), first.ca_pem()) << "devices pin it";
  EXPECT_EQ(Leaf(*Authority::Open(folder_, kNow + 372 * kDayMs)), Leaf(later));
}

TEST_F(AuthorityTest, E6_BegunAuthority_SignsAndTheEarlierOneIsStillBelieved) {
  const Authority first = *Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  const absl::StatusOr<Authority> second = Authority::Begin(folder_, kNow + 5 * kDayMs);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->hub_id(), kHub);
  EXPECT_NE(second->ca_public_key_sha256(), first.ca_public_key_sha256());
  EXPECT_GT(second->not_after(), first.not_after());
  EXPECT_EQ(second->server_key_pem(), first.server_key_pem()) << "one file changes, not two";
  ASSERT_EQ(second->begun().size(), 1u);
  const std::vector<std::string> pins = rpc::CertificatesIn(second->ca_pem());
  ASSERT_EQ(pins.size(), 2u);
  EXPECT_EQ(*rpc::ToDer(pins[0]), second->begun()[0]);
  EXPECT_EQ(pins[1], first.ca_pem());
  for (const std::string& pin : pins) {
    EXPECT_TRUE(rpc::VerifyChain(second->server_chain_pem(), second->server_chain_pem(), pin,
                                 rpc::Purpose::kServer, kNow + 5 * kDayMs)
                    .ok());
  }
  const std::string request = *rpc::MakeSigningRequest(*rpc::GenerateKey());
  EXPECT_FALSE(second->IsOfNewest(*first.SignDevice(request, 1, "TH-01", kNow)));
  EXPECT_TRUE(second->IsOfNewest(*second->SignDevice(request, 1, "TH-01", kNow)));
  const Authority again = *Authority::Open(folder_, kNow + 6 * kDayMs);
  EXPECT_EQ(again.ca_pem(), second->ca_pem());
  EXPECT_EQ(again.server_chain_pem(), second->server_chain_pem());
  struct stat there {};
  ASSERT_EQ(stat((folder_ + "/ca-2.key").c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777, 0600u);
}

TEST_F(AuthorityTest, E6_BegunTwice_OpensWithAllThree) {
  ASSERT_TRUE(Authority::Create(folder_, kHub, "Tân Kỳ", kNow).ok());
  ASSERT_TRUE(Authority::Begin(folder_, kNow).ok());
  ASSERT_TRUE(Authority::Begin(folder_, kNow).ok());
  const Authority third = *Authority::Open(folder_, kNow);
  EXPECT_EQ(third.begun().size(), 2u);
  for (const std::string& pin : rpc::CertificatesIn(third.ca_pem())) {
    EXPECT_TRUE(rpc::VerifyChain(third.server_chain_pem(), third.server_chain_pem(), pin,
                                 rpc::Purpose::kServer, kNow)
                    .ok());
  }
  EXPECT_EQ(Authority::FileNames({"ca.pem", "hub.db", "ca-2.pem", "ca-x.pem", "ca.key", "ca-3.key",
                                  "ca-2.key", "ca-3.pem", "cash.pem", "server.pem"}),
            (std::vector<std::string>{"ca-3.key", "ca-3.pem", "ca-2.key", "ca-2.pem", "ca.key",
                                      "ca.pem"}));
}

// What each step leaves where the power goes after it.
TEST_F(AuthorityTest, E6_PowerCutInTheMiddleOfBegin_OpensWithTheOldOrTheNewOne) {
  const Authority first = *Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  const std::string old_chain = *platform::ReadFile(folder_ + "/server.pem");
  // The key alone.
  ASSERT_TRUE(platform::WritePrivateFile(folder_ + "/ca-2.key", *rpc::GenerateKey()).ok());
  EXPECT_EQ(Authority::Open(folder_, kNow)->ca_pem(), first.ca_pem());
  const absl::StatusOr<Authority> second = Authority::Begin(folder_, kNow);
  ASSERT_TRUE(second.ok()) << second.status();
  // Both, and the server still shows what it showed before.
  ASSERT_TRUE(platform::WritePrivateFile(folder_ + "/server.pem", old_chain).ok());
  const absl::StatusOr<Authority> opened = Authority::Open(folder_, kNow);
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(opened->ca_pem(), second->ca_pem());
  EXPECT_TRUE(opened->IsOfNewest(opened->server_chain_pem()));
}

TEST_F(AuthorityTest, E6_DamagedLaterAuthority_IsReportedNeverReplaced) {
  ASSERT_TRUE(Authority::Create(folder_, kHub, "Tân Kỳ", kNow).ok());
  ASSERT_TRUE(Authority::Begin(folder_, kNow).ok());
  const std::string other_key = *rpc::GenerateKey();
  ASSERT_TRUE(platform::WritePrivateFile(folder_ + "/ca-2.key", other_key).ok());
  EXPECT_EQ(CodeOf(Authority::Open(folder_, kNow).status()), "authority_damaged");
  EXPECT_EQ(CodeOf(Authority::Begin(folder_, kNow).status()), "authority_damaged");
  EXPECT_EQ(*platform::ReadFile(folder_ + "/ca-2.key"), other_key);
}

TEST_F(AuthorityTest, LostOrMismatchedServerFiles_AreMadeAnew) {
  const Authority first = *Authority::Create(folder_, kHub, "Tân Kỳ", kNow);
  std::filesystem::remove(folder_ + "/server.pem");
  EXPECT_NE(Leaf(*Authority::Open(folder_, kNow)), Leaf(first));
  ASSERT_TRUE(platform::WritePrivateFile(folder_ + "/server.key", *rpc::GenerateKey()).ok());
  const Authority mended = *Authority::Open(folder_, kNow);
  EXPECT_TRUE(rpc::KeyFits(mended.server_key_pem(), mended.server_chain_pem()));
}

TEST_F(AuthorityTest, MissingOrDamagedCa_IsReportedNeverReplaced) {
  EXPECT_EQ(CodeOf(Authority::Open(folder_, kNow).status()), "authority_missing");
  ASSERT_TRUE(Authority::Create(folder_, kHub, "Tân Kỳ", kNow).ok());
  const std::string other_key = *rpc::GenerateKey();
  ASSERT_TRUE(platform::WritePrivateFile(folder_ + "/ca.key", other_key).ok());
  const absl::Status damaged = Authority::Open(folder_, kNow).status();
  EXPECT_EQ(damaged.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(CodeOf(damaged), "authority_damaged");
  EXPECT_EQ(*platform::ReadFile(folder_ + "/ca.key"), other_key);
  std::filesystem::remove(folder_ + "/ca.key");
  EXPECT_EQ(CodeOf(Authority::Open(folder_, kNow).status()), "file_missing");
}

}  // namespace
}  // namespace gom::hub
