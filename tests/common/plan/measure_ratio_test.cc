#include <gtest/gtest.h>

#include <limits>

#include "common/plan/measure.h"
#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

class RatioTest : public ::testing::Test {
 protected:
  World w_{QuarterPlan()};
  School& a_ = w_.Add("A", {"primary"});
};

TEST_F(RatioTest, ReportedForThePeriod_IsFreshAndSettled) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 2}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kFresh);
  EXPECT_EQ(c.value, (Fraction{15, 18}));
  EXPECT_EQ(c.low, c.value);
  EXPECT_EQ(c.high, c.value);
  EXPECT_EQ(c.worst_final, (Fraction{0, 18}));
  EXPECT_EQ(c.best_final, (Fraction{18, 18}));
}

TEST_F(RatioTest, EarlierReport_IsCarriedAndAnswersNoToYes) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kCarried);
  EXPECT_EQ(c.value, (Fraction{15, 20}));
  EXPECT_EQ(c.low, (Fraction{0, 20}));
  EXPECT_EQ(c.high, (Fraction{20, 20}));
}

TEST_F(RatioTest, EarlierReportAndPeriodLocked_CarriedValueStands) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  w_.Lock("2026-Q3");
  const Contribution c = w_.Of(a_, "MT1", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kCarried);
  EXPECT_EQ(c.low, (Fraction{15, 20}));
  EXPECT_EQ(c.high, (Fraction{15, 20}));
}

TEST_F(RatioTest, F12_NothingReported_IsMissingWithItsSizeInTheRangeOnly) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_FALSE(c.unknown_size);
  EXPECT_EQ(c.value, (Fraction{}));
  EXPECT_EQ(c.low, (Fraction{0, 20}));
  EXPECT_EQ(c.high, (Fraction{20, 20}));
}

TEST_F(RatioTest, NothingReportedAndPeriodLocked_CountsAsNo) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  w_.Lock("2026-Q2");
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(c.value, (Fraction{0, 20}));
  EXPECT_EQ(c.low, (Fraction{0, 20}));
  EXPECT_EQ(c.high, (Fraction{20, 20})) << "the first quarter is open and would be carried";
  w_.Lock("2026-Q1");
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q2").high, (Fraction{0, 20}));
}

TEST_F(RatioTest, OpenPeriodBetweenReportAndLock_CanStillBeCarried) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  w_.Lock("2026-Q4");
  const Contribution c = w_.Of(a_, "MT1", "2026-Q4");
  EXPECT_EQ(c.value, (Fraction{15, 20}));
  EXPECT_EQ(c.low, (Fraction{0, 20}));
  w_.Lock("2026-Q3");
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q4").low, (Fraction{15, 20}));
}

TEST_F(RatioTest, NobodyKnowsTheDenominator_IsOfUnknownSize) {
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_TRUE(c.unknown_size);
  EXPECT_EQ(c.value, (Fraction{}));
  EXPECT_EQ(c.high, (Fraction{}));
}

TEST_F(RatioTest, ProfileOfALaterPeriod_IsNotReadForAnEarlierReport) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 15}});
  a_.Set("ho_so", "2026-Q3", {{"nguoi", 30}, {"nghi", 0}});
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q2").value, (Fraction{15, 20}));
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q3").value, (Fraction{15, 20}));
  a_.Set("ky", "2026-Q3", {{"tap_huan", 15}});
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q3").value, (Fraction{15, 30}));
}

TEST_F(RatioTest, MoreThanItsDenominator_CountsAtMostThatAndIsFlagged) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 25}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_TRUE(c.excess);
  EXPECT_EQ(c.value, (Fraction{20, 20}));
}

TEST_F(RatioTest, H7_DenominatorZero_IsNotApplicableAndNeverAll) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 2}, {"nghi", 2}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 0}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kNotApplicable);
  EXPECT_EQ(c.value, (Fraction{}));
  const PartProgress p = w_.Progress("MT1", "2026-Q2");
  EXPECT_EQ(p.totals.expected, 0);
  EXPECT_EQ(TruncatedPermille(p.value), std::nullopt);
  EXPECT_NE(p.standing, Standing::kAchieved);
}

TEST_F(RatioTest, NegativeDenominator_IsNotKnown) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 2}, {"nghi", 3}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 0}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_TRUE(c.unknown_size);
}

TEST_F(RatioTest, SurveyOfNobodyWhereThereWereHouseholds_IsMissing) {
  a_.Set("ho_so", "2026-Q2", {{"ho", 50}});
  a_.Set("ky", "2026-Q2", {{"hoi", 0}, {"dat", 0}});
  const Contribution c = w_.Of(a_, "MT4", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(c.low, (Fraction{0, 50}));
  EXPECT_EQ(c.high, (Fraction{50, 50}));
}

TEST_F(RatioTest, SurveyOfNobodyWhereThereIsNobody_IsNotApplicable) {
  a_.Set("ho_so", "2026-Q2", {{"ho", 0}});
  a_.Set("ky", "2026-Q2", {{"hoi", 0}, {"dat", 0}});
  EXPECT_EQ(w_.Of(a_, "MT4", "2026-Q2").coverage, Coverage::kNotApplicable);
}

TEST_F(RatioTest, SurveyOfNobodyAndHouseholdsNotKnown_IsOfUnknownSize) {
  a_.Set("ky", "2026-Q2", {{"hoi", 0}, {"dat", 0}});
  const Contribution c = w_.Of(a_, "MT4", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_TRUE(c.unknown_size);
}

TEST_F(RatioTest, H8_EmptyNumerator_IsMissingAndZeroIsReported) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"hoat_dong", 1}});
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q2").coverage, Coverage::kMissing);
  a_.Set("ky", "2026-Q2", {{"tap_huan", 0}});
  const Contribution zero = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(zero.coverage, Coverage::kFresh);
  EXPECT_EQ(zero.value, (Fraction{0, 20}));
}

TEST_F(RatioTest, TypedNotApplicable_StaysMissingUntilTheOperatorApproves) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 10}});
  a_.Set("ky", "2026-Q3", {{"tap_huan", kNa}});
  const Contribution typed = w_.Of(a_, "MT1", "2026-Q3");
  EXPECT_EQ(typed.coverage, Coverage::kMissing);
  EXPECT_EQ(typed.high, (Fraction{20, 20}));
  a_.not_applicable = {w_.PartOf("MT1").indicator};
  const Contribution approved = w_.Of(a_, "MT1", "2026-Q3");
  EXPECT_EQ(approved.coverage, Coverage::kNotApplicable);
  EXPECT_EQ(approved.high, (Fraction{}));
  EXPECT_EQ(approved.best_final, (Fraction{}));
}

TEST_F(RatioTest, NotApplicableOnOneFieldOfASum_AddsNothing) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", kNa}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 10}});
  EXPECT_EQ(w_.Of(a_, "MT1", "2026-Q2").value, (Fraction{10, 20}));
}

TEST_F(RatioTest, E15_ClosedUnit_IsNotExpectedAnyMore) {
  School& closed =
      w_.Add("B", {"primary"}, v1::OWNERSHIP_PUBLIC, kNoFirstDay, *ParseDay("2026-07-31"));
  closed.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  closed.Set("ky", "2026-Q2", {{"tap_huan", 10}});
  const Contribution before = w_.Of(closed, "MT1", "2026-Q2");
  EXPECT_EQ(before.coverage, Coverage::kFresh);
  EXPECT_EQ(before.best_final, (Fraction{})) << "at the year's end it is its successor's";
  const Contribution after = w_.Of(closed, "MT1", "2026-Q3");
  EXPECT_EQ(after.coverage, Coverage::kNotExpected);
  EXPECT_EQ(after.value, (Fraction{}));
}

TEST_F(RatioTest, AcceptedNumeratorOverAProfileThatIsNotAccepted_IsNotKnown) {
  // The accepted reading's grid holds the quarter and not the profile.
  a_.Set("ky", "2026-Q2", {{"tap_huan", 10}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_TRUE(c.unknown_size);
}

TEST_F(RatioTest, ReturnedAndContestedEntries_StillCountAndAreFlagged) {
  a_.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", 10}});
  const int ky = w_.plan().FormIndex(std::string_view("ky"));
  a_.Entry(ky, w_.Period("2026-Q2")).returned = true;
  a_.Entry(ky, w_.Period("2026-Q2")).in_conflict = true;
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_TRUE(c.returned);
  EXPECT_TRUE(c.in_conflict);
  EXPECT_EQ(c.value, (Fraction{10, 20}));
}

TEST_F(RatioTest, Provisional_EstimateIsMarkedAndSampleIsCollected) {
  a_.Set("ho_so", "2026-Q2", {{"ho", 50}});
  a_.Set("ky", "2026-Q2", {{"hoi", 30}, {"dat", 25}, {"cach", 2}});
  const Contribution c = w_.Of(a_, "MT4", "2026-Q2");
  EXPECT_EQ(c.provisional_units, 1u);
  ASSERT_EQ(c.samples.size(), 2u);
  EXPECT_EQ(c.samples[1], (Fraction{30, 50}));
}

TEST_F(RatioTest, EnormousNumbers_AreBoundedAndNotUndefined) {
  a_.Set("ho_so", "2026-Q2",
         {{"nguoi", std::numeric_limits<int64_t>::max()},
          {"nghi", std::numeric_limits<int64_t>::min()}});
  a_.Set("ky", "2026-Q2", {{"tap_huan", std::numeric_limits<int64_t>::max()}});
  const Contribution c = w_.Of(a_, "MT1", "2026-Q2");
  EXPECT_EQ(c.value, (Fraction{kLargestContribution, kLargestContribution}));
}

TEST(EvaluateTest, NoneOfTheFieldsApplies_IsTheConstantAndSaysSo) {
  World w(QuarterPlan());
  School& kindergarten = w.Add("M", {"kindergarten"});
  bool none = false;
  const SumResult r =
      Evaluate(w.plan(), w.PartOf("MT5").condition.left, kindergarten.Facts(), 1, &none);
  EXPECT_TRUE(none);
  EXPECT_TRUE(r.known());
  EXPECT_EQ(r.number, 0);
}

TEST(CompareTest, EveryOperator) {
  EXPECT_TRUE(Compare(1, v1::OPERATOR_LESS, 2));
  EXPECT_FALSE(Compare(2, v1::OPERATOR_LESS, 2));
  EXPECT_TRUE(Compare(2, v1::OPERATOR_AT_MOST, 2));
  EXPECT_FALSE(Compare(3, v1::OPERATOR_AT_MOST, 2));
  EXPECT_TRUE(Compare(2, v1::OPERATOR_EQUAL, 2));
  EXPECT_FALSE(Compare(1, v1::OPERATOR_EQUAL, 2));
  EXPECT_TRUE(Compare(1, v1::OPERATOR_NOT_EQUAL, 2));
  EXPECT_FALSE(Compare(2, v1::OPERATOR_NOT_EQUAL, 2));
  EXPECT_TRUE(Compare(2, v1::OPERATOR_AT_LEAST, 2));
  EXPECT_FALSE(Compare(1, v1::OPERATOR_AT_LEAST, 2));
  EXPECT_TRUE(Compare(3, v1::OPERATOR_MORE, 2));
  EXPECT_FALSE(Compare(2, v1::OPERATOR_MORE, 2));
}

}  // namespace
}  // namespace gom::plan
