// How mistakes are named, and files that are no plan at all. The tables of mistakes are in
// check_form_test.cc, check_rule_test.cc and check_measure_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "common/plan/limits.h"
#include "common/plan/load.h"
#include "tests/common/plan/mistake_case.h"
#include "tests/common/plan/test_plans.h"

namespace gom::plan {
namespace {

TEST_P(MistakeTest, OneChange_IsNamedAtItsPlace) {
  const Case& c = GetParam();
  const std::string text = Changed(c.from, c.to);
  const LoadResult result = Load(text);
  EXPECT_EQ(result.plan, nullptr);
  ASSERT_FALSE(result.mistakes.empty());
  const std::pair<int, int> place = c.at.empty() ? std::pair(0, 0) : Find(text, c.at);
  ASSERT_NE(place.first, -1) << "no such place: " << c.at;
  bool found = false;
  for (const Mistake& m : result.mistakes) {
    EXPECT_FALSE(m.vi.empty());
    EXPECT_FALSE(m.en.empty());
    if (m.code == c.code && std::pair(m.line, m.column) == place) found = true;
  }
  EXPECT_TRUE(found) << "expected " << place.first << ":" << place.second << ": " << c.code
                     << "\ngot\n"
                     << Listed(result.mistakes);
}

// ---------------------------------------------------------------------------------------------------------------------
// What one change cannot bring about.

std::vector<std::string> Codes(const LoadResult& result) {
  std::vector<std::string> codes;
  for (const Mistake& m : result.mistakes) codes.push_back(m.code);
  return codes;
}

TEST(CheckTest, SmallPlan_IsValid) {
  const LoadResult result = Load(ReadTestPlan("small.textproto"));
  EXPECT_NE(result.plan, nullptr) << Listed(result.mistakes);
  EXPECT_TRUE(result.mistakes.empty());
}

TEST(CheckTest, NoPeriodsNoForms_AreSaidOfTheFile) {
  const LoadResult result = Load("code: \"a\" version: 1 year: 2026 title { vi: \"a\" en: \"a\" }");
  EXPECT_THAT(Codes(result), ::testing::ElementsAre("periods_missing", "forms_missing"));
  EXPECT_EQ(result.mistakes[0].line, 0);
}

TEST(CheckTest, KindThatNoFormAppliesTo_IsNamed) {
  const std::string text =
      "code: \"a\" version: 1 year: 2026 title { vi: \"a\" en: \"a\" }\n"
      "kinds { code: \"one\" name { vi: \"a\" en: \"a\" } }\n"
      "kinds { code: \"two\" name { vi: \"a\" en: \"a\" } }\n"
      "periods { number: 1 code: \"P\" name { vi: \"a\" en: \"a\" } start: \"2026-01-01\" "
      "end: \"2026-12-31\" due: \"2026-12-31\" school_year: \"x\" }\n"
      "forms { number: 1 code: \"f\" title { vi: \"a\" en: \"a\" } applies { kinds: \"one\" } "
      "fields { number: 1 code: \"x\" label { vi: \"a\" en: \"a\" } whole { } } }\n";
  const LoadResult result = Load(text);
  ASSERT_THAT(Codes(result), ::testing::ElementsAre("kind_unreached"));
  EXPECT_EQ(result.mistakes[0].line, 3);
}

TEST(CheckTest, FieldOfMultiLevelUnitsOnly_IsReached) {
  // Only a unit that is primary and office at once sees it; such units exist.
  const std::string text =
      Changed(R"(code: "met" label)", R"(code: "met" applies { kinds: "primary" } label)");
  EXPECT_NE(Load(text).plan, nullptr) << Listed(Load(text).mistakes);
}

TEST(CheckTest, SeveralMistakes_AreAllNamedByLine) {
  std::string text = Changed("year: 2026", "year: 1");
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("value: 95", "value: 950");
  replace("work.done", "work.nothing");
  replace("version: 2", "version: 0");
  const LoadResult result = Load(text);
  EXPECT_THAT(Codes(result), ::testing::ElementsAre("version_missing", "year_wrong",
                                                    "field_unknown", "target_value"));
  for (size_t i = 1; i < result.mistakes.size(); ++i) {
    EXPECT_LT(result.mistakes[i - 1].line, result.mistakes[i].line);
  }
}

TEST(CheckTest, SyntaxError_StandsAlone) {
  const LoadResult result = Load("code: \"a\"\nversion: x\nyear: y\n");
  ASSERT_THAT(Codes(result), ::testing::ElementsAre("syntax"));
  EXPECT_EQ(result.mistakes[0].line, 2);
  EXPECT_EQ(result.mistakes[0].column, 10);
}

TEST(CheckTest, LimitsExceeded_AreNamedWithoutCompiling) {
  std::string text;
  for (int i = 0; i < 65; ++i) absl::StrAppend(&text, "kinds { code: \"k", i, "\" }\n");
  for (int i = 0; i < 65; ++i) absl::StrAppend(&text, "periods { number: ", i, " }\n");
  for (int i = 0; i < 128; ++i) absl::StrAppend(&text, "forms { number: ", i, " }\n");
  const LoadResult result = Load(text);
  ASSERT_THAT(Codes(result), ::testing::ElementsAre("too_many", "too_many", "too_many"));
  EXPECT_EQ(result.mistakes[0].line, 65);
  EXPECT_EQ(result.mistakes[1].line, 130);
}

TEST(CheckTest, SumOfTooManyTerms_IsNamed) {
  std::string fields;
  for (int i = 0; i < 201; ++i) absl::StrAppend(&fields, "fields: \"work.trained\" ");
  const std::string text =
      Changed("left { fields: \"work.trained\" }", absl::StrCat("left { ", fields, "}"));
  EXPECT_THAT(Codes(Load(text)), ::testing::ElementsAre("too_many"));
}

// Each list is short enough; together they would fill gigabytes of totals.
TEST(CheckTest, TogetherTooMany_IsSaidBeforeAnythingIsCompiled) {
  const auto times = [](int n, const std::string& text) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
  };
  const std::string periods = times(64, "periods { }\n");
  const std::string part = "parts { " + times(16, "other_readings { } ") + "}";
  const std::string numbers = times(2, "indicators { " + times(60, part) + " }\n");
  EXPECT_THAT(Codes(Load(numbers)), ::testing::ElementsAre("too_many_numbers"));

  const std::string provisional = "parts { " + times(31, "provisional { } ") + "}";
  const std::string totals = "indicators { " + times(32, provisional) + " }\n";
  EXPECT_THAT(Codes(Load(periods + totals)), ::testing::ElementsAre("too_many_totals"));

  const std::string choice = "forms { code: \"f\" fields { code: \"c\" choice { " +
                             times(1000, "options { } ") + "} } }\n";
  const std::string chosen = "indicators { parts { information { choice: \"f.c\" } } }\n";
  EXPECT_THAT(Codes(Load(choice + periods + chosen)), ::testing::ElementsAre("too_many_totals"));

  const LoadResult places = Load(times(16, "forms { }\n") + periods);
  EXPECT_THAT(Codes(places), ::testing::ElementsAre("too_many_places"));
  EXPECT_EQ(places.mistakes[0].line, 1);
  EXPECT_NE(places.mistakes[0].en.find("16 forms × 64 periods"), std::string::npos);
}

TEST(CheckTest, MistakeInsideAShortList_StandsAtTheList) {
  const std::string text = Changed(R"(periods: "Q1" periods: "Q2")", R"(periods: ["Q1", "Q9"])");
  const LoadResult result = Load(text);
  ASSERT_FALSE(result.mistakes.empty());
  EXPECT_EQ(result.mistakes[0].code, "period_unknown");
  EXPECT_EQ(std::pair(result.mistakes[0].line, result.mistakes[0].column),
            Find(text, "periods: [\"Q1\""));
}

// ---------------------------------------------------------------------------------------------------------------------
// Files that are no plan at all.

TEST(FileTest, CommonSyntaxErrors_AreSaidInBothLanguages) {
  const auto said = [](const std::string& text) {
    const LoadResult result = Load(text);
    return result.mistakes.empty() ? Mistake{} : result.mistakes[0];
  };
  EXPECT_EQ(said("yaer: 2026").vi, "Không có mục “yaer” trong Plan; hãy sửa tên.");
  EXPECT_EQ(said("yaer: 2026").en, "There is no “yaer” in Plan; correct the name.");
  EXPECT_EQ(said("year: 1 year: 2").en, "“year” is written twice; remove one.");
  EXPECT_EQ(said("rules { severity: BAD }").en, "“BAD” is no value of “severity”; correct it.");
  EXPECT_EQ(said("version 2").en, "“:” was expected here but “2” stands here; correct it.");
  EXPECT_EQ(said("year: nam").en,
            "A whole number was expected here but nam stands here; correct it.");
  EXPECT_EQ(said("code: 5").en,
            "A text in quotation marks was expected here but 5 stands here; correct it.");
  EXPECT_EQ(said("year: 2026 }").en, "A name was expected here but } stands here; correct it.");
  EXPECT_EQ(said("title { vi: \"a }\n en: \"b\" }").en,
            "A quotation mark that opens on this line is not closed before its end; close it.");
  EXPECT_THAT(said("version: 99999999999999").en, ::testing::HasSubstr("cannot be read from here on"));
}

TEST(FileTest, F5_FileCorrupt_IsRefusedWithOneMistake) {
  const std::string text = ReadTestPlan("small.textproto");
  const auto only = [](const std::string& file, const char* code, int line, int column) {
    const LoadResult result = Load(file);
    EXPECT_EQ(result.plan, nullptr);
    ASSERT_EQ(result.mistakes.size(), 1u) << code;
    EXPECT_EQ(result.mistakes[0].code, code);
    EXPECT_EQ(result.mistakes[0].line, line) << code;
    EXPECT_EQ(result.mistakes[0].column, column) << code;
  };
  only("", "file_empty", 0, 0);
  only(" \n\t", "file_empty", 0, 0);
  only("\xEF\xBB\xBF" + text, "file_has_bom", 1, 1);
  only("code: \"a\"\nx" + std::string(1, '\0') + text, "file_has_nul", 2, 2);
  only("code: \"a\"\n  \xC3\x28", "file_not_utf8", 2, 3);
  only("# \xED\xA0\x80", "file_not_utf8", 1, 3);
  only(std::string(kMaxFileBytes + 1, '#'), "file_too_large", 0, 0);
}

TEST(FileTest, LargestFile_IsStillRead) {
  std::string text = ReadTestPlan("small.textproto");
  text.append("#").append(std::string(kMaxFileBytes - text.size() - 1, 'x'));
  EXPECT_NE(Load(text).plan, nullptr);
}

TEST(FileTest, DeepNesting_IsRefused) {
  std::string text = "forms { fields { ";
  for (int i = 0; i < 100'000; ++i) text += "items { fields { ";
  const LoadResult result = Load(text);
  ASSERT_THAT(Codes(result), ::testing::ElementsAre("syntax"));
}

// A file that was damaged on the way is refused or read; it never brings the program down.
TEST(FileTest, F5_RandomDamage_NeverCrashes) {
  const uint32_t seed = 20260630;
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const std::string plans[] = {ReadTestPlan("small.textproto"),
                               ReadTestPlan("every-kind.textproto")};
  const auto below = [&](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(random);
  };
  int read = 0, refused = 0;
  for (int round = 0; round < 600; ++round) {
    std::string text = plans[round % 10 == 0 ? 1 : 0];
    const size_t changes = 1 + below(4);
    for (size_t i = 0; i < changes; ++i) {
      const size_t at = below(text.size()), length = std::min(1 + below(40), text.size() - at);
      switch (below(6)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(at, text.substr(below(text.size() - length), length));
          break;
        case 3:  // a number elsewhere
          if (const size_t digit = text.find_first_of("0123456789", at);
              digit != std::string::npos) {
            text[digit] = static_cast<char>('0' + below(10));
          }
          break;
        case 4: {  // a whole line gone
          const size_t start = text.find('\n', at);
          const size_t end = start == std::string::npos ? start : text.find('\n', start + 1);
          if (end != std::string::npos) text.erase(start, end - start);
          break;
        }
        default: {  // a whole line twice
          const size_t start = text.find('\n', at);
          const size_t end = start == std::string::npos ? start : text.find('\n', start + 1);
          if (end != std::string::npos) text.insert(start, text.substr(start, end - start));
          break;
        }
      }
      if (text.empty()) text = "x";
    }
    const LoadResult result = Load(text);
    ASSERT_EQ(result.plan == nullptr, !result.mistakes.empty());
    ++(result.plan != nullptr ? read : refused);
    if (result.plan != nullptr) DescribeChanges(*result.plan, *result.plan);
  }
  EXPECT_GT(read, 0);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace gom::plan
