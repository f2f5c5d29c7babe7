#include "agent/sync/daemon_loop.h"

#include "common/platform/mutex.h"
#include "common/text/message.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

TEST(Pace, C12_Failures_WaitsGrowUpToTenMinutesWithJitter) {
  platform::SeededRandom random(1);
  Pace pace(random);
  absl::Duration longest;
  for (int i = 0; i < 200; ++i) {
    const absl::Duration wait = pace.After(absl::UnavailableError("no network"));
    EXPECT_GT(wait, absl::ZeroDuration());
    EXPECT_LE(wait, absl::Minutes(10));
    longest = std::max(longest, wait);
  }
  EXPECT_GT(longest, absl::Minutes(5));
}

TEST(Pace, HubSaysWhen_IsObeyed) {
  platform::SeededRandom random(1);
  Pace pace(random);
  SyncOutcome outcome;
  outcome.come_back_ms = 40'000;
  const absl::Duration wait = pace.After(outcome);
  EXPECT_GE(wait, absl::Seconds(40));
  EXPECT_LE(wait, absl::Seconds(60));
}

// A hub that has no room for a photo still says when it can bear the next call.
TEST(Pace, HubSaysWhenAndAPhotoDidNotGo_TheLongerIsWaited) {
  platform::SeededRandom random(1);
  Pace pace(random);
  SyncOutcome outcome;
  outcome.evidence.status = absl::UnavailableError("cut");
  outcome.come_back_ms = 40'000;
  absl::Duration longest;
  for (int i = 0; i < 200; ++i) {
    const absl::Duration wait = pace.After(outcome);
    EXPECT_GE(wait, absl::Seconds(40));
    longest = std::max(longest, wait);
  }
  EXPECT_GT(longest, absl::Minutes(5)) << "failures add up as ever";
}

// A line that is cut every fifteen seconds brings a photo all the same, if nobody sits out ten
// minutes between.
TEST(Pace, C11_PhotoIsCutOffAgainAndAgainAndGetsOnEachTime_WaitsStayShort) {
  platform::SeededRandom random(1);
  Pace pace(random);
  SyncOutcome outcome;
  outcome.evidence.status = absl::UnavailableError("cut");
  outcome.evidence.bytes = 512;
  for (int i = 0; i < 200; ++i) EXPECT_LE(pace.After(outcome), absl::Seconds(1));
}

TEST(Pace, NothingToSay_AsksNowAndThen) {
  platform::SeededRandom random(1);
  Pace pace(random);
  for (int i = 0; i < 100; ++i) {
    const absl::Duration wait = pace.After(SyncOutcome());
    EXPECT_GE(wait, Pace::kQuiet * 3 / 4);
    EXPECT_LE(wait, Pace::kQuiet * 5 / 4);
  }
}

TEST(DaemonLoop, NewWork_SyncsAtOnce_AndStopEndsIt) {
  platform::SeededRandom random(1);
  const platform::SystemMonotonicClock clock;
  platform::Notification first, second;
  int syncs = 0;
  {
    DaemonLoop loop(
        [&]() -> absl::StatusOr<SyncOutcome> {
          ++syncs;
          if (syncs == 1) first.Notify();
          if (syncs == 2) second.Notify();
          return SyncOutcome();
        },
        clock, random);
    first.WaitForNotification();
    loop.Wake();
    second.WaitForNotification();
    EXPECT_LE(loop.UntilNext(), Pace::kQuiet * 5 / 4);
  }
  EXPECT_EQ(syncs, 2);
}

}  // namespace
}  // namespace gom::agent
