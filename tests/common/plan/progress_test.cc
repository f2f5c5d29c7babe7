#include "common/plan/progress.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

constexpr auto kMore = v1::OPERATOR_MORE;
constexpr auto kAtLeast = v1::OPERATOR_AT_LEAST;

// ----- decisions on whole numbers

TEST(MeetsTest, MoreThan95Percent_190Of200FailsAnd191Passes) {
  EXPECT_FALSE(Meets({190, 200}, kMore, 95));
  EXPECT_TRUE(Meets({191, 200}, kMore, 95));
  EXPECT_TRUE(Meets({190, 200}, kAtLeast, 95)) << "> and >= are different targets";
}

TEST(MeetsTest, HundredPercent_MeansAll) {
  EXPECT_FALSE(Meets({9999, 10000}, kAtLeast, 100));
  EXPECT_TRUE(Meets({10000, 10000}, kAtLeast, 100));
  EXPECT_FALSE(Meets({10000, 10000}, kMore, 100));
}

TEST(MeetsTest, NoDenominator_MeetsNothing) {
  EXPECT_FALSE(Meets({0, 0}, kAtLeast, 0));
  EXPECT_FALSE(Meets({5, 0}, kMore, 1));
}

TEST(MeetsTest, NumbersAtTheEnds_DoNotOverflow) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  EXPECT_TRUE(Meets({kMax, kMax}, kAtLeast, 100));
  EXPECT_FALSE(Meets({kMax - 1, kMax}, kAtLeast, 100));
}

TEST(TruncatedPermilleTest, Shown_IsNeverRoundedUp) {
  EXPECT_EQ(TruncatedPermille({9496, 10000}), 949);
  EXPECT_EQ(TruncatedPermille({9997, 10000}), 999);
  EXPECT_EQ(TruncatedPermille({999'999, 1'000'000}), 999);
  EXPECT_EQ(TruncatedPermille({1, 1}), 1000);
  EXPECT_EQ(TruncatedPermille({9, 14}), 642);
  EXPECT_EQ(TruncatedPermille({0, 7}), 0);
  EXPECT_EQ(TruncatedPermille({0, 0}), std::nullopt);
}

// How many of `units` have to do it until the share meets the target.
int Needed(int units, int percent) {
  int n = 0;
  while (!Meets({n, units}, kAtLeast, percent)) ++n;
  return n;
}

TEST(MeetsTest, SchoolsNeeded_AreWholeSchools) {
  EXPECT_EQ(Needed(14, 75), 11);
  EXPECT_EQ(Needed(14, 85), 12);
  EXPECT_EQ(Needed(12, 75), 9);
  EXPECT_EQ(Needed(12, 85), 11);
  EXPECT_EQ(Needed(10, 75), 8);
  EXPECT_EQ(Needed(10, 85), 9);
}

// ----- a commune

class ProgressTest : public ::testing::Test {
 protected:
  void AddSchools(int n, const std::string& kind = "primary") {
    for (int i = 0; i < n; ++i) w_.Add(kind + std::to_string(w_.schools().size()), {kind});
  }
  // The first n schools answer `yes`, the others that report 0.
  void Answer(const char* period, const char* field, int yes, int reporting) {
    for (int i = 0; i < reporting; ++i) {
      w_.schools()[static_cast<size_t>(i)].Set("ky", period, {{field, i < yes ? 1 : 0}});
    }
  }
  Standing StandingOf(const char* indicator, const char* as_of) {
    return w_.Progress(indicator, as_of).standing;
  }

  World w_{QuarterPlan()};
};

TEST_F(ProgressTest, FourteenUnitsOfWhichFiveKindergartens_OtherReadingIsOutOfReachAt64Percent) {
  AddSchools(9);
  AddSchools(5, "kindergarten");
  Answer("2026-Q2", "day", 9, 9);
  const PartProgress other = w_.Progress(w_.ReadingOf("MT5", 0), w_.Period("2026-Q2"));
  EXPECT_EQ(other.value, (Fraction{9, 14}));
  EXPECT_EQ(*TruncatedPermille(other.best_final) / 10, 64);
  EXPECT_EQ(other.standing, Standing::kOutOfReach);
  const PartProgress without = w_.Progress("MT5", "2026-Q2");
  EXPECT_EQ(without.value, (Fraction{9, 9}));
  EXPECT_EQ(without.standing, Standing::kOnTrack);
}

TEST_F(ProgressTest, FestivalBeforeOctober_IsNotYetDue) {
  AddSchools(3);
  for (const char* as_of : {"2026-Q1", "2026-Q2", "2026-Q3"}) {
    const PartProgress p = w_.Progress("PL13", as_of);
    EXPECT_EQ(p.standing, Standing::kNotYetDue) << as_of;
    EXPECT_EQ(p.read_at, -1);
    EXPECT_EQ(p.totals.expected, 0);
  }
  EXPECT_EQ(StandingOf("PL13", "2026-Q4"), Standing::kNotYetKnown);
}

TEST_F(ProgressTest, FestivalHeldByAllInTheLastPeriod_IsAchieved) {
  AddSchools(3);
  for (School& s : w_.schools()) s.Set("ngay_hoi", "2026-Q4", {{"co", 1}});
  EXPECT_EQ(StandingOf("PL13", "2026-Q4"), Standing::kAchieved);
}

TEST_F(ProgressTest, SumReached_IsAchievedInTheMiddleOfTheYear) {
  AddSchools(4);
  Answer("2026-Q2", "hoat_dong", 3, 3);
  const PartProgress p = w_.Progress("MT3", "2026-Q2");
  EXPECT_EQ(p.value, (Fraction{3, 4}));
  EXPECT_EQ(p.low, (Fraction{3, 4}));
  EXPECT_EQ(p.high, (Fraction{4, 4}));
  EXPECT_EQ(p.standing, Standing::kAchieved);
}

TEST_F(ProgressTest, RatioAllReportedBeforeTheEnd_IsOnTrackAndNotAchieved) {
  AddSchools(1);
  w_.schools()[0].Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  w_.schools()[0].Set("ky", "2026-Q2", {{"tap_huan", 20}});
  EXPECT_EQ(StandingOf("MT1", "2026-Q2"), Standing::kOnTrack);
  w_.schools()[0].Set("ky", "2026-Q4", {{"tap_huan", 20}});
  EXPECT_EQ(StandingOf("MT1", "2026-Q4"), Standing::kAchieved);
}

TEST_F(ProgressTest, MoreThan95_190Of200AtTheEnd_IsOutOfReachAnd191IsAchieved) {
  AddSchools(1);
  School& s = w_.schools()[0];
  s.Set("ho_so", "2026-Q4", {{"nguoi", 200}, {"nghi", 0}});
  s.Set("ky", "2026-Q4", {{"tap_huan", 190}});
  EXPECT_EQ(StandingOf("MT1", "2026-Q4"), Standing::kOutOfReach);
  EXPECT_EQ(w_.Progress("MT1", "2026-Q4").gap, 1);
  s.Set("ky", "2026-Q4", {{"tap_huan", 191}});
  EXPECT_EQ(StandingOf("MT1", "2026-Q4"), Standing::kAchieved);
  EXPECT_EQ(w_.Progress("MT1", "2026-Q4").gap, 0);
}

TEST_F(ProgressTest, UnitOfUnknownSize_ForbidsAchieved) {
  AddSchools(2);
  w_.schools()[0].Set("ho_so", "2026-Q4", {{"nguoi", 200}, {"nghi", 0}});
  w_.schools()[0].Set("ky", "2026-Q4", {{"tap_huan", 200}});
  const PartProgress p = w_.Progress("MT1", "2026-Q4");
  EXPECT_EQ(p.low, (Fraction{200, 200}));
  EXPECT_EQ(p.totals.unknown_size, 1);
  EXPECT_EQ(p.standing, Standing::kOnTrack);
}

TEST_F(ProgressTest, UnitOfUnknownSize_LeavesARateInReachAndAllOutOfReach) {
  AddSchools(2);
  School& s = w_.schools()[0];
  s.Set("ho_so", "2026-Q4", {{"nguoi", 10}, {"nghi", 0}});
  s.Set("ky", "2026-Q4", {{"tap_huan", 5}});
  EXPECT_EQ(StandingOf("MT1", "2026-Q4"), Standing::kAtRisk) << "the other may have a thousand";
  EXPECT_EQ(StandingOf("MT2", "2026-Q4"), Standing::kOutOfReach) << "five of ten are not all";
}

TEST_F(ProgressTest, ProvisionalWithGoodFigures_IsNeverAchieved) {
  AddSchools(1);
  School& s = w_.schools()[0];
  s.Set("ho_so", "2026-Q4", {{"ho", 100}});
  s.Set("ky", "2026-Q4", {{"hoi", 100}, {"dat", 90}, {"cach", 2}});
  const PartProgress estimate = w_.Progress("MT4", "2026-Q4");
  EXPECT_EQ(estimate.provisional, (std::vector<int>{0}));
  EXPECT_EQ(estimate.standing, Standing::kOnTrack);
  s.Set("ky", "2026-Q4", {{"hoi", 79}, {"dat", 79}, {"cach", 1}});
  const PartProgress sample = w_.Progress("MT4", "2026-Q4");
  EXPECT_EQ(sample.provisional, (std::vector<int>{1}));
  EXPECT_EQ(*sample.sample, (Fraction{79, 100}));
  EXPECT_EQ(sample.standing, Standing::kOnTrack);
  s.Set("ky", "2026-Q4", {{"hoi", 80}, {"dat", 80}, {"cach", 1}});
  EXPECT_EQ(StandingOf("MT4", "2026-Q4"), Standing::kAchieved);
}

TEST_F(ProgressTest, SampleOfAnUnknownWhole_IsProvisional) {
  AddSchools(1);
  School& s = w_.schools()[0];
  EXPECT_TRUE(w_.Progress("MT4", "2026-Q4").provisional.empty()) << "nothing was asked of anybody";
  s.Set("ky", "2026-Q4", {{"hoi", 100}, {"dat", 100}, {"cach", 1}});
  const PartProgress p = w_.Progress("MT4", "2026-Q4");
  EXPECT_EQ(p.value, (Fraction{100, 100}));
  EXPECT_EQ(p.provisional, (std::vector<int>{1})) << "nobody said how many households there are";
  EXPECT_NE(p.standing, Standing::kAchieved);
}

TEST_F(ProgressTest, F12_MissingUnits_StandInTheRangeAndNotInTheValue) {
  AddSchools(3);
  for (School& s : w_.schools()) s.Set("ho_so", "2026-Q2", {{"nguoi", 10}, {"nghi", 0}});
  w_.schools()[0].Set("ky", "2026-Q2", {{"tap_huan", 10}});
  const PartProgress p = w_.Progress("MT1", "2026-Q2");
  EXPECT_EQ(p.value, (Fraction{10, 10}));
  EXPECT_EQ(p.low, (Fraction{10, 30}));
  EXPECT_EQ(p.high, (Fraction{30, 30}));
  EXPECT_EQ(p.totals.missing, 2);
  EXPECT_EQ(p.gap, 19) << "29 of 30 is more than 95 %";
  EXPECT_EQ(p.standing, Standing::kNotYetKnown);
}

TEST_F(ProgressTest, CoverageExactlyAtTheThreshold_IsEnough) {
  AddSchools(4);
  Answer("2026-Q2", "day", 2, 2);
  EXPECT_EQ(StandingOf("MT5", "2026-Q2"), Standing::kAtRisk) << "2 of 4 fresh, default half";
  AddSchools(1);
  EXPECT_EQ(StandingOf("MT5", "2026-Q2"), Standing::kNotYetKnown);
}

TEST_F(ProgressTest, EveryBrokenByTooMany_IsOutOfReachAndNeverRecovers) {
  AddSchools(10);
  Answer("2026-Q2", "day", 8, 10);
  EXPECT_EQ(StandingOf("MT5", "2026-Q2"), Standing::kOutOfReach);
  Answer("2026-Q3", "day", 10, 10);
  EXPECT_EQ(StandingOf("MT5", "2026-Q3"), Standing::kOutOfReach);
}

TEST_F(ProgressTest, AskedInNoPeriodOfThisOne_IsReadAtTheNewestAskedBefore) {
  World w(LoadTestPlan("every-kind.textproto"));
  School& a = w.Add("A", {"library"});
  a.Set("hoat_dong", "2026-06", {{"doc_gio", 1}});
  const PartProgress p = w.Progress("S4", "2026-08");
  EXPECT_EQ(p.read_at, w.Period("2026-06"));
  EXPECT_EQ(p.totals.fresh, 1);
}

// ----- counts

TEST_F(ProgressTest, CountReached_IsAchievedBeforeTheEnd) {
  AddSchools(2);
  w_.schools()[0].Set("ky", "2026-Q2", {{"hoat_dong", 30}});
  const PartProgress p = w_.Progress("DEM", "2026-Q2");
  EXPECT_EQ(p.value, (Fraction{30, 1}));
  EXPECT_TRUE(p.no_upper_end);
  EXPECT_EQ(p.standing, Standing::kAchieved);
}

TEST_F(ProgressTest, CountMissedWithEverythingLocked_IsOutOfReach) {
  AddSchools(1);
  w_.schools()[0].Set("ky", "2026-Q4", {{"hoat_dong", 29}});
  EXPECT_EQ(StandingOf("DEM", "2026-Q4"), Standing::kAtRisk);
  for (const char* p : {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}) w_.Lock(p);
  const PartProgress p = w_.Progress("DEM", "2026-Q4");
  EXPECT_FALSE(p.no_upper_end);
  EXPECT_EQ(p.gap, 1);
  EXPECT_EQ(p.standing, Standing::kOutOfReach);
}

// ----- pace and trend

TEST_F(ProgressTest, PaceOfAShare_IsEvenInTheAskedPeriodsThatAreNotOptional) {
  AddSchools(4);
  Answer("2026-Q2", "khai_thac", 1, 4);
  const PartProgress q1 = w_.Progress("PL32", "2026-Q1");
  EXPECT_EQ(*q1.pace, (Fraction{0, 3}));
  const PartProgress q2 = w_.Progress("PL32", "2026-Q2");
  EXPECT_EQ(*q2.pace, (Fraction{100, 3}));
  EXPECT_EQ(q2.standing, Standing::kAtRisk) << "25 % is below a third";
  Answer("2026-Q2", "khai_thac", 2, 4);
  EXPECT_EQ(w_.Progress("PL32", "2026-Q2").standing, Standing::kOnTrack);
}

TEST_F(ProgressTest, PaceOfEvery_IsTheTarget) {
  AddSchools(1);
  EXPECT_EQ(*w_.Progress("MT5", "2026-Q2").pace, (Fraction{85, 1}));
}

TEST_F(ProgressTest, PaceWithAMilestone_IsTheMilestoneThereAndEvenAfterIt) {
  AddSchools(1);
  const auto percent = [&](const char* as_of) {
    const Fraction f = *w_.Progress("DEM", as_of).pace;
    return static_cast<double>(f.num) / static_cast<double>(f.den);
  };
  EXPECT_DOUBLE_EQ(percent("2026-Q1"), 0);
  EXPECT_DOUBLE_EQ(percent("2026-Q2"), 6);
  EXPECT_DOUBLE_EQ(percent("2026-Q3"), 18) << "half way from 6 to 30";
  EXPECT_DOUBLE_EQ(percent("2026-Q4"), 30);
}

TEST_F(ProgressTest, PaceAtTheEnd_IsTheTarget) {
  AddSchools(1);
  const Fraction f = *w_.Progress("PL32", "2026-Q4").pace;
  EXPECT_EQ(f.num, 100 * f.den);
}

TEST_F(ProgressTest, Trend_GoesOnAsInTheLastStepAndStaysInsideTheFinalRange) {
  AddSchools(1);
  School& s = w_.schools()[0];
  s.Set("ho_so", "2026-Q2", {{"nguoi", 100}, {"nghi", 0}});
  s.Set("ky", "2026-Q2", {{"tap_huan", 40}});
  EXPECT_FALSE(w_.Progress("MT1", "2026-Q2").trend.has_value()) << "nothing was reported before";
  s.Set("ky", "2026-Q3", {{"tap_huan", 60}});
  EXPECT_EQ(*w_.Progress("MT1", "2026-Q3").trend, (Fraction{8000, 10000}));
  s.Set("ky", "2026-Q3", {{"tap_huan", 90}});
  EXPECT_EQ(*w_.Progress("MT1", "2026-Q3").trend, (Fraction{10000, 10000}));
  s.Set("ky", "2026-Q3", {{"tap_huan", 10}});
  EXPECT_EQ(*w_.Progress("MT1", "2026-Q3").trend, (Fraction{0, 10000}));
}

TEST_F(ProgressTest, TrendOfACount_NeverFallsBelowWhatIsThere) {
  AddSchools(1);
  School& s = w_.schools()[0];
  s.Set("ky", "2026-Q2", {{"hoat_dong", 5}});
  s.Set("ky", "2026-Q3", {{"hoat_dong", 4}});
  EXPECT_EQ(*w_.Progress("DEM", "2026-Q3").trend, (Fraction{13, 1}));
}

TEST_F(ProgressTest, TrendOfACount_WithNothingReportedBefore_IsNone) {
  AddSchools(1);
  w_.schools()[0].Set("ky", "2026-Q2", {{"hoat_dong", 5}});
  EXPECT_FALSE(w_.Progress("DEM", "2026-Q2").trend.has_value());
}

// ----- headline

TEST_F(ProgressTest, HeadlineSmallest_TakesEachNumberFromItsSmallestPartAndTheWorstStanding) {
  AddSchools(2);
  for (School& s : w_.schools()) s.Set("ho_so", "2026-Q4", {{"nguoi", 10}});
  w_.schools()[0].Set("ky", "2026-Q4", {{"tap_huan", 10}, {"an_toan", 9}});
  w_.schools()[1].Set("ky", "2026-Q4", {{"tap_huan", 10}});
  const PartProgress skills = w_.Progress(w_.PartOf("MT2", 0), 3);
  const PartProgress safety = w_.Progress(w_.PartOf("MT2", 1), 3);
  ASSERT_EQ(skills.standing, Standing::kAchieved);
  ASSERT_EQ(safety.standing, Standing::kOutOfReach);
  const Indicator& mt2 = w_.plan().indicators[static_cast<size_t>(w_.plan().IndicatorIndex("MT2"))];
  const IndicatorProgress p = Headline(w_.plan(), mt2, {skills, safety}, {});
  EXPECT_EQ(p.headline_part, 1);
  EXPECT_EQ(p.headline.value, (Fraction{9, 10}));
  EXPECT_EQ(p.headline.low, (Fraction{9, 20}));
  EXPECT_EQ(p.headline.high, (Fraction{19, 20}));
  EXPECT_EQ(p.headline.standing, Standing::kOutOfReach);
  EXPECT_EQ(p.headline.gap, safety.gap);
}

TEST_F(ProgressTest, HeadlineSmallest_PartWithoutAValueIsNotTheSmallest) {
  AddSchools(1);
  w_.schools()[0].Set("ho_so", "2026-Q4", {{"nguoi", 10}});
  w_.schools()[0].Set("ky", "2026-Q4", {{"an_toan", 9}});
  const Indicator& mt2 = w_.plan().indicators[static_cast<size_t>(w_.plan().IndicatorIndex("MT2"))];
  const IndicatorProgress p =
      Headline(w_.plan(), mt2,
               {w_.Progress(w_.PartOf("MT2", 0), 3), w_.Progress(w_.PartOf("MT2", 1), 3)}, {});
  EXPECT_EQ(p.headline_part, 1);
  EXPECT_EQ(p.headline.low, (Fraction{0, 10}));
}

}  // namespace
}  // namespace gom::plan
