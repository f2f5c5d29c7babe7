#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "common/platform/clock.h"
#include "common/platform/console.h"
#include "common/platform/local_channel.h"
#include "common/platform/random.h"
#include "common/platform/stop.h"
#include "common/platform/zone.h"
#include "common/text/message.h"

namespace gom::platform {
namespace {

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

TEST(ClockTest, SystemClocks_AreInTheirUnits) {
  // 2020-01-01 … 2200-01-01: catches seconds and microseconds.
  EXPECT_GT(SystemWallClock().NowMs(), 1'577'836'800'000);
  EXPECT_LT(SystemWallClock().NowMs(), 7'258'118'400'000);
  const SystemMonotonicClock monotonic;
  const absl::Duration before = monotonic.Now();
  EXPECT_GE(monotonic.Now(), before);
}

TEST(ClockTest, ManualClocks_MoveOnlyWhenTold) {
  ManualWallClock wall(5);
  EXPECT_EQ(wall.NowMs(), 5);
  wall.Advance(absl::Seconds(-1));
  EXPECT_EQ(wall.NowMs(), -995);
  ManualMonotonicClock monotonic;
  monotonic.Advance(absl::Minutes(1));
  EXPECT_EQ(monotonic.Now(), absl::Minutes(1));
}

TEST(RandomTest, SameSeed_SameBytes) {
  SeededRandom a(7), b(7), c(8);
  const std::string bytes = a.Bytes(37);
  EXPECT_EQ(bytes.size(), 37u);
  EXPECT_EQ(bytes, b.Bytes(37));
  EXPECT_NE(bytes, c.Bytes(37));
  EXPECT_NE(bytes, a.Bytes(37));
}

TEST(RandomTest, Below_StaysBelowAndReachesEverything) {
  SeededRandom random(1);
  std::set<uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const uint64_t value = random.Below(6);
    ASSERT_LT(value, 6u);
    seen.insert(value);
  }
  EXPECT_EQ(seen.size(), 6u);
}

TEST(RandomTest, SystemRandom_DoesNotRepeat) {
  SystemRandom random;
  EXPECT_NE(random.Bytes(16), random.Bytes(16));
}

TEST(ZoneTest, SummerAndWinterTime_AreOfTheInstant) {
  setenv("TZ", "Europe/Berlin", 1);
  tzset();
  EXPECT_EQ(LocalOffsetSeconds(1'767'225'600'000), 3600);  // 2026-01-01
  EXPECT_EQ(LocalOffsetSeconds(1'782'864'000'000), 7200);  // 2026-07-01
  setenv("TZ", "Asia/Ho_Chi_Minh", 1);
  tzset();
  EXPECT_EQ(LocalOffsetSeconds(1'767'225'600'000), 25200);
  unsetenv("TZ");
  tzset();
}

TEST(ConsoleTest, ArgumentThatIsNotUtf8_IsRefusedWithItsPlace) {
  const char* good[] = {"gom-hub", "init", "Tân Kỳ"};
  EXPECT_THAT(*Arguments(3, good), testing::ElementsAre("init", "Tân Kỳ"));
  const char* bad[] = {"gom-hub", "init", "T\xe2n K\xfd"};
  const absl::Status refusal = Arguments(3, bad).status();
  EXPECT_EQ(CodeOf(refusal), "argument_not_utf8");
  EXPECT_THAT(text::ErrorOf(refusal).en(), testing::HasSubstr("Argument 2"));
}

TEST(StopSignalTest, SigtermBeforeTheWait_IsNotLost) {
  auto stop = StopSignal::Install();
  ASSERT_TRUE(stop.ok());
  EXPECT_FALSE((*stop)->WaitFor(absl::ZeroDuration()));
  kill(getpid(), SIGTERM);
  (*stop)->Wait();
  EXPECT_TRUE((*stop)->WaitFor(absl::ZeroDuration())) << "whoever asks later must be told too";
}

TEST(StopSignalTest, RequestFromAnotherThread_EndsTheWaitOfAll) {
  auto stop = StopSignal::Install();
  ASSERT_TRUE(stop.ok());
  std::thread other([&] { (*stop)->Wait(); });
  (*stop)->Request();
  (*stop)->Wait();
  other.join();
}

class LocalChannelTest : public testing::Test {
 protected:
  LocalChannelTest() {
    std::string pattern = testing::TempDir() + "gom-sock-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~LocalChannelTest() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
};

TEST_F(LocalChannelTest, FolderTooLongForASocket_IsRefusedWithTheLimit) {
  EXPECT_EQ(*LocalSocketPath(folder_), folder_ + "/gom.sock");
  EXPECT_EQ(*LocalSocketPath("/a/../b/."), "/b/gom.sock");
  // 107 bytes with "/gom.sock" at the end.
  EXPECT_TRUE(LocalSocketPath("/" + std::string(97, 'd')).ok());
  const absl::Status refusal = LocalSocketPath("/" + std::string(98, 'd')).status();
  EXPECT_EQ(CodeOf(refusal), "data_folder_too_long");
  EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr("98 byte"));
}

TEST_F(LocalChannelTest, SocketAnswersOnlyWhileSomebodyListens) {
  const std::string path = *LocalSocketPath(folder_);
  EXPECT_FALSE(LocalSocketAnswers(path));
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, path.c_str());
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  EXPECT_TRUE(LocalSocketAnswers(path));
  ASSERT_TRUE(ProtectLocalSocket(path).ok());
  struct stat there {};
  ASSERT_EQ(stat(path.c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 0777, 0600u);
  close(listener);
  EXPECT_FALSE(LocalSocketAnswers(path)) << "a killed daemon leaves its file behind";
  RemoveLocalSocket(path);
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace gom::platform
