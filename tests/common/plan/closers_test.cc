#include <gtest/gtest.h>

#include "common/plan/progress.h"
#include "tests/common/plan/measure_world.h"

namespace gom::plan {
namespace {

UnitShare Share(int unit, int64_t could_add) {
  UnitShare share;
  share.unit = unit;
  share.could_add = could_add;
  return share;
}

TEST(OrderClosersTest, LargestFirst_ThenTheCallersOrder) {
  int suffice = -1;
  const auto order =
      OrderClosers({Share(0, 3), Share(1, 7), Share(2, 3), Share(3, 0)}, 9, &suffice);
  ASSERT_EQ(order.size(), 3u) << "a unit that can add nothing is left out";
  EXPECT_EQ(order[0].unit, 1);
  EXPECT_EQ(order[1].unit, 0);
  EXPECT_EQ(order[2].unit, 2);
  EXPECT_EQ(suffice, 2);
}

TEST(OrderClosersTest, AllTogetherDoNot_SufficeIsZero) {
  int suffice = -1;
  OrderClosers({Share(0, 3), Share(1, 7)}, 11, &suffice);
  EXPECT_EQ(suffice, 0);
  OrderClosers({Share(0, 3), Share(1, 7)}, 10, &suffice);
  EXPECT_EQ(suffice, 2);
}

TEST(OrderClosersTest, NoGap_NobodyIsNeeded) {
  int suffice = -1;
  EXPECT_EQ(OrderClosers({Share(0, 3)}, 0, &suffice).size(), 1u);
  EXPECT_EQ(suffice, 0);
}

TEST(CouldAddTest, EachUnit_WhatItCanStillDoUntilTheYearsEnd) {
  World w(QuarterPlan());
  School& late = w.Add("A", {"primary"});
  School& broken = w.Add("B", {"primary"});
  School& silent = w.Add("C", {"primary"});
  late.Set("ho_so", "2026-Q2", {{"nguoi", 20}, {"nghi", 0}});
  late.Set("ky", "2026-Q2", {{"tap_huan", 15}, {"day", 1}});
  broken.Set("ky", "2026-Q2", {{"day", 0}});
  EXPECT_EQ(CouldAdd(w.PartOf("MT1"), w.Of(late, "MT1", "2026-Q2")), 5);
  EXPECT_EQ(CouldAdd(w.PartOf("MT1"), w.Of(silent, "MT1", "2026-Q2")), 0) << "of unknown size";
  EXPECT_EQ(CouldAdd(w.PartOf("MT5"), w.Of(late, "MT5", "2026-Q2")), 0) << "it counts already";
  EXPECT_EQ(CouldAdd(w.PartOf("MT5"), w.Of(broken, "MT5", "2026-Q2")), 0);
  EXPECT_EQ(CouldAdd(w.PartOf("MT5"), w.Of(silent, "MT5", "2026-Q2")), 1);
  EXPECT_EQ(CouldAdd(w.PartOf("DEM"), w.Of(late, "DEM", "2026-Q2")), 1);
}

TEST(CouldAddTest, TheFewestThatSuffice_CloseTheGapOfAGoal) {
  World w(QuarterPlan());
  const int64_t staff[] = {10, 40, 20, 30};
  for (const int64_t people : staff) {
    School& s = w.Add("S" + std::to_string(people), {"primary"});
    s.Set("ho_so", "2026-Q2", {{"nguoi", people}, {"nghi", 0}});
    s.Set("ky", "2026-Q2", {{"tap_huan", people / 2}});
  }
  const PartProgress p = w.Progress("MT1", "2026-Q2");
  ASSERT_EQ(p.gap, 46) << "96 of 100";
  std::vector<UnitShare> units;
  for (size_t i = 0; i < 4; ++i) {
    UnitShare u;
    u.unit = static_cast<int>(i);
    u.contribution = w.Of(w.schools()[i], "MT1", "2026-Q2");
    u.could_add = CouldAdd(w.PartOf("MT1"), u.contribution);
    units.push_back(u);
  }
  int suffice = 0;
  const auto order = OrderClosers(units, p.gap, &suffice);
  EXPECT_EQ(order[0].unit, 1);
  EXPECT_EQ(order[0].could_add, 20);
  EXPECT_EQ(suffice, 4) << "20 + 15 + 10 are 45, one short";
}

}  // namespace
}  // namespace gom::plan
