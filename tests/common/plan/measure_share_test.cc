#include <gtest/gtest.h>

#include "common/plan/measure.h"
#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

// Low, value and high of a share, as three letters: n(o) or y(es).
std::string Range(const Contribution& c) {
  const auto letter = [](Fraction f) { return f.den != 1 ? '?' : f.num == 1 ? 'y' : 'n'; };
  return {letter(c.low), letter(c.value), letter(c.high)};
}
std::string Final(const Contribution& c) {
  const auto letter = [](Fraction f) { return f.den != 1 ? '?' : f.num == 1 ? 'y' : 'n'; };
  return {letter(c.worst_final), letter(c.best_final)};
}

class ShareTest : public ::testing::Test {
 protected:
  World w_{QuarterPlan()};
  School& a_ = w_.Add("A", {"primary"});
};

// ----- sum

TEST_F(ShareTest, Sum_NotReached_IsOpenWhileAPeriodIsUnreported) {
  a_.Set("ky", "2026-Q2", {{"hoat_dong", 0}});
  const Contribution c = w_.Of(a_, "MT3", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kFresh);
  EXPECT_EQ(Range(c), "nny") << "the optional first quarter may still bring one";
  EXPECT_EQ(Final(c), "ny");
}

TEST_F(ShareTest, Sum_Reached_IsSettledForTheYear) {
  a_.Set("ky", "2026-Q2", {{"hoat_dong", 1}});
  for (const char* as_of : {"2026-Q2", "2026-Q3", "2026-Q4"}) {
    const Contribution c = w_.Of(a_, "MT3", as_of);
    EXPECT_EQ(Range(c), "yyy") << as_of;
    EXPECT_EQ(Final(c), "yy") << as_of;
  }
  EXPECT_EQ(w_.Of(a_, "MT3", "2026-Q3").coverage, Coverage::kCarried);
}

TEST_F(ShareTest, Sum_PeriodsAddUp) {
  a_.Set("ky", "2026-Q2", {{"hoat_dong", 3}});
  a_.Set("ky", "2026-Q3", {{"hoat_dong", 4}});
  EXPECT_EQ(w_.Of(a_, "DEM", "2026-Q3").value.num, 7);
  EXPECT_EQ(w_.Of(a_, "DEM", "2026-Q2").value.num, 3);
}

TEST_F(ShareTest, Sum_NeverReported_IsMissingAndInTheDenominator) {
  const Contribution c = w_.Of(a_, "MT3", "2026-Q2");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(Range(c), "nny");
}

TEST_F(ShareTest, Sum_AllPeriodsLockedAndNothingReported_IsNo) {
  for (const char* p : {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}) w_.Lock(p);
  const Contribution c = w_.Of(a_, "MT3", "2026-Q4");
  EXPECT_EQ(Range(c), "nnn");
  EXPECT_EQ(Final(c), "nn");
}

TEST_F(ShareTest, Sum_ThatCanFall_IsNotSettledWhileAPeriodIsOpen) {
  a_.Set("ky", "2026-Q2", {{"chenh", 5}});
  EXPECT_EQ(Range(w_.Of(a_, "KHO", "2026-Q2")), "nyy");
  a_.Set("ky", "2026-Q1", {{"chenh", 0}});
  const Contribution all = w_.Of(a_, "KHO", "2026-Q2");
  EXPECT_EQ(Range(all), "yyy");
  EXPECT_EQ(Final(all), "ny");
}

// ----- any

TEST_F(ShareTest, Any_OnceTrue_StaysTrueThoughALaterReportSaysNo) {
  a_.Set("ky", "2026-Q2", {{"khai_thac", 1}});
  a_.Set("ky", "2026-Q3", {{"khai_thac", 0}});
  const Contribution c = w_.Of(a_, "PL32", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kFresh);
  EXPECT_EQ(Range(c), "yyy");
  EXPECT_EQ(Final(c), "yy");
}

TEST_F(ShareTest, Any_AllReportedNo_IsNoSoFarAndOpenUntilTheEnd) {
  a_.Set("ky", "2026-Q1", {{"khai_thac", 0}});
  a_.Set("ky", "2026-Q2", {{"khai_thac", 0}});
  const Contribution c = w_.Of(a_, "PL32", "2026-Q2");
  EXPECT_EQ(Range(c), "nnn");
  EXPECT_EQ(Final(c), "ny");
}

TEST_F(ShareTest, Any_UnreportedPeriodLocked_IsClosed) {
  a_.Set("ky", "2026-Q2", {{"khai_thac", 0}});
  EXPECT_EQ(Range(w_.Of(a_, "PL32", "2026-Q2")), "nny");
  w_.Lock("2026-Q1");
  EXPECT_EQ(Range(w_.Of(a_, "PL32", "2026-Q2")), "nnn");
}

TEST_F(ShareTest, Any_BeforeItIsAsked_ExpectsNobody) {
  EXPECT_EQ(w_.Of(a_, "PL13", "2026-Q3").coverage, Coverage::kNotExpected);
  EXPECT_EQ(w_.Of(a_, "PL13", "2026-Q4").coverage, Coverage::kMissing);
}

// ----- every

TEST_F(ShareTest, Every_OptionalPeriodLeftOut_CountsAgainstNobody) {
  a_.Set("ky", "2026-Q2", {{"day", 1}});
  const Contribution c = w_.Of(a_, "MT5", "2026-Q2");
  EXPECT_EQ(Range(c), "yyy");
  EXPECT_EQ(Final(c), "ny");
}

TEST_F(ShareTest, Every_Broken_IsSettled) {
  a_.Set("ky", "2026-Q2", {{"day", 0}});
  const Contribution q2 = w_.Of(a_, "MT5", "2026-Q2");
  EXPECT_EQ(Range(q2), "nnn");
  EXPECT_EQ(Final(q2), "nn");
  a_.Set("ky", "2026-Q3", {{"day", 1}});
  EXPECT_EQ(Range(w_.Of(a_, "MT5", "2026-Q3")), "nnn");
}

TEST_F(ShareTest, Every_UnreportedPeriod_CarriesForTheValueAndIsOpenForTheRange) {
  a_.Set("ky", "2026-Q2", {{"day", 1}});
  const Contribution c = w_.Of(a_, "MT5", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kCarried);
  EXPECT_EQ(Range(c), "nyy");
  w_.Lock("2026-Q3");
  EXPECT_EQ(Range(w_.Of(a_, "MT5", "2026-Q3")), "yyy");
}

TEST_F(ShareTest, Every_FirstPeriodLockedWithoutReport_IsBroken) {
  w_.Lock("2026-Q2");
  a_.Set("ky", "2026-Q3", {{"day", 1}});
  const Contribution c = w_.Of(a_, "MT5", "2026-Q3");
  EXPECT_EQ(c.coverage, Coverage::kFresh);
  EXPECT_EQ(Range(c), "nnn");
}

TEST_F(ShareTest, Every_HoleThatIsNotLocked_CanStillBeFilled) {
  a_.Set("ky", "2026-Q3", {{"day", 1}});
  EXPECT_EQ(Range(w_.Of(a_, "MT5", "2026-Q3")), "nny");
}

TEST_F(ShareTest, Every_UnitThatOpensLater_AnswersForItsOwnPeriods) {
  School& late = w_.Add("B", {"primary"}, v1::OWNERSHIP_PUBLIC, *ParseDay("2026-08-01"));
  late.Set("ky", "2026-Q3", {{"day", 1}});
  EXPECT_EQ(w_.Of(late, "MT5", "2026-Q2").coverage, Coverage::kNotExpected);
  EXPECT_EQ(Range(w_.Of(late, "MT5", "2026-Q3")), "yyy");
}

// ----- latest, and common to all

TEST_F(ShareTest, Latest_SchoolYearTurns_EarlierValueDoesNotStandIn) {
  a_.Set("ky", "2026-Q3", {{"khai_thac", 1}});
  EXPECT_EQ(Range(w_.Of(a_, "NAM", "2026-Q3")), "yyy");
  const Contribution c = w_.Of(a_, "NAM", "2026-Q4");
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(Range(c), "nny");
}

TEST_F(ShareTest, Latest_Carried_IsNoToYes) {
  a_.Set("ky", "2026-Q2", {{"day", 1}});
  const Part& newest = w_.ReadingOf("MT5", 1);
  const Contribution c = w_.Of(a_, newest, w_.Period("2026-Q3"));
  EXPECT_EQ(c.coverage, Coverage::kCarried);
  EXPECT_EQ(Range(c), "nyy");
}

TEST_F(ShareTest, Latest_TypedNotApplicable_IsMissing) {
  a_.Set("ky", "2026-Q2", {{"day", 1}});
  a_.Set("ky", "2026-Q3", {{"day", kNa}});
  const Contribution c = w_.Of(a_, w_.ReadingOf("MT5", 1), w_.Period("2026-Q3"));
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(Range(c), "nny");
}

TEST_F(ShareTest, FieldThatDoesNotApplyToAUnitOfThePart_AnswersNoForGood) {
  School& kindergarten = w_.Add("M", {"kindergarten"});
  const Contribution c = w_.Of(kindergarten, w_.ReadingOf("MT5", 0), w_.Period("2026-Q2"));
  EXPECT_EQ(c.coverage, Coverage::kMissing);
  EXPECT_EQ(Range(c), "nnn");
  EXPECT_EQ(Final(c), "nn");
  EXPECT_EQ(w_.Of(kindergarten, "MT5", "2026-Q2").coverage, Coverage::kNotExpected);
}

TEST_F(ShareTest, E15_ClosedUnit_LeavesNumeratorAndDenominator) {
  School& closed =
      w_.Add("B", {"primary"}, v1::OWNERSHIP_PUBLIC, kNoFirstDay, *ParseDay("2026-07-31"));
  closed.Set("ky", "2026-Q2", {{"hoat_dong", 5}, {"khai_thac", 1}});
  EXPECT_EQ(Range(w_.Of(closed, "PL32", "2026-Q2")), "yyy");
  EXPECT_EQ(Final(w_.Of(closed, "PL32", "2026-Q2")), "??");
  EXPECT_EQ(w_.Of(closed, "PL32", "2026-Q3").value, (Fraction{}));
  EXPECT_EQ(w_.Of(closed, "DEM", "2026-Q3").value.num, 5) << "its activities happened";
  EXPECT_EQ(w_.Of(closed, "DEM", "2026-Q3").coverage, Coverage::kNotExpected);
}

}  // namespace
}  // namespace gom::plan
