#include "hub/snapshot/past.h"

#include <gtest/gtest.h>

#include "common/text/message.h"
#include "tests/hub/snapshot/asked_meanwhile.h"
#include "tests/hub/snapshot/stored_world.h"

namespace gom::hub {
namespace {

class PastStatesTest : public ::testing::Test {
 protected:
  PastStatesTest() {
    world_.Work(4);
    world_.hub.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")})
        .status()
        .IgnoreError();
    world_.Work(6);
  }
  std::shared_ptr<const State> AtTime(int64_t at) {
    auto state = past_.AtTime(at);
    EXPECT_TRUE(state.ok()) << state.status();
    return state.ok() ? *std::move(state) : nullptr;
  }

  StoredWorld world_;
  Snapshots snapshots_{world_.snapshot_folder()};
  platform::ManualMonotonicClock clock_;
  PastStates past_{*world_.store, snapshots_, clock_};
};

TEST_F(PastStatesTest, AnyPosition_IsTheStateOfThen_WithAndWithoutSnapshots) {
  for (const bool with_snapshot : {false, true}) {
    if (with_snapshot) {
      const State half = world_.At(world_.end() / 2);
      ASSERT_TRUE(snapshots_.Write(half).ok());
    }
    PastStates past(*world_.store, snapshots_, clock_);
    for (uint64_t position = 1; position <= world_.end(); ++position) {
      const auto state = past.AtPosition(position);
      ASSERT_TRUE(state.ok()) << state.status();
      ASSERT_TRUE(IsSame(**state, world_.At(position))) << position;
    }
  }
}

TEST_F(PastStatesTest, PositionBeyondTheLog_IsRefused) {
  for (int twice = 0; twice < 2; ++twice) {
    const auto state = past_.AtPosition(world_.end() + 1);
    EXPECT_TRUE(absl::IsOutOfRange(state.status()));
    EXPECT_EQ(text::ErrorOf(state.status()).code(), "position_ahead");
  }
  world_.Work(1);
  EXPECT_TRUE(past_.AtPosition(world_.end()).ok());
}

TEST_F(PastStatesTest, AtATime_TheNewestRecordNotAfterIt) {
  const int64_t then = world_.hub.now_ms;
  const uint64_t position = world_.end();
  world_.Work(3);
  EXPECT_EQ(AtTime(then)->position.index, position);
  EXPECT_EQ(AtTime(then + 3'599'999)->position.index, position);
  EXPECT_GT(AtTime(then + 3'600'000)->position.index, position);
}

TEST_F(PastStatesTest, AtATimeToCome_IsWhatIsKnownNow_AlsoLater) {
  const int64_t later = world_.hub.now_ms + 86'400'000;
  EXPECT_EQ(AtTime(later)->position.index, world_.end());
  world_.Work(2);
  EXPECT_EQ(AtTime(later)->position.index, world_.end());
}

TEST_F(PastStatesTest, AskedWhileAnotherIsFolded_IsToldToAskAgain_WhatIsKeptIsAnswered) {
  AskedMeanwhile store(*world_.store);
  PastStates past(store, snapshots_, clock_);
  const std::shared_ptr<const State> kept = *past.AtPosition(9);
  absl::Status busy;
  std::shared_ptr<const State> answered;
  store.on_read = [&] {
    busy = past.AtPosition(7).status();
    answered = *past.AtPosition(9);
  };
  ASSERT_TRUE(past.AtPosition(8).ok());
  EXPECT_EQ(text::ErrorOf(busy).code(), "past_busy");
  EXPECT_EQ(answered, kept);
  EXPECT_TRUE(past.AtPosition(7).ok());
  EXPECT_FALSE(past.AtPosition(world_.end() + 1).ok());
  EXPECT_TRUE(past.AtPosition(6).ok());  // a question that failed keeps nobody out
}

TEST_F(PastStatesTest, BeforeTheLogBegins_IsRefused) {
  const auto state = past_.AtTime(1);
  EXPECT_TRUE(absl::IsOutOfRange(state.status()));
  EXPECT_EQ(text::ErrorOf(state.status()).code(), "nothing_known");
}

TEST_F(PastStatesTest, AskedAgain_IsNotFoldedAgain_UntilLongAfter) {
  const std::shared_ptr<const State> first = *past_.AtPosition(9);
  clock_.Advance(PastStates::kKeptFor);
  EXPECT_EQ(*past_.AtPosition(9), first);
  clock_.Advance(PastStates::kKeptFor + absl::Seconds(1));
  EXPECT_NE(*past_.AtPosition(9), first);
}

}  // namespace
}  // namespace gom::hub
