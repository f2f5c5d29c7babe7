// What becomes of Changes: the outcome table line by line, through DecideExchange.
#include <gtest/gtest.h>

#include "tests/hub/state/hub_world.h"

namespace gom::hub {
namespace {

TEST(OutcomeTest, NoHeadYet_IsHeadAndCounts) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 40);
  hub.CheckInvariants();
}

TEST(OutcomeTest, HeadIsAncestor_IsHeadAndSettlesIt) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  const uint64_t s = d.Enter("work", "Q1", {{1, 41}}, {{&d, r}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_SETTLED);
  EXPECT_EQ(hub.Standing(d, s), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Counted("TH01", "work", "Q1"), 41);
  hub.CheckInvariants();
}

TEST(OutcomeTest, ParentUnknown_IsHeldAndReleasedWhenItComes) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t parent = a.Enter("work", "Q1", {{1, 40}});
  const uint64_t child = b.Enter("work", "Q1", {{1, 41}}, {{&a, parent}});
  hub.Sync(b);
  EXPECT_EQ(hub.HeldReason(b, child), v1::HELD_REASON_PARENT_UNKNOWN);
  EXPECT_EQ(hub.state.held.size(), 1u);
  hub.Sync(a);
  EXPECT_EQ(hub.Standing(b, child), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(a, parent), v1::OUTCOME_SETTLED);
  EXPECT_TRUE(hub.state.held.empty());
  hub.CheckInvariants();
}

TEST(OutcomeTest, ParentDigestDiffers_IsNotKnownHere) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t parent = a.Enter("work", "Q1", {{1, 40}});
  hub.Sync(a);
  a.digests[parent - 1][0] ^= 1;
  const uint64_t child = b.Enter("work", "Q1", {{1, 41}}, {{&a, parent}});
  hub.Sync(b);
  EXPECT_EQ(hub.HeldReason(b, child), v1::HELD_REASON_PARENT_UNKNOWN);
}

TEST(OutcomeTest, F10_PeriodLocked_IsHeldUntilItIsReopened) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  ASSERT_TRUE(hub.Lock("Q1").ok());
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, r), v1::HELD_REASON_PERIOD_LOCKED);
  const auto reopened = hub.Lock("Q1", false);
  ASSERT_TRUE(reopened.ok());
  EXPECT_EQ(reopened->released(), 1u);
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST(OutcomeTest, H14_FormDoesNotApply_IsHeld) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t office_form = d.Enter("office_only", "Q1", {{1, 1}});
  const uint64_t not_asked = d.Enter("work", "Q3", {{1, 1}});
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, office_form), v1::HELD_REASON_NOT_OF_PLAN);
  EXPECT_EQ(hub.HeldReason(d, not_asked), v1::HELD_REASON_NOT_OF_PLAN);
}

TEST(OutcomeTest, ErrorWithin_IsHeldAndReleasedByAPlanThatAllowsIt) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t r = d.Enter("work", "Q1", {{1, 600}});
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, r), v1::HELD_REASON_ERROR_WITHIN);
  ASSERT_TRUE(hub.ApplyPlan(absl::StrReplaceAll(SmallPlan(3), {{"max: 500", "max: 900"}})).ok());
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST(OutcomeTest, SameParentsAndContent_IsSame) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  a.Enter("work", "Q1", {{1, 40}});
  const uint64_t twin = b.Enter("work", "Q1", {{1, 40}});
  hub.Sync(a);
  hub.Sync(b);
  EXPECT_EQ(hub.Standing(b, twin), v1::OUTCOME_SAME);
  EXPECT_FALSE(hub.Find("TH01", "work", "Q1")->members.in_conflict());
  hub.CheckInvariants();
}

TEST(OutcomeTest, SameWordsUnderAnotherSaltAndAuthor_IsSame) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  sync::Wording wording;
  wording.author = "Hoa";
  wording.note = "theo sổ";
  a.Enter("work", "Q1", {{1, 40}}, {}, wording);
  wording.author = "Lan";
  const uint64_t twin = b.Enter("work", "Q1", {{1, 40}}, {}, wording);
  wording.note = "theo danh sách";
  FakeDevice& c = hub.Enroll("TH01");
  const uint64_t other = c.Enter("work", "Q1", {{1, 40}}, {}, wording);
  for (const FakeDevice* d : {&a, &b, &c}) hub.Sync(*d);
  EXPECT_EQ(hub.Standing(b, twin), v1::OUTCOME_SAME);
  EXPECT_EQ(hub.Standing(c, other), v1::OUTCOME_CONTENDER);
  hub.CheckInvariants();
}

TEST(OutcomeTest, F10_HeldTwiceWithTheSameWordsUnderAnotherSalt_IsOneAndSoIsWhatStandsOverIt) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  ASSERT_TRUE(hub.Lock("Q1").ok());
  const uint64_t first = a.Enter("work", "Q1", {{1, 40}}, {}, {.note = "theo sổ"});
  const uint64_t twin = b.Enter("work", "Q1", {{1, 40}}, {}, {.note = "theo sổ"});
  const uint64_t over = b.Enter("work", "Q1", {{1, 41}}, {{&b, twin}});
  hub.Sync(a);
  hub.Sync(b);
  EXPECT_EQ(hub.HeldReason(a, first), v1::HELD_REASON_PERIOD_LOCKED);
  EXPECT_EQ(hub.Member(b, twin).same_as, hub.HubIndex(a, first));
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(b, over), v1::OUTCOME_HEAD);
  EXPECT_FALSE(hub.Find("TH01", "work", "Q1")->members.in_conflict());
  hub.CheckInvariants();
}

TEST(OutcomeTest, E16_TwoDevicesEditTheSameEntry_FirstCountsAndItIsInConflict) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t first = a.Enter("work", "Q1", {{1, 40}});
  const uint64_t second = b.Enter("work", "Q1", {{1, 50}});
  const uint64_t third = b.Enter("work", "Q1", {{1, 51}}, {{&b, second}});
  hub.Sync(a);
  hub.Sync(b);
  EXPECT_EQ(hub.Standing(a, first), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Standing(b, second), v1::OUTCOME_SETTLED);
  EXPECT_EQ(hub.Standing(b, third), v1::OUTCOME_CONTENDER);
  EXPECT_EQ(hub.state.in_conflict, 1u);
  // A person chooses: a Revision over both.
  const uint64_t chosen = b.Enter("work", "Q1", {{1, 45}}, {{&a, first}, {&b, third}});
  hub.Sync(b);
  EXPECT_EQ(hub.Standing(b, chosen), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.state.in_conflict, 0u);
  hub.CheckInvariants();
}

// Each of them is a record of the log on a disk, read by the one writer.
TEST(OutcomeTest, ManyAreHeld_AnArrivalReadsOnlyTheWordsOfThoseItCanMove) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  const uint64_t missing = a.Enter("work", "Q1", {{1, 40}});
  uint64_t last = b.Enter("work", "Q1", {{1, 41}}, {{&a, missing}}, {.note = "0"});
  for (int i = 1; i <= 20; ++i) {
    last = b.Enter("work", "Q1", {{1, 41 + i}}, {{&b, last}}, {.note = std::to_string(i)});
    b.Enter("work", "Q1", {{1, 600 + i}}, {}, {.note = "quá nhiều"});
    hub.Sync(b);
  }
  EXPECT_EQ(hub.state.held.size(), 41u);
  EXPECT_EQ(hub.texts_read, 0) << "none can be moved by what came";
  hub.Sync(a);
  EXPECT_EQ(hub.Standing(b, last), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.state.held.size(), 20u);
  EXPECT_EQ(hub.texts_read, 21) << "each that was freed, once";
  hub.CheckInvariants();
}

TEST(OutcomeTest, SameNumbersOverAnotherParent_TextsAreNotCompared) {
  HubWorld hub;
  FakeDevice& a = hub.Enroll("TH01");
  FakeDevice& b = hub.Enroll("TH01");
  uint64_t last = 0;
  for (int i = 0; i < 10; ++i) {
    const std::vector<FakeDevice::Place> over =
        last == 0 ? std::vector<FakeDevice::Place>() : std::vector<FakeDevice::Place>{{&a, last}};
    last = a.Enter("work", "Q1", {{1, 40}}, over, {.note = std::to_string(i)});
    hub.Sync(a);
  }
  EXPECT_EQ(hub.texts_read, 0);
  const uint64_t twin = b.Enter("work", "Q1", {{1, 40}}, {{&a, last - 1}}, {.note = "9"});
  hub.Sync(b);
  EXPECT_EQ(hub.Standing(b, twin), v1::OUTCOME_SAME);
  EXPECT_EQ(hub.texts_read, 1) << "only the one beside it";
  hub.CheckInvariants();
}

TEST(OutcomeTest, HeldOneIsTheSameAsOneThatComesLater_IsOneWithIt) {
  HubWorld hub;
  FakeDevice& late = hub.Enroll("TH01");
  FakeDevice& early = hub.Enroll("TH01");
  ASSERT_TRUE(hub.ApplyPlan(absl::StrReplaceAll(SmallPlan(3), {{"max: 500", "max: 300"}})).ok());
  early.plan_version = 3;
  const uint64_t held = early.Enter("work", "Q1", {{1, 400}}, {}, {.note = "hai ca"});
  hub.Sync(early);
  EXPECT_EQ(hub.HeldReason(early, held), v1::HELD_REASON_ERROR_WITHIN);
  // Right by the plan that it was entered by.
  const uint64_t counts = late.Enter("work", "Q1", {{1, 400}}, {}, {.note = "hai ca"});
  hub.Sync(late);
  EXPECT_EQ(hub.Standing(late, counts), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Member(early, held).same_as, hub.HubIndex(late, counts));
  EXPECT_TRUE(hub.state.held.empty());
  hub.CheckInvariants();
}

TEST(OutcomeTest, Unreadable_IsHeldAndDoesNotBlockWhatFollows) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  v1::Sealed junk;
  junk.set_main("\xff\xff not a change");
  d.Append(junk);
  v1::Sealed tampered = d.changes[d.Enter("work", "Q1", {{1, 40}}, {}, {.note = "x"}) - 1];
  d.changes.pop_back();
  d.digests.pop_back();
  tampered.mutable_text()->append("y");
  const uint64_t wrong_text = d.Append(tampered);
  const uint64_t good = d.Enter("work", "Q2", {{1, 41}});
  EXPECT_EQ(hub.Sync(d).position, d.End());
  EXPECT_EQ(hub.state.held.size(), 2u);
  EXPECT_EQ(hub.HeldReason(d, wrong_text), v1::HELD_REASON_UNREADABLE);
  EXPECT_EQ(hub.Standing(d, good), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST(OutcomeTest, ParentOfAnotherEntry_IsHeldAsUnreadable) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t other = d.Enter("work", "Q2", {{1, 1}});
  const uint64_t r = d.Enter("work", "Q1", {{1, 2}}, {{&d, other}});
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, r), v1::HELD_REASON_UNREADABLE);
  hub.CheckInvariants();
}

TEST(OutcomeTest, F6_ChangeUnderAnOlderPlan_IsTakenForAnOpenPeriod) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  ASSERT_TRUE(hub.ApplyPlan(SmallPlan(5)).ok());
  const uint64_t r = d.Enter("work", "Q1", {{1, 40}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->head()->plan_version, 2u);
}

// The small plan with another bound of `work.trained`, from the office.
std::string WithBound(int version, int most) {
  return absl::StrReplaceAll(SmallPlan(version), {{"max: 500", absl::StrCat("max: ", most)}});
}

TEST(OutcomeTest, F1_PlanNarrowedWhileAChangeWasUnderWay_CountsAsItWasEntered) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  ASSERT_TRUE(hub.ApplyPlan(WithBound(3, 300)).ok());
  const uint64_t before = d.Enter("work", "Q1", {{1, 400}});
  d.plan_version = 3;
  const uint64_t after = d.Enter("work", "Q2", {{1, 400}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, before), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.Find("TH01", "work", "Q1")->head()->plan_version, 2u);
  EXPECT_EQ(hub.HeldReason(d, after), v1::HELD_REASON_ERROR_WITHIN);
  hub.CheckInvariants();
}

TEST(OutcomeTest, F1_SyncedBeforeOrAfterTheNewPlan_TheSameCounts) {
  v1::Outcome outcomes[2];
  for (const bool synced_before : {false, true}) {
    HubWorld hub;
    FakeDevice& d = hub.Enroll("TH01");
    const uint64_t r = d.Enter("work", "Q1", {{1, 400}});
    if (synced_before) hub.Sync(d);
    ASSERT_TRUE(hub.ApplyPlan(WithBound(3, 300)).ok());
    if (!synced_before) hub.Sync(d);
    outcomes[synced_before] = hub.Standing(d, r);
  }
  EXPECT_EQ(outcomes[0], outcomes[1]);
  EXPECT_EQ(outcomes[0], v1::OUTCOME_HEAD);
}

TEST(OutcomeTest, F1_HeldForAnotherReason_IsReleasedByThePlanItWasEnteredUnder) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const uint64_t r = d.Enter("work", "Q1", {{1, 400}});
  ASSERT_TRUE(hub.ApplyPlan(WithBound(3, 300)).ok());
  ASSERT_TRUE(hub.Lock("Q1").ok());
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, r), v1::HELD_REASON_PERIOD_LOCKED);
  ASSERT_TRUE(hub.Lock("Q1", false).ok());
  EXPECT_EQ(hub.Standing(d, r), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

TEST(OutcomeTest, F1_WrongUnderItsOwnPlanToo_OrUnderOneNobodyKnows_IsHeld) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  ASSERT_TRUE(hub.ApplyPlan(WithBound(3, 300)).ok());
  const uint64_t wrong = d.Enter("work", "Q1", {{1, 600}});
  d.plan_version = 9;
  const uint64_t unknown = d.Enter("work", "Q2", {{1, 400}});
  hub.Sync(d);
  EXPECT_EQ(hub.HeldReason(d, wrong), v1::HELD_REASON_ERROR_WITHIN);
  EXPECT_EQ(hub.HeldReason(d, unknown), v1::HELD_REASON_ERROR_WITHIN);
}

TEST(OutcomeTest, F6_ThreePlansBehind_WhatThoseAskedCountsAndWhatNoneAskedDoesNot) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  const std::string asked_once = absl::StrReplaceAll(SmallPlan(3), {{" periods: \"Q2\"", ""}});
  ASSERT_TRUE(hub.ApplyPlan(asked_once).ok());
  for (const int version : {4, 5}) {
    ASSERT_TRUE(hub.ApplyPlan(absl::StrReplaceAll(
                                  asked_once, {{"version: 3", absl::StrCat("version: ", version)}}))
                    .ok());
  }
  const uint64_t asked = d.Enter("work", "Q2", {{1, 40}});
  const uint64_t never_asked = d.Enter("work", "Q3", {{1, 40}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, asked), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.HeldReason(d, never_asked), v1::HELD_REASON_NOT_OF_PLAN);
  hub.CheckInvariants();
}

TEST(OutcomeTest, E15_UnitClosed_LaterPeriodsAreHeldAndEarlierOnesCount) {
  HubWorld hub;
  FakeDevice& d = hub.Enroll("TH01");
  v1::Unit row = HubWorld::Row("TH01");
  row.set_valid_to("2026-05-31");
  row.set_successor("TH02");
  ASSERT_TRUE(hub.AddUnits({row}).ok());
  const uint64_t before = d.Enter("work", "Q1", {{1, 40}});
  const uint64_t after = d.Enter("work", "Q2", {{1, 41}});
  hub.Sync(d);
  EXPECT_EQ(hub.Standing(d, before), v1::OUTCOME_HEAD);
  EXPECT_EQ(hub.HeldReason(d, after), v1::HELD_REASON_NOT_OF_PLAN);
  // It was a mistake: the row is mended, and what waited counts.
  ASSERT_TRUE(hub.AddUnits({HubWorld::Row("TH01")}).ok());
  EXPECT_EQ(hub.Standing(d, after), v1::OUTCOME_HEAD);
  hub.CheckInvariants();
}

// --- One stream

}  // namespace
}  // namespace gom::hub
