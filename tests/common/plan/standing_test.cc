#include "common/plan/standing.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace gom::plan {
namespace {

using Q = StandingQuestions;

// The questions as a row of bits, in the order of the struct.
constexpr std::array<bool Q::*, 10> kQuestions = {
    &Q::has_target,        &Q::asked_yet,   &Q::low_meets,        &Q::unknown_size,
    &Q::worst_final_meets, &Q::provisional, &Q::best_final_meets, &Q::enough_coverage,
    &Q::value_meets,       &Q::pace_met};

Q FromBits(unsigned bits) {
  Q q;
  for (size_t i = 0; i < kQuestions.size(); ++i) q.*kQuestions[i] = ((bits >> i) & 1) != 0;
  return q;
}

// The table as data: each line with the answers that it needs ("1" yes, "0" no, "." either), in the
// same order.
struct Line {
  const char* needs;
  Standing standing;
};
const std::vector<Line> kTable = {
    {"0.........", Standing::kNone},        {"10........", Standing::kNotYetDue},
    {"..1010....", Standing::kAchieved},    {"......0...", Standing::kOutOfReach},
    {".......0..", Standing::kNotYetKnown}, {"........1.", Standing::kOnTrack},
    {".........1", Standing::kOnTrack},     {"..........", Standing::kAtRisk},
};

bool Fits(const Line& line, const Q& q) {
  for (size_t i = 0; i < kQuestions.size(); ++i) {
    if (line.needs[i] != '.' && (line.needs[i] == '1') != q.*kQuestions[i]) return false;
  }
  return true;
}

Standing ByTable(const Q& q) {
  for (const Line& line : kTable) {
    if (Fits(line, q)) return line.standing;
  }
  return Standing::kNone;
}

// Every question answered so that exactly this line and the last one fit.
Q Good() {
  Q q;
  q.has_target = q.asked_yet = q.best_final_meets = q.enough_coverage = true;
  return q;
}

TEST(StandingTest, EveryCombinationOfAnswers_IsTheFirstLineThatFits) {
  for (unsigned bits = 0; bits < (1u << kQuestions.size()); ++bits) {
    const Q q = FromBits(bits);
    ASSERT_EQ(Decide(q), ByTable(q)) << "bits " << bits;
  }
}

TEST(StandingTest, NoTarget_HasNoStanding) { EXPECT_EQ(Decide(Q{}), Standing::kNone); }

TEST(StandingTest, NotAskedYet_IsNotYetDueWhateverElseHolds) {
  Q q = Good();
  q.low_meets = q.worst_final_meets = true;
  q.asked_yet = false;
  EXPECT_EQ(Decide(q), Standing::kNotYetDue);
}

TEST(StandingTest, AchievedAndOutOfReachAtOnce_IsAchieved) {
  Q q = Good();
  q.low_meets = q.worst_final_meets = true;
  q.best_final_meets = false;
  EXPECT_EQ(Decide(q), Standing::kAchieved);
}

TEST(StandingTest, EachOfItsFourConditionsMissing_IsNotAchieved) {
  Q achieved = Good();
  achieved.low_meets = achieved.worst_final_meets = true;
  ASSERT_EQ(Decide(achieved), Standing::kAchieved);
  for (bool Q::*question :
       {&Q::low_meets, &Q::unknown_size, &Q::worst_final_meets, &Q::provisional}) {
    Q q = achieved;
    q.*question = !(q.*question);
    EXPECT_EQ(Decide(q), Standing::kAtRisk);
  }
}

TEST(StandingTest, OutOfReachWithLittleCoverage_IsOutOfReach) {
  Q q = Good();
  q.best_final_meets = q.enough_coverage = false;
  EXPECT_EQ(Decide(q), Standing::kOutOfReach);
}

TEST(StandingTest, LittleCoverageWithAGoodValue_IsNotYetKnown) {
  Q q = Good();
  q.enough_coverage = false;
  q.value_meets = q.pace_met = true;
  EXPECT_EQ(Decide(q), Standing::kNotYetKnown);
}

TEST(StandingTest, ValueOrPaceMet_IsOnTrack) {
  Q q = Good();
  q.value_meets = true;
  EXPECT_EQ(Decide(q), Standing::kOnTrack);
  q = Good();
  q.pace_met = true;
  EXPECT_EQ(Decide(q), Standing::kOnTrack);
}

TEST(StandingTest, NothingElse_IsAtRisk) { EXPECT_EQ(Decide(Good()), Standing::kAtRisk); }

TEST(StandingTest, Worse_OrdersByWorry) {
  const std::vector<Standing> worst_first = {
      Standing::kOutOfReach, Standing::kAtRisk,   Standing::kNotYetKnown, Standing::kNotYetDue,
      Standing::kOnTrack,    Standing::kAchieved, Standing::kNone};
  for (size_t i = 0; i < worst_first.size(); ++i) {
    for (size_t k = 0; k < worst_first.size(); ++k) {
      EXPECT_EQ(Worse(worst_first[i], worst_first[k]), i < k) << i << " " << k;
    }
  }
}

}  // namespace
}  // namespace gom::plan
