// What waits for a parent that nobody has any more, until the operator has it decided without that.
#include <gtest/gtest.h>

#include "tests/hub/state/healing_world.h"

namespace gom::hub {
namespace {

using Act = v1::ReviewAct;

// Its log was put back to before the first report came, and so was the computer that had made it.
class TakenTest : public testing::Test {
 protected:
  TakenTest() : other(hub.Enroll("TH01")) {
    lost_at = lost.Enter("work", "Q1", {{1, 30}});
    child = other.Enter("work", "Q1", {{1, 31}}, {{&lost, lost_at}});
    grandchild = other.Enter("work", "Q1", {{1, 32}}, {{&other, child}});
    hub.Sync(other);
  }
  absl::StatusOr<v1::ReviewResponse> Take() {
    return hub.Review({HubWorld::On(Act::KIND_TAKE, "TH01", "work", "Q1")});
  }

  HubWorld hub;
  FakeDevice& lost = hub.Enroll("TH01");
  FakeDevice& other;
  uint64_t lost_at = 0, child = 0, grandchild = 0;
};

TEST_F(TakenTest, D5_ParentThatNobodyHasAnyMore_WhatDescendsFromItCountsOnceTaken) {
  EXPECT_EQ(hub.HeldReason(other, child), v1::HELD_REASON_PARENT_UNKNOWN);
  EXPECT_EQ(hub.HeldReason(other, grandchild), v1::HELD_REASON_PARENT_UNKNOWN);
  const auto taken = Take();
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->done(), 1u);
  EXPECT_EQ(taken->released(), 2u);
  EXPECT_EQ(hub.Standing(other, grandchild), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(other, child), v1::OUTCOME_SETTLED)
      << "the way up is kept as far as known";
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 32);
  EXPECT_TRUE(hub.state.held.empty());
  hub.CheckInvariants();
}

TEST_F(TakenTest, ParentThatComesAfterAll_StandsBesideIt) {
  ASSERT_TRUE(Take().ok());
  hub.Sync(lost);
  EXPECT_EQ(hub.Standing(lost, lost_at), v1::OUTCOME_CONTENDER);
  EXPECT_EQ(hub.Standing(other, grandchild), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST_F(TakenTest, AnotherVersionCountsMeanwhile_BothStandForAPerson) {
  const uint64_t own = other.Enter("work", "Q1", {{1, 40}});
  hub.Sync(other);
  ASSERT_EQ(hub.Standing(other, own), v1::OUTCOME_HEAD);
  ASSERT_TRUE(Take().ok());
  EXPECT_EQ(hub.Standing(other, own), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(other, grandchild), v1::OUTCOME_CONTENDER);
  hub.CheckInvariants();
}

TEST_F(TakenTest, OneParentOfTwoIsKnown_DescendsFromThatOne) {
  const uint64_t head = other.Enter("work", "Q2", {{1, 10}});
  const uint64_t gone = lost.Enter("work", "Q2", {{1, 11}});
  const uint64_t chosen = other.Enter("work", "Q2", {{1, 12}}, {{&other, head}, {&lost, gone}});
  hub.Sync(other);
  ASSERT_EQ(hub.HeldReason(other, chosen), v1::HELD_REASON_PARENT_UNKNOWN);
  ASSERT_TRUE(hub.Review({HubWorld::On(Act::KIND_TAKE, "TH01", "work", "Q2")}).ok());
  EXPECT_EQ(hub.Standing(other, chosen), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(other, head), v1::OUTCOME_SETTLED);
  hub.CheckInvariants();
}

TEST_F(TakenTest, NothingWaitsAnyMore_IsTheSameAndAddsNothing) {
  ASSERT_TRUE(Take().ok());
  const uint64_t end = hub.state.position.index;
  const auto again = Take();
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->same(), 1u);
  EXPECT_EQ(hub.state.position.index, end);
  EXPECT_EQ(Code(hub.Review({HubWorld::On(Act::KIND_TAKE, "TH02", "work", "Q1")}).status()),
            "nothing_to_judge");
}

TEST_F(TakenTest, ForAnotherReasonItIsStillHeld) {
  ASSERT_TRUE(hub.Lock("Q1").ok());
  ASSERT_TRUE(Take().ok());
  EXPECT_EQ(hub.HeldReason(other, grandchild), v1::HELD_REASON_PERIOD_LOCKED);
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(other, grandchild), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
