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
