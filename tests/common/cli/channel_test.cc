#include "common/cli/channel.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "common/platform/words.h"
#include "tests/common/rpc/test_hub.h"

namespace gom::cli {
namespace {

TEST(DaemonChannelTest, DaemonThatListens_IsReachedAndOneThatIsGoneIsNot) {
  std::string pattern = testing::TempDir() + "gom-daemon-XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  EXPECT_EQ(*DaemonChannel(folder), nullptr);
  const rpc::TestIdentity identity;
  {
    rpc::Peer peer;
    const rpc::TestHub daemon(
        identity.server_key, identity.server_chain,
        [&](const rpc::Peer& p, const std::string&) {
          peer = p;
          return absl::OkStatus();
        },
        {}, *platform::LocalSocketPath(folder));
    const auto channel = DaemonChannel(folder);
    ASSERT_TRUE(channel.ok());
    ASSERT_NE(*channel, nullptr);
    EXPECT_TRUE(rpc::CallPlan(*channel).ok());
    EXPECT_TRUE(peer.local());
  }
  EXPECT_EQ(*DaemonChannel(folder), nullptr);
  EXPECT_FALSE(DaemonChannel("/" + std::string(200, 'd')).ok());
  std::filesystem::remove_all(folder);
}

absl::Status InUse() {
  return text::Refuse(absl::StatusCode::kFailedPrecondition, platform::kDataFolderInUse, "d");
}

TEST(WhileInUseTest, FolderThatIsSoonFree_IsTakenThen) {
  int tries = 0;
  EXPECT_TRUE(WhileInUse([&] { return ++tries < 3 ? InUse() : absl::OkStatus(); }).ok());
  EXPECT_EQ(tries, 3);
}

TEST(WhileInUseTest, FolderThatStaysInUse_IsSaidWhenPatienceIsOver) {
  int tries = 0;
  const auto never = [&] {
    ++tries;
    return InUse();
  };
  EXPECT_EQ(WhileInUse(never, absl::Milliseconds(120)), InUse());
  EXPECT_GT(tries, 1);
}

TEST(WhileInUseTest, AnyOtherRefusal_IsSaidAtOnce) {
  int tries = 0;
  const auto broken = [&] {
    ++tries;
    return absl::UnavailableError("no disk");
  };
  EXPECT_TRUE(absl::IsUnavailable(WhileInUse(broken)));
  EXPECT_EQ(tries, 1);
}

}  // namespace
}  // namespace gom::cli
