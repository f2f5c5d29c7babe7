// Who has reported, and when they first did; and what moves every unit: counted by differences, as
// from nothing.
#include "hub/state/progress_book.h"

#include <gtest/gtest.h>

#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

constexpr int64_t kHour = 3'600'000;

// Two schools and an office are asked the form "work" in the first quarter.
class ArrivalsTest : public ::testing::Test {
 protected:
  void Report(FakeDevice& device, int64_t number) {
    hub_.now_ms += 1000;
    device.Enter("work", "Q1", {{1, number}});
    hub_.Sync(device);
    hub_.CheckInvariants();
  }
  const PeriodBook& q1() const { return hub_.state.progress.Period(0); }

  HubWorld hub_;
  FakeDevice& one_ = hub_.Enroll("TH01");
  FakeDevice& two_ = hub_.Enroll("TH02");
  FakeDevice& office_ = hub_.Enroll("UB");
};

TEST_F(ArrivalsTest, AllWithinADay_AreAllAtOnce) {
  Report(one_, 1);
  hub_.now_ms += 11 * kHour;
  Report(two_, 2);
  EXPECT_FALSE(q1().AllAtOnce()) << "one is missing";
  hub_.now_ms += 11 * kHour;
  Report(office_, 3);
  EXPECT_TRUE(q1().AllAtOnce());
  EXPECT_FALSE(hub_.state.progress.Period(1).AllAtOnce());
}

TEST_F(ArrivalsTest, OneOnTheNextDay_IsNotAllAtOnce) {
  Report(one_, 1);
  Report(two_, 2);
  hub_.now_ms += 24 * kHour;
  Report(office_, 3);
  EXPECT_FALSE(q1().AllAtOnce());
  EXPECT_EQ(q1().arrivals.size(), 2u);
}

TEST_F(ArrivalsTest, D5_SentAgainAfterARestore_WhenItFirstCameIsNotKnown) {
  const uint64_t backup = hub_.state.position.index;
  for (FakeDevice* device : {&one_, &two_, &office_}) {
    hub_.now_ms += 48 * kHour;
    Report(*device, 1);
  }
  EXPECT_FALSE(q1().AllAtOnce());
  hub_.RestoreTo(backup);
  for (FakeDevice* device : {&one_, &two_, &office_}) hub_.Sync(*device);
  hub_.CheckInvariants();
  EXPECT_EQ(q1().reported, 3);
  EXPECT_FALSE(q1().AllAtOnce());
  EXPECT_TRUE(hub_.Find("TH01", "work", "Q1")->head()->again);
  // What is entered after the restore has its time.
  hub_.now_ms += kHour;
  for (FakeDevice* device : {&one_, &two_, &office_}) {
    device->clock_s = hub_.now_ms / 1000;
    device->Enter("work", "Q2", {{1, 2}});
    hub_.Sync(*device);
  }
  hub_.CheckInvariants();
  EXPECT_TRUE(hub_.state.progress.Period(1).AllAtOnce());
}

TEST_F(ArrivalsTest, CorrectionLater_ChangesNothing) {
  for (FakeDevice* device : {&one_, &two_, &office_}) Report(*device, 1);
  hub_.now_ms += 300 * kHour;
  one_.Enter("work", "Q1", {{1, 2}}, {{&one_, 1}});
  hub_.Sync(one_);
  hub_.CheckInvariants();
  EXPECT_TRUE(q1().AllAtOnce());
  EXPECT_EQ(q1().arrivals.size(), 1u);
}

TEST_F(ArrivalsTest, UnitThatIsNoLongerExpected_IsNoLongerCounted) {
  for (FakeDevice* device : {&one_, &two_, &office_}) Report(*device, 1);
  v1::Unit closed = HubWorld::Row("TH02");
  closed.set_valid_to("2026-01-31");
  ASSERT_TRUE(hub_.AddUnits({closed}).ok());
  hub_.CheckInvariants();
  EXPECT_EQ(q1().expected, 2);
  EXPECT_EQ(q1().arrivals.begin()->second, 2);
  EXPECT_FALSE(q1().AllAtOnce()) << "of two units it says nothing";
}

// What moves every unit is added up before anybody waits for it: when the batch is folded, nothing
// is left to be done.
class AheadTest : public ::testing::Test {
 protected:
  AheadTest() {
    for (FakeDevice* device : {&one_, &two_}) {
      device->Enter("profile", "Q1", {{1, 40}});
      device->Enter("work", "Q1", {{1, 20}});
      hub_.Sync(*device);
    }
    hub_.Review({HubWorld::On(v1::ReviewAct::KIND_ACCEPT, "TH01", "work", "Q1")})
        .status()
        .IgnoreError();
  }
  static v1::ReviewRequest LockOf(const std::string& period) {
    v1::ReviewRequest request;
    *request.add_acts() = HubWorld::On(v1::ReviewAct::KIND_LOCK, "", "", period);
    return request;
  }
  bool Current() const { return hub_.state.progress == ProgressBook::FromNothing(hub_.state); }

  // Looks ahead, folds, and asks before anything is settled.
  template <typename Decide>
  void ExpectCurrentBeforeItIsSettled(Decide decide) {
    View view = hub_.MakeView();
    ASSERT_TRUE(decide(view).ok());
    const auto ahead = LookAhead(hub_.state, view, 1);
    ASSERT_NE(ahead, nullptr);
    hub_.Take(view, ahead.get());
    EXPECT_TRUE(Current());
    Settle(hub_.state);
    hub_.CheckInvariants();
  }

  HubWorld hub_;
  FakeDevice& one_ = hub_.Enroll("TH01");
  FakeDevice& two_ = hub_.Enroll("TH02");
};

TEST_F(AheadTest, Lock_IsAddedUpBeforeItIsFolded) {
  ExpectCurrentBeforeItIsSettled([](View& v) { return DecideReview(v, LockOf("Q1")); });
}

TEST_F(AheadTest, AnotherPlan_IsAddedUpBeforeItIsFolded) {
  ExpectCurrentBeforeItIsSettled([](View& v) {
    v1::ApplyPlanRequest request;
    request.set_textproto(absl::StrReplaceAll(SmallPlan(3), {{"max: 500", "max: 600"}}));
    return DecidePlan(v, request);
  });
}

TEST_F(AheadTest, RowsOfTheRoster_AreAddedUpBeforeTheyAreFolded) {
  ExpectCurrentBeforeItIsSettled([](View& v) {
    v1::ImportUnitsRequest request;
    *request.add_units() = HubWorld::Row("TH02");
    request.mutable_units(0)->set_valid_to("2026-04-30");
    *request.add_units() = HubWorld::Row("TH03");
    return DecideUnits(v, request);
  });
}

TEST_F(AheadTest, FewRows_AreMovedOneByOne) {
  View view = hub_.MakeView();
  v1::ImportUnitsRequest request;
  *request.add_units() = HubWorld::Row("TH03");
  ASSERT_TRUE(DecideUnits(view, request).ok());
  EXPECT_EQ(LookAhead(hub_.state, view), nullptr);
}

TEST_F(AheadTest, HeldOnesThatALockHolds_AreMovedOverIt) {
  two_.Enter("work", "Q2", {{1, 9000}});  // an error within
  hub_.Sync(two_);
  ASSERT_TRUE(hub_.Lock("Q2").ok());
  hub_.CheckInvariants();
  ASSERT_TRUE(hub_.Lock("Q2", false).ok());
  hub_.CheckInvariants();
}

TEST_F(AheadTest, BatchThatDidOtherwise_IsAddedUpAgain) {
  View foreseen = hub_.MakeView();
  ASSERT_TRUE(DecideReview(foreseen, LockOf("Q1")).ok());
  const auto ahead = LookAhead(hub_.state, foreseen);
  View folded = hub_.MakeView();
  ASSERT_TRUE(DecideReview(folded, LockOf("Q2")).ok());
  hub_.Take(folded, ahead.get());
  EXPECT_FALSE(Current());
  Settle(hub_.state);
  hub_.CheckInvariants();
}

}  // namespace
}  // namespace gom::hub
