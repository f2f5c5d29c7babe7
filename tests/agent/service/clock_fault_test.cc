#include "agent/service/clock_fault.h"

#include "gtest/gtest.h"

namespace gom::agent {
namespace {

using Status = v1::AgentStatus;

constexpr int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour, kYear = 365 * kDay;
constexpr int64_t kHub = 1'782'900'000'000;  // July 2026, by the hub's clock, at the last sync

// A clock that was off by `skew` at the last sync, and `later` after it, set by `moved` meanwhile.
ClockFacts After(int64_t skew, int64_t later, int64_t moved = 0) {
  return {
      .now = kHub + skew + later + moved, .last_sync = kHub + skew, .skew = skew, .moved = moved};
}

TEST(ClockFaultTest, B1_B2_OffAtTheLastSync_IsAheadOrBehindAndTheHubsTimeIsKnown) {
  EXPECT_EQ(ClockFaultOf(After(-16 * kYear, kHour)), Status::CLOCK_BEHIND);
  EXPECT_EQ(ClockFaultOf(After(10 * kYear, kHour)), Status::CLOCK_AHEAD);
  EXPECT_EQ(HubNow(After(-16 * kYear, kHour)), kHub + kHour);
  EXPECT_EQ(HubNow(After(10 * kYear, kHour)), kHub + kHour);
}

TEST(ClockFaultTest, AMinuteOffOrNeverSynced_IsNotWorthAWord) {
  EXPECT_EQ(ClockFaultOf(After(kMinute, kDay)), Status::CLOCK_UNSPECIFIED);
  EXPECT_EQ(ClockFaultOf({.now = 5, .last_sync = 0, .skew = 0, .moved = 0}),
            Status::CLOCK_UNSPECIFIED);
}

// The fault that this file was written for: three hours behind, set right before the next sync.
TEST(ClockFaultTest, B2_SetRightWhileTheProgramRuns_IsNotCalledBehindAnyMore) {
  const ClockFacts set = After(-3 * kHour, kMinute, 3 * kHour);
  EXPECT_EQ(ClockFaultOf(set), Status::CLOCK_SET_RIGHT);
  EXPECT_EQ(HubNow(set), kHub + kMinute);
}

TEST(ClockFaultTest, B2_YearsBehindAndSetRightWhileNothingRan_IsNotCalledBehindAnyMore) {
  ClockFacts set = After(-16 * kYear, kDay, 16 * kYear);
  set.moved = 0;  // nobody was there to see it
  EXPECT_EQ(ClockFaultOf(set), Status::CLOCK_SET_RIGHT);
  EXPECT_EQ(HubNow(set), kHub + kDay);
}

// A computer that sleeps looks as if its clock had been set.
TEST(ClockFaultTest, SleptOverNight_AClockThatIsBehindIsStillBehindAndARightOneRight) {
  EXPECT_EQ(ClockFaultOf(After(-3 * kHour, 0, 12 * kHour)), Status::CLOCK_BEHIND);
  EXPECT_EQ(ClockFaultOf(After(0, 0, 12 * kHour)), Status::CLOCK_UNSPECIFIED);
}

TEST(ClockFaultTest, B1_StandsBeforeTheLastSync_WasSetBackUnlessItHadBeenAhead) {
  const ClockFacts back{.now = kHub - 5 * kYear, .last_sync = kHub, .skew = 0, .moved = 0};
  EXPECT_EQ(ClockFaultOf(back), Status::CLOCK_SET_BACK);
  EXPECT_EQ(HubNow(back), kHub);
  const ClockFacts righted{
      .now = kHub + kDay, .last_sync = kHub + 10 * kYear, .skew = 10 * kYear, .moved = 0};
  EXPECT_EQ(ClockFaultOf(righted), Status::CLOCK_SET_RIGHT);
  EXPECT_EQ(HubNow(righted), kHub + kDay);
}

TEST(ClockFaultTest, SetBackByHoursWhileTheProgramRuns_IsSeenThoughItStandsBehindTheLastSync) {
  const ClockFacts back = After(0, 6 * kHour, -3 * kHour);
  EXPECT_EQ(ClockFaultOf(back), Status::CLOCK_SET_BACK);
  EXPECT_EQ(HubNow(back), kHub + 6 * kHour);
}

TEST(ClockWatchTest, WallAndMonotonicTimePart_IsWhatTheClockWasSetBy) {
  ClockWatch watch(kHub, absl::Seconds(100));
  EXPECT_EQ(watch.Moved(kHub + 5000, absl::Seconds(105)), 0);
  EXPECT_EQ(watch.Moved(kHub + kHour + 5000, absl::Seconds(105)), kHour);
  watch.StartAt(kHub + kHour, absl::Seconds(105));
  EXPECT_EQ(watch.Moved(kHub + kHour, absl::Seconds(105)), 0);
}

}  // namespace
}  // namespace gom::agent
