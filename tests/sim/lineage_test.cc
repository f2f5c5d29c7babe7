#include "tests/sim/lineage.h"

#include <gtest/gtest.h>

namespace gom::sim {
namespace {

Node Of(const Mark& mark, const std::vector<uint64_t>& parents = {}, bool held = false) {
  return {.mark = mark, .parents = parents, .held = held, .which = 0};
}

std::set<Mark> EndMarks(const Lineage& lineage) {
  const std::set<size_t> ends = EndsOf(lineage);
  std::set<Mark> marks;
  for (const auto& [id, node] : lineage) {
    if (ends.contains(node.which)) marks.insert(node.mark);
  }
  return marks;
}

TEST(Lineage, TwoNamesOfOneRevision_AreOne) {
  const Lineage lineage =
      LineageOf({{1, Of("1.0")}, {2, Of("1.2", {1})}, {3, Of("1.2", {1})}, {4, Of("4.2", {3})}});
  EXPECT_EQ(lineage.at(2).which, lineage.at(3).which);
  EXPECT_EQ(EndMarks(lineage), std::set<Mark>{"4.2"});
}

TEST(Lineage, MergeThatComesOutLikeOneSide_IsAnotherRevision) {
  // Both sides typed 3 at the first place, one of them 4 at the second too; somebody else typed
  // over that side.
  const Lineage lineage = LineageOf({{1, Of("1.0")},
                                     {2, Of("3.0", {1})},
                                     {3, Of("3.4", {1})},
                                     {5, Of("3.4", {2, 3})},
                                     {6, Of("6.4", {3})}});
  EXPECT_TRUE(IsMerge(lineage, lineage.at(5)));
  EXPECT_NE(lineage.at(5).which, lineage.at(3).which);
  EXPECT_EQ(EndsOf(lineage), (std::set<size_t>{lineage.at(5).which, lineage.at(6).which}));
}

TEST(Lineage, NumberThatIsNoParents_WasTypedWhateverStandsOverIt) {
  const Lineage lineage =
      LineageOf({{1, Of("1.0")}, {2, Of("2.0", {1})}, {3, Of("1.3", {1})}, {4, Of("4.3", {2, 3})}});
  EXPECT_FALSE(IsMerge(lineage, lineage.at(4)));
  EXPECT_FALSE(IsMerge(lineage, lineage.at(2)));
}

TEST(Lineage, WhatIsHeld_IsNoEndAndHidesNone) {
  const Lineage lineage =
      LineageOf({{1, Of("1.0")}, {2, Of("2.0", {1}, /*held=*/true)}, {3, Of("3.0", {2}, true)}});
  EXPECT_EQ(EndMarks(lineage), std::set<Mark>{"1.0"});
}

}  // namespace
}  // namespace gom::sim
