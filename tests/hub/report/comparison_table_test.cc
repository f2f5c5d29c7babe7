#include "hub/report/comparison_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/hub/report/golden.h"

namespace gom::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

constexpr text::View kView{.width = 100, .colour = false, .utc_offset_seconds = 7 * 3600};

v1::GetProgressResponse Now() { return FromGolden<v1::GetProgressResponse>("progress.textproto"); }

v1::PartProgress& Headline(v1::GetProgressResponse& p, const std::string& code) {
  for (v1::IndicatorProgress& i : *p.mutable_indicators()) {
    if (i.code() == code) return *i.mutable_headline();
  }
  ADD_FAILURE() << code;
  return *p.mutable_indicators(0)->mutable_headline();
}

// Three months earlier: fewer had reported, one target stood better, one was not in the plan.
v1::GetProgressResponse Then() {
  v1::GetProgressResponse then = Now();
  then.set_position(871);
  then.set_newest_at(1'782'800'000'000);
  then.set_units_reported(9);
  v1::PartProgress& staff = Headline(then, "MT1a");
  staff.mutable_value()->set_numerator(380);
  staff.set_fresh(9);
  staff.set_standing(v1::STANDING_NOT_YET_KNOWN);
  v1::PartProgress& platforms = Headline(then, "MT1b");
  platforms.set_standing(v1::STANDING_ON_TRACK);
  platforms.mutable_value()->set_numerator(3520);  // the same rate to a tenth
  platforms.mutable_value()->set_denominator(3590);
  then.mutable_indicators(2)->mutable_parts(1)->set_fresh(5);
  then.mutable_indicators()->RemoveLast();
  return then;
}

TEST(ComparisonTableTest, InVietnamese_LooksAsAgreed) {
  ExpectGolden("comparison_vi.txt", ComparisonTable(Then(), Now(), Language::kVietnamese, kView));
}

TEST(ComparisonTableTest, InEnglish_LooksAsAgreed) {
  ExpectGolden("comparison_en.txt", ComparisonTable(Then(), Now(), Language::kEnglish, kView));
}

TEST(ComparisonTableTest, AtAnyWidth_Fits) {
  for (const Language l : {Language::kVietnamese, Language::kEnglish}) {
    ExpectFits(ComparisonTable(Then(), Now(), l, kView), 100);
    ExpectFits(ComparisonTable(Now(), Then(), l, kView), 100);
  }
}

TEST(ComparisonTableTest, WhatDidNotChange_IsOnlyCounted) {
  const std::string shown = ComparisonTable(Then(), Now(), Language::kEnglish, kView);
  EXPECT_THAT(shown, Not(HasSubstr("MT3")));
  EXPECT_THAT(shown, HasSubstr("have not changed"));
}

TEST(ComparisonTableTest, SameRateOfOtherNumbers_ShowsTheNumbers) {
  const std::string shown = ComparisonTable(Then(), Now(), Language::kEnglish, kView);
  EXPECT_THAT(shown, HasSubstr("3,520/3,590"));
  EXPECT_THAT(shown, HasSubstr("352/359"));
}

TEST(ComparisonTableTest, F3_PlanChangedItsComparator_BothVersionsAndBothTargetsAreNamed) {
  v1::GetProgressResponse then = Now(), now = Now();
  now.set_plan_version(2);
  Headline(now, "MT1a").mutable_target()->set_op(v1::OPERATOR_AT_LEAST);
  const std::string en = ComparisonTable(then, now, Language::kEnglish, kView);
  EXPECT_THAT(en, HasSubstr("units had reported · plan version 1\n"));
  EXPECT_THAT(en, HasSubstr("units have reported · plan version 2\n"));
  EXPECT_THAT(en, HasSubstr("MT1a"));
  EXPECT_THAT(en, HasSubstr("target: > 95% → ≥ 95%\n"));
  EXPECT_THAT(en, Not(HasSubstr("MT1b")));
  const std::string vi = ComparisonTable(then, now, Language::kVietnamese, kView);
  EXPECT_THAT(vi, HasSubstr("kế hoạch bản 1\n"));
  EXPECT_THAT(vi, HasSubstr("kế hoạch bản 2\n"));
  EXPECT_THAT(vi, HasSubstr("cần: > 95 % → ≥ 95 %\n"));
}

TEST(ComparisonTableTest, F3_TargetValueChangedAndOneTakenAway_BothAreShown) {
  v1::GetProgressResponse then = Now(), now = Now();
  Headline(now, "MT1a").mutable_target()->set_value(90);
  Headline(now, "MT1b").clear_target();
  const std::string shown = ComparisonTable(then, now, Language::kEnglish, kView);
  EXPECT_THAT(shown, HasSubstr("target: > 95% → > 90%\n"));
  EXPECT_THAT(shown, HasSubstr("target: 100% → —\n"));
}

TEST(ComparisonTableTest, NothingChanged_SaysSo) {
  EXPECT_THAT(ComparisonTable(Now(), Now(), Language::kEnglish, kView),
              HasSubstr("No goal and no task has changed"));
}

}  // namespace
}  // namespace gom::hub
