#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/plan/load.h"
#include "tests/common/plan/test_plans.h"

namespace gom::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Edit {
  std::string from, to;  // the first occurrence
};

// The small plan, one version on, changed.
std::shared_ptr<const Plan> Next(const std::vector<Edit>& edits, bool raise_version = true) {
  std::string text = ReadTestPlan("small.textproto");
  const auto replace = [&](const std::string& from, const std::string& to) {
    const size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  if (raise_version) replace("version: 2", "version: 3");
  for (const Edit& edit : edits) replace(edit.from, edit.to);
  return LoadOrDie(text);
}

// The small plan's year and days, a year on.
std::vector<Edit> NextYear() {
  std::vector<Edit> edits = {{"year: 2026", "year: 2027"}};
  for (const char* day : {"2026-01-01", "2026-03-31", "2026-04-10", "2026-04-01", "2026-06-30",
                          "2026-07-10", "2026-07-01", "2026-09-30", "2026-10-10"}) {
    edits.push_back({std::string("\"") + day, std::string("\"2027") + (day + 4)});
  }
  return edits;
}

// The text of one top-level block, from its first words to the line that closes it.
std::string Block(const std::string& start) {
  const std::string text = ReadTestPlan("small.textproto");
  const size_t at = text.find(start);
  return text.substr(at, text.find("\n}\n", at) + 3 - at);
}

constexpr char kStaff[] = "code: \"staff\"";

// The plan `text`, of version `version`, in which the staff was redefined in `since`.
std::shared_ptr<const Plan> StaffSince(int version, int since) {
  std::string text = ReadTestPlan("small.textproto");
  text.replace(text.find("version: 2"), 10, absl::StrCat("version: ", version));
  const size_t at = text.find(kStaff);
  return LoadOrDie(text.insert(at, absl::StrCat("redefined_in: ", since, " ")));
}

class SuccessorTest : public ::testing::Test {
 protected:
  std::vector<std::string> Refusals(const std::vector<Edit>& edits) const {
    std::vector<std::string> codes;
    for (const Mistake& m : CheckSuccessor(*active_, *Next(edits))) {
      EXPECT_FALSE(m.vi.empty());
      EXPECT_FALSE(m.en.empty());
      codes.push_back(m.code);
    }
    return codes;
  }
  std::vector<std::string> Changes(const std::vector<Edit>& edits) const {
    std::vector<std::string> sentences;
    for (const v1::Words& words : DescribeChanges(*active_, *Next(edits))) {
      EXPECT_FALSE(words.vi().empty());
      sentences.push_back(words.en());
    }
    return sentences;
  }
  std::vector<std::string> ChangesInVietnamese(const std::vector<Edit>& edits) const {
    std::vector<std::string> sentences;
    for (const v1::Words& words : DescribeChanges(*active_, *Next(edits))) {
      sentences.push_back(words.vi());
    }
    return sentences;
  }

  const std::shared_ptr<const Plan> active_ = LoadTestPlan("small.textproto");
};

TEST_F(SuccessorTest, OnlyTheVersionRises_IsAllowedAndChangesNothing) {
  EXPECT_THAT(Refusals({}), IsEmpty());
  EXPECT_THAT(Changes({}), IsEmpty());
}

TEST_F(SuccessorTest, VersionDoesNotRise_IsRefused) {
  const auto same = CheckSuccessor(*active_, *Next({}, false));
  ASSERT_EQ(same.size(), 1u);
  EXPECT_EQ(same[0].code, "successor_version");
  const auto lower = CheckSuccessor(*Next({}), *active_);
  ASSERT_EQ(lower.size(), 1u);
  EXPECT_EQ(lower[0].code, "successor_version");
}

TEST_F(SuccessorTest, AnotherLineOfPlans_IsRefused) {
  EXPECT_THAT(Refusals({{R"(code: "small")", R"(code: "other")"}}), ElementsAre("successor_code"));
}

TEST_F(SuccessorTest, I10_LastYearsPlanByMistake_IsRefused) {
  const auto next_year = Next(NextYear());
  std::string text = ReadTestPlan("small.textproto");
  text.replace(text.find("version: 2"), 10, "version: 9");
  std::vector<std::string> codes;
  for (const Mistake& m : CheckSuccessor(*next_year, *LoadOrDie(text))) codes.push_back(m.code);
  EXPECT_THAT(codes, Contains("successor_year"));
}

TEST_F(SuccessorTest, I10_IndicatorsThatWouldStop_AreCountedFirst) {
  EXPECT_THAT(ChangesInVietnamese({{Block("indicators {\n  number: 1"), ""},
                                   {Block("indicators {\n  number: 3"), ""}}),
              ElementsAre("2 chỉ tiêu sẽ ngừng theo dõi: A, C; số liệu đã nhập vẫn được giữ."));
}

TEST_F(SuccessorTest, F2_IndicatorRemoved_IsAllowedAndSaid) {
  const std::vector<Edit> edits = {{Block("indicators {\n  number: 2"), ""}};
  EXPECT_THAT(Refusals(edits), IsEmpty());
  EXPECT_THAT(Changes(edits), ElementsAre("1 indicators will no longer be followed: B; what was "
                                          "entered is kept."));
}

TEST_F(SuccessorTest, F3_ComparatorChanged_IsSaidWithBoth) {
  const std::vector<Edit> edits = {
      {"op: OPERATOR_MORE value: 95", "op: OPERATOR_AT_LEAST value: 95"}};
  EXPECT_THAT(Refusals(edits), IsEmpty());
  EXPECT_THAT(Changes(edits), ElementsAre("Indicator A: the target changed from > 95% to ≥ 95%."));
  EXPECT_THAT(ChangesInVietnamese(edits),
              ElementsAre("Chỉ tiêu A: mục tiêu đổi từ > 95 % thành ≥ 95 %."));
}

TEST_F(SuccessorTest, F3_TargetOfACountChanged_IsSaidAsANumber) {
  EXPECT_THAT(Changes({{"target { op: OPERATOR_AT_LEAST value: 3 }",
                        "target { op: OPERATOR_AT_LEAST value: 4000 }"}}),
              ElementsAre("Indicator C.a: the target changed from ≥ 3 to ≥ 4,000."));
}

TEST_F(SuccessorTest, F4_DenominatorChanged_AsksToConfirmAgain) {
  EXPECT_THAT(ChangesInVietnamese({{R"(denominator { fields: "profile.staff" })",
                                    R"(denominator { fields: "profile.households" })"}}),
              ElementsAre("Chỉ tiêu A: mẫu số đã đổi; trường nào được tính theo cách khác thì ghi "
                          "redefined_in, để số cũ chỉ được tính khi đã xác nhận lại."));
}

TEST_F(SuccessorTest, F11_PeriodsOverlapOrLeaveAGap_FileIsRefusedWithExplanation) {
  const auto refused = [](const std::string& start) {
    std::string text = ReadTestPlan("small.textproto");
    text.replace(text.find("2026-04-01"), 10, start);
    return Load(text);
  };
  const LoadResult overlap = refused("2026-03-31"), gap = refused("2026-04-02");
  ASSERT_EQ(overlap.mistakes.size(), 1u);
  EXPECT_EQ(overlap.mistakes[0].code, "periods_overlap");
  EXPECT_THAT(overlap.mistakes[0].en, HasSubstr("“Q2” starts before “Q1” has ended"));
  ASSERT_EQ(gap.mistakes.size(), 1u);
  EXPECT_EQ(gap.mistakes[0].code, "periods_gap");
}

TEST_F(SuccessorTest, F11_PeriodUnderAnotherNumber_IsRefused) {
  EXPECT_THAT(Refusals({{R"(number: 3 code: "Q3")", R"(number: 4 code: "Q3")"}}),
              ElementsAre("period_renumbered"));
}

TEST_F(SuccessorTest, BoundaryMovedBetweenTwoKeptPeriods_IsAllowedAndSaid) {
  const std::vector<Edit> edits = {{R"(end: "2026-03-31")", R"(end: "2026-04-15")"},
                                   {R"(start: "2026-04-01")", R"(start: "2026-04-16")"},
                                   {R"(due: "2026-04-10")", R"(due: "2026-04-20")"}};
  EXPECT_THAT(Refusals(edits), IsEmpty());
  EXPECT_THAT(Changes(edits), ElementsAre("Period Q1: runs from 2026-01-01 to 2026-04-15 now.",
                                          "Period Q1: due on 2026-04-20 now, with 0 days of grace.",
                                          "Period Q2: runs from 2026-04-16 to 2026-06-30 now."));
}

TEST_F(SuccessorTest, PeriodMovedToOtherDays_IsRefused) {
  EXPECT_THAT(Refusals(NextYear()), ElementsAre("period_moved", "period_moved", "period_moved"));
}

TEST_F(SuccessorTest, NumberUsedForSomethingElse_IsRefused) {
  EXPECT_THAT(Refusals({{R"(number: 1 code: "Q1" )", R"(number: 1 code: "Q1b" )"},
                        {R"(first: "Q1" last: "Q2")", ""},
                        {R"(periods: "Q1" periods: "Q2")", R"(periods: "Q1b" periods: "Q2")"},
                        {R"(milestones { period: "Q1" value: 40 })", ""}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(number: 4 code: "day")", R"(number: 4 code: "date")"},
                        {R"(field: "work.day")", R"(field: "work.date")"}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(code: "office_only")", R"(code: "town")"}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(number: 5 code: "no_fall")", R"(number: 5 code: "never_falls")"}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(number: 2 code: "B")", R"(number: 2 code: "B2")"}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(number: 3 code: "c")", R"(number: 3 code: "cc")"}}),
              ElementsAre("number_reused"));
  EXPECT_THAT(
      Refusals({{R"(options { number: 1 code: "one")", R"(options { number: 1 code: "uno")"}}),
      ElementsAre("number_reused"));
  EXPECT_THAT(Refusals({{R"(number: 1 code: "name" label)", R"(number: 1 code: "title" label)"}}),
              ElementsAre("number_reused"));
}

TEST_F(SuccessorTest, FieldWithAnotherType_IsRefused) {
  EXPECT_THAT(Refusals({{R"(en: "Done" } yes_no { })", R"(en: "Done" } whole { })"}}),
              ElementsAre("number_retyped"));
  EXPECT_THAT(Refusals({{R"(en: "Name" } text { })", R"(en: "Name" } whole { })"}}),
              ElementsAre("number_retyped"));
}

TEST_F(SuccessorTest, FormNoLongerCarried_IsRefused) {
  EXPECT_THAT(Refusals({{"carried: true", ""}}), ElementsAre("number_retyped"));
}

TEST_F(SuccessorTest, FieldUnderANewNumberWithItsOldCode_IsAllowed) {
  const std::vector<Edit> edits = {
      {R"(number: 2 code: "done" label { vi: "Đã làm" en: "Done" } yes_no)",
       R"(number: 12 code: "done" label { vi: "Đã làm" en: "Done" } whole)"}};
  EXPECT_THAT(Refusals(edits), IsEmpty());
  EXPECT_THAT(Changes(edits), ElementsAre("Form “Work”: the field “Done” was removed; what was "
                                          "entered is kept.",
                                          "Form “Work”: the field “Done” was added."));
}

TEST_F(SuccessorTest, EachKindOfChange_HasItsSentence) {
  const auto one = [this](const std::string& from, const std::string& to) {
    const std::vector<std::string> all = Changes({{from, to}});
    EXPECT_EQ(all.size(), 1u) << from;
    return all.empty() ? "" : all[0];
  };
  EXPECT_EQ(one("A small plan", "Our plan"), "The plan's title changed to “Our plan”.");
  EXPECT_EQ(one("coverage_threshold_percent: 50", "coverage_threshold_percent: 60"),
            "The coverage needed for a Standing changed from 50 % to 60 %.");
  EXPECT_EQ(one("\nindicators {",
                "\nindicators { number: 9 code: \"Z\" group: GROUP_TASK title { vi: "
                "\"z\" en: \"z\" } short_title { vi: \"z\" en: \"z\" } parts { number: 1 "
                "count { sum { fields: \"work.trained\" } } over_time: OVER_TIME_SUM } }\n"
                "indicators {"),
            "1 new indicators: Z.");
  EXPECT_EQ(one("due: \"2026-12-31\"", "due: \"2026-11-30\""),
            "Indicator A: due changed from 2026-12-31 to 2026-11-30.");
  EXPECT_EQ(one("en: \"Two parts\" } short_title", "en: \"Two things\" } short_title"),
            "Indicator B: its words changed.");
  EXPECT_EQ(one("HEADLINE_SMALLEST", "HEADLINE_FIRST"),
            "Indicator B: its headline is chosen differently.");
  EXPECT_EQ(one("period: \"Q1\" value: 40", "period: \"Q1\" value: 41"),
            "Indicator A: its milestones changed.");
  EXPECT_EQ(one("numerator { fields: \"work.trained\" }", "numerator { fields: \"work.done\" }"),
            "Indicator A: its numerator changed.");
  EXPECT_EQ(one("choice_field: \"work.model\" option: \"two\"",
                "choice_field: \"work.model\" option: \"one\""),
            "Indicator B.b: it is measured differently.");
  EXPECT_EQ(one("window { first: \"Q1\" last: \"Q2\" }", "window { last: \"Q2\" }"),
            "Indicator A: it goes differently over time.");
  EXPECT_EQ(one("OVER_TIME_ANY", "OVER_TIME_LATEST"),
            "Indicator B.b: it goes differently over time.");
  EXPECT_EQ(one("below_percent: 80", "below_percent: 70"),
            "Indicator A: when it is provisional changed.");
  EXPECT_EQ(one("applies { except_kinds: \"office\" }", "applies { kinds: \"primary\" }"),
            "Indicator A: its other readings changed.");
  EXPECT_EQ(one("over_time: OVER_TIME_EVERY",
                "over_time: OVER_TIME_EVERY applies { kinds: \"primary\" }"),
            "Indicator B.a: it applies to other units.");
  EXPECT_EQ(
      one("count { sum { fields: \"work.trained\" constant: 5 } }\n    over_time: OVER_TIME_SUM",
          "count { sum { fields: \"work.trained\" constant: 5 } }\n    over_time: OVER_TIME_SUM "
          "target { op: "
          "OPERATOR_MORE value: 9 }"),
      "Indicator C.b: has a target now, > 9.");
  EXPECT_EQ(one("target { op: OPERATOR_AT_LEAST value: 3 }", ""),
            "Indicator C.a: its target ≥ 3 was removed.");
  EXPECT_EQ(one("label { vi: \"Ngày\" en: \"Day\" }",
                "required: true label { vi: \"Ngày\" en: \"Day\" }"),
            "Form “Work”: the field “Day” is required now.");
  EXPECT_EQ(one("max: 500", "max: 600"),
            "Form “Work”: the limits or options of “Trained” changed.");
  EXPECT_EQ(one("en: \"Day\" }", "en: \"Date\" }"),
            "Form “Work”: the words of the field “Date” changed; if its meaning did too, say "
            "redefined_in.");
  EXPECT_EQ(
      one("yes_no { } }\n  fields {", "yes_no { } applies { kinds: \"primary\" } }\n  fields {"),
      "Form “Work”: the field “Done” is asked of other units.");
  EXPECT_EQ(one("title { vi: \"Hồ sơ\" en: \"Profile\" }",
                "title { vi: \"Hồ sơ\" en: \"Profile\" } help { vi: \"a\" en: \"a\" }"),
            "Form “Profile”: its words changed.");
  EXPECT_EQ(
      one("periods: \"Q1\" periods: \"Q2\"", "periods: \"Q1\" periods: \"Q2\" periods: \"Q3\""),
      "Form “Work”: it is asked in other periods.");
  EXPECT_EQ(one("grace_days: 5", "grace_days: 6"),
            "Period Q2: due on 2026-07-10 now, with 6 days of grace.");
  EXPECT_EQ(one("school_year: \"2026-2027\"", "school_year: \"2026-2027\" optional: true"),
            "Period Q3: its school year, session or being optional changed.");
  EXPECT_EQ(one("en: \"Quarter 3\"", "en: \"Summer\""), "Period Q3: its name changed.");
  EXPECT_EQ(one("[0-9]{12}", "[0-9]{9}"), "The rule note_clean changed.");
  EXPECT_EQ(one(Block("rules {\n  number: 5"), ""), "The rule no_fall was removed.");
}

TEST_F(SuccessorTest, FormAndPeriodRemoved_AreSaid) {
  EXPECT_THAT(Changes({{Block("forms {\n  number: 3"), ""}}),
              ElementsAre("The form “Office” was removed; what was entered is kept."));
  EXPECT_THAT(Changes({{Block("periods {\n  number: 3"), ""}}),
              ElementsAre("The period Q3 was removed; what was entered is kept."));
  std::vector<std::string> back;
  for (const v1::Words& words : DescribeChanges(
           *Next({{Block("forms {\n  number: 3"), ""}, {Block("periods {\n  number: 3"), ""}}),
           *active_)) {
    back.push_back(words.en());
  }
  EXPECT_THAT(back,
              ElementsAre("New form: “Office”.", "New period: Q3, 2026-07-01 to 2026-09-30."));
}

TEST_F(SuccessorTest, NextYearWithNewPeriods_IsAllowed) {
  std::vector<Edit> edits = NextYear();
  for (const char* n : {"1", "2", "3"}) {
    edits.push_back({std::string("number: ") + n + " code: \"Q" + n,
                     std::string("number: 1") + n + " code: \"Q" + n});
  }
  EXPECT_THAT(Refusals(edits), IsEmpty());
  EXPECT_THAT(Changes(edits), Contains("The plan year changed from 2026 to 2027."));
}

TEST_F(SuccessorTest, F4_FieldRedefined_IsSaidToTheReader) {
  EXPECT_THAT(Changes({{kStaff, absl::StrCat("redefined_in: 3 ", kStaff)}}),
              ElementsAre("Form “Profile”: the field “Staff” is counted in another way; what was "
                          "entered is kept, and does not count until it is confirmed."));
}

TEST_F(SuccessorTest, F4_RedefinedForgottenOrMovedBack_IsRefused) {
  const auto codes = [](const Plan& active, const Plan& next) {
    std::vector<std::string> found;
    for (const Mistake& m : CheckSuccessor(active, next)) found.push_back(m.code);
    return found;
  };
  const auto third = StaffSince(3, 3);
  EXPECT_THAT(codes(*active_, *third), IsEmpty());
  EXPECT_THAT(codes(*third, *StaffSince(4, 3)), IsEmpty());
  EXPECT_THAT(codes(*third, *StaffSince(5, 5)), IsEmpty());
  EXPECT_THAT(codes(*third, *StaffSince(4, 0)), ElementsAre("redefined_moved"));
  EXPECT_THAT(codes(*third, *StaffSince(4, 2)), ElementsAre("redefined_moved"));
  EXPECT_THAT(codes(*active_, *StaffSince(4, 2)), ElementsAre("redefined_moved"));
}

}  // namespace
}  // namespace gom::plan
