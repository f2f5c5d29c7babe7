#include "common/cli/channel.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

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

}  // namespace
}  // namespace gom::cli
