#include "hub/snapshot/keeper.h"

#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "tests/hub/snapshot/stored_world.h"

namespace gom::hub {
namespace {

constexpr SnapshotPolicy kPolicy{.every = 1000, .worth = 100, .look_every = absl::Hours(1)};

State StateAt(uint64_t position, int64_t newest_at = 0) {
  State state;
  state.position.index = position;
  state.newest_at = newest_at;
  return state;
}

TEST(SnapshotDueTest, TooLittleSinceTheLast_IsNeverWorthIt) {
  EXPECT_FALSE(SnapshotDue(kPolicy, {}, StateAt(99), true));
  SnapshotStamp last;
  last.position.index = 5000;
  State state = StateAt(5099);
  state.locked_periods.insert(1);
  EXPECT_FALSE(SnapshotDue(kPolicy, last, state, true));
  EXPECT_FALSE(SnapshotDue(kPolicy, last, StateAt(10), true));  // the log was restored
}

TEST(SnapshotDueTest, EnoughSinceTheLast_IsDue) {
  EXPECT_FALSE(SnapshotDue(kPolicy, {}, StateAt(999), false));
  EXPECT_TRUE(SnapshotDue(kPolicy, {}, StateAt(1000), false));
  EXPECT_TRUE(SnapshotDue(kPolicy, {}, StateAt(100), true));
}

TEST(SnapshotDueTest, PeriodLockedOrEnded_IsDue) {
  State state = StateAt(100);
  state.locked_periods.insert(1);
  EXPECT_TRUE(SnapshotDue(kPolicy, {}, state, false));
  SnapshotStamp last;
  last.locked = {1};
  EXPECT_FALSE(SnapshotDue(kPolicy, last, state, false));

  HubWorld hub;
  const int64_t end_of_q1 = EndsOfPeriods(hub.state).front();
  EXPECT_EQ(end_of_q1, 1'774'976'400'000);  // 2026-04-01 00:00 +07:00
  hub.state.position.index = 100;
  SnapshotStamp before;
  before.newest_at = end_of_q1 - 1;
  hub.state.newest_at = end_of_q1 - 1;
  EXPECT_FALSE(SnapshotDue(kPolicy, before, hub.state, false));
  hub.state.newest_at = end_of_q1;
  EXPECT_TRUE(SnapshotDue(kPolicy, before, hub.state, false));
}

class SnapshotKeeperTest : public ::testing::Test {
 protected:
  SnapshotKeeperTest() { world_.Work(20); }
  std::unique_ptr<SnapshotKeeper> Start(uint64_t worth) {
    SnapshotPolicy policy = kPolicy;
    policy.worth = worth;
    return std::make_unique<SnapshotKeeper>(
        *world_.store, snapshots_,
        [this](absl::FunctionRef<void(const State&)> read) { read(world_.hub.state); },
        [this](const absl::Status& failure) { failures_.push_back(failure); }, policy);
  }
  std::vector<absl::Status> failures_;  // the keeper's thread; read when it was joined
  StoredWorld world_;
  Snapshots snapshots_{world_.snapshot_folder()};
};

TEST_F(SnapshotKeeperTest, MadeByHand_IsOfTheWholeLog) {
  const auto keeper = Start(1'000'000);
  EXPECT_EQ(keeper->last().position.index, 0u);
  const auto first = keeper->Make();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->position, world_.hub.state.position);
  world_.Work(3);
  const auto second = keeper->Make();  // from the first one
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(keeper->last(), *second);
  const auto state = snapshots_.Load(*world_.store);
  ASSERT_TRUE(state.ok());
  EXPECT_TRUE(IsSame(**state, world_.hub.state));
}

TEST_F(SnapshotKeeperTest, StoppedAfterMuch_LeavesOne) {
  Start(10).reset();
  ASSERT_EQ(snapshots_.List().size(), 1u);
  EXPECT_EQ(snapshots_.List()[0].position, world_.hub.state.position);
  world_.Work(2);
  Start(10).reset();  // knows the one before: too little came since
  EXPECT_EQ(snapshots_.List().size(), 1u);
}

TEST(NextLookTest, FailuresInARow_WaitTwiceAsLongEachUpToAnHour) {
  EXPECT_EQ(NextLook({}, 0), absl::Minutes(1));
  EXPECT_EQ(NextLook({}, 1), absl::Minutes(2));
  EXPECT_EQ(NextLook({}, 5), absl::Minutes(32));
  EXPECT_EQ(NextLook({}, 6), absl::Hours(1));
  EXPECT_EQ(NextLook({}, 1'000'000), absl::Hours(1));
}

TEST_F(SnapshotKeeperTest, FolderCannotBeWritten_IsTold) {
  std::ofstream(world_.snapshot_folder()) << "a file where the folder should be";
  Start(10).reset();
  ASSERT_EQ(failures_.size(), 1u);
  EXPECT_FALSE(failures_[0].ok());
}

TEST_F(SnapshotKeeperTest, DueAndCannotBeMade_IsToldAndTriedAgainWhileTheHubRuns) {
  std::ofstream(world_.snapshot_folder()) << "a file where the folder should be";
  SnapshotPolicy policy{.every = 10, .worth = 10, .look_every = absl::Milliseconds(1)};
  platform::Notification twice;
  int told = 0;
  SnapshotKeeper keeper(
      *world_.store, snapshots_,
      [this](absl::FunctionRef<void(const State&)> read) { read(world_.hub.state); },
      [&](const absl::Status&) {
        if (++told == 2) twice.Notify();
      },
      policy);
  EXPECT_TRUE(twice.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

TEST_F(SnapshotKeeperTest, StoppedAfterLittle_LeavesNone) {
  Start(1'000'000).reset();
  EXPECT_TRUE(snapshots_.List().empty());
}

}  // namespace
}  // namespace gom::hub
