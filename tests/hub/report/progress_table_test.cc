#include "hub/report/progress_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <string>

#include "common/text/enum_words.h"
#include "tests/hub/report/golden.h"

namespace gom::hub {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using text::Language;

constexpr Language kBoth[] = {Language::kVietnamese, Language::kEnglish};
constexpr int kVietnam = 7 * 3600;

v1::GetProgressResponse Progress() {
  return FromGolden<v1::GetProgressResponse>("progress.textproto");
}

std::string Show(const v1::GetProgressResponse& p, Language l, int width = 100,
                 bool colour = false) {
  return ProgressTable(p, l, {.width = width, .colour = colour, .utc_offset_seconds = kVietnam});
}

std::string WithoutColour(const std::string& s) {
  return std::regex_replace(s, std::regex("\x1b\\[[0-9;]*m"), "");
}

// The line of the table that has this text.
std::string LineWith(const std::string& shown, const std::string& needle) {
  const size_t at = shown.find(needle);
  if (at == std::string::npos) return "";
  const size_t begin = shown.rfind('\n', at) + 1;
  return shown.substr(begin, shown.find('\n', at) - begin);
}

TEST(ProgressTableTest, EveryStandingInVietnamese_LooksAsAgreed) {
  ExpectGolden("progress_vi.txt", Show(Progress(), Language::kVietnamese));
}

TEST(ProgressTableTest, EveryStandingInEnglish_LooksAsAgreed) {
  ExpectGolden("progress_en.txt", Show(Progress(), Language::kEnglish));
}

TEST(ProgressTableTest, WithColour_LooksAsAgreed) {
  ExpectGolden("progress_vi_colour.txt", Show(Progress(), Language::kVietnamese, 100, true));
}

TEST(ProgressTableTest, WithColour_OnlyColoursAreAdded) {
  for (const Language l : kBoth) {
    EXPECT_EQ(WithoutColour(Show(Progress(), l, 100, true)), Show(Progress(), l));
  }
}

TEST(ProgressTableTest, AnyWidthFrom100_EachLineFits) {
  for (const Language l : kBoth) {
    for (const int width : {100, 120, 160}) ExpectFits(Show(Progress(), l, width), width);
  }
}

TEST(ProgressTableTest, NarrowWindow_TwoLinesEachAndStillEverything) {
  ExpectGolden("progress_vi_narrow.txt", Show(Progress(), Language::kVietnamese, 80));
  for (const Language l : kBoth) {
    for (const int width : {40, 60, 80, 95}) ExpectFits(Show(Progress(), l, width), width);
  }
}

TEST(ProgressTableTest, LongTitlesCodesAndCounts_EachLineStillFits) {
  v1::GetProgressResponse p = Progress();
  std::string very_long;
  for (int i = 0; i < 12; ++i) very_long += "Tuyên truyền lồng ghép ";
  for (v1::IndicatorProgress& i : *p.mutable_indicators()) {
    i.mutable_short_title()->set_vi(very_long);
    i.mutable_short_title()->set_en(very_long);
    i.mutable_headline()->set_expected(1608);
    i.mutable_headline()->set_fresh(1604);
    i.mutable_headline()->add_provisional()->set_vi(very_long);
  }
  p.mutable_silent(0)->set_name(very_long);
  for (const Language l : kBoth) ExpectFits(Show(p, l), 100);
}

TEST(ProgressTableTest, EveryStanding_HasItsShapeAndItsWord) {
  const std::string shown = Show(Progress(), Language::kVietnamese);
  for (int n = 0; n < v1::Standing_ARRAYSIZE; ++n) {
    const auto standing = static_cast<v1::Standing>(n);
    EXPECT_THAT(shown, HasSubstr(std::string(text::Mark(standing)) + " " +
                                 std::string(text::Say(Language::kVietnamese, standing))));
  }
}

TEST(ProgressTableTest, WorstTargets_StandBeforeTheOthers) {
  const std::string shown = Show(Progress(), Language::kVietnamese);
  const size_t lost = shown.find("✖ Không thể đạt");
  const size_t risk = shown.find("▲ Có nguy cơ");
  const size_t achieved = shown.find("✔ Đạt");
  EXPECT_LT(lost, risk);
  EXPECT_LT(risk, achieved);
  EXPECT_LT(achieved, shown.find("MỤC TIÊU"));
  EXPECT_THAT(LineWith(shown, "✖ Không thể đạt"),
              HasSubstr("2 MT1b Dùng nền tảng số, MT5 Dạy kỹ năng số"));
}

TEST(ProgressTableTest, Rates_AreTruncatedNeverRoundedUp) {
  v1::GetProgressResponse p = Progress();
  v1::PartProgress* part = p.mutable_indicators(0)->mutable_headline();
  part->mutable_value()->set_numerator(9496);  // 94.96 %
  part->mutable_value()->set_denominator(10000);
  part->mutable_high()->set_numerator(9997);  // 99.97 %
  part->mutable_high()->set_denominator(10000);
  const std::string row = LineWith(Show(p, Language::kVietnamese), "▲ MT1a");
  EXPECT_THAT(row, HasSubstr("94,9 %"));
  EXPECT_THAT(row, HasSubstr("–99,9"));
  EXPECT_THAT(row, Not(HasSubstr("100,0")));
}

TEST(ProgressTableTest, EveryPercentage_HasCoverageRangeAndAsOf) {
  for (const Language l : kBoth) {
    const std::string shown = Show(Progress(), l);
    const std::regex rate(l == Language::kVietnamese ? "[0-9],[0-9] %" : "[0-9]\\.[0-9]%");
    const std::regex range("[0-9][.,][0-9]–[0-9]+[.,][0-9]|[0-9]–…");
    const std::regex coverage("[0-9]+/[0-9]+");
    std::istringstream in(shown);
    int rates = 0;
    for (std::string line; std::getline(in, line);) {
      if (!std::regex_search(line, rate)) continue;
      ++rates;
      EXPECT_TRUE(std::regex_search(line, range)) << line;
      EXPECT_TRUE(std::regex_search(line, coverage)) << line;
    }
    EXPECT_GE(rates, 10);
    EXPECT_THAT(shown, HasSubstr("2026-Q3"));
    EXPECT_THAT(shown, HasSubstr("17:05 02/10/2026"));
    EXPECT_THAT(shown, HasSubstr(l == Language::kVietnamese ? "1.312" : "1,312"));
  }
}

TEST(ProgressTableTest, Sample_IsShownBesideTheFigureAndIsNoPartOfAReason) {
  v1::GetProgressResponse p = Progress();
  for (v1::IndicatorProgress& indicator : *p.mutable_indicators()) {
    for (v1::Words& reason : *indicator.mutable_headline()->mutable_provisional()) {
      reason.set_vi("có số ước tính");
    }
  }
  const std::string estimated = Show(p, Language::kVietnamese);
  EXPECT_THAT(estimated, HasSubstr("tạm tính: có số ước tính\n"));
  EXPECT_THAT(estimated, HasSubstr("mẫu: 1.964 trên 5.210\n"));
  for (v1::IndicatorProgress& indicator : *p.mutable_indicators()) {
    indicator.mutable_headline()->clear_provisional();
  }
  EXPECT_THAT(Show(p, Language::kEnglish), HasSubstr("sample: 1,964 of 5,210\n"));
}

TEST(ProgressTableTest, SameFootnoteTwice_HasOneNumber) {
  v1::GetProgressResponse p = Progress();
  p.mutable_indicators(0)->mutable_headline()->set_returned(2);  // as MT5
  const std::string shown = Show(p, Language::kVietnamese);
  const std::string sentence = "2 đơn vị có báo cáo bị trả lại";
  const size_t first = shown.find(sentence);
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(shown.find(sentence, first + 1), std::string::npos);
  EXPECT_THAT(LineWith(shown, "▲ MT1a"), HasSubstr("¹"));
}

TEST(ProgressTableTest, ReadAtAnEarlierPeriod_IsSaid) {
  EXPECT_THAT(Show(Progress(), Language::kVietnamese),
              HasSubstr("số của kỳ 2026-Q2: kỳ này không hỏi"));
  EXPECT_THAT(Show(Progress(), Language::kEnglish),
              HasSubstr("as of 2026-Q2: not asked in this period"));
}

TEST(ProgressTableTest, NobodySilent_SaysSo) {
  v1::GetProgressResponse p = Progress();
  p.clear_silent();
  p.clear_silent_total();
  const std::string shown = Show(p, Language::kVietnamese);
  EXPECT_THAT(shown, HasSubstr("mọi đơn vị đều đã có báo cáo"));
  EXPECT_THAT(shown, Not(HasSubstr("24 giờ")));
}

TEST(ProgressTableTest, AllReportedAtOnce_IsSaidSoftly) {
  v1::GetProgressResponse p = Progress();
  p.clear_silent();
  p.clear_silent_total();
  p.set_reported_all_at_once(true);
  EXPECT_THAT(Show(p, Language::kVietnamese), HasSubstr("lần đầu trong cùng 24 giờ"));
  EXPECT_THAT(Show(p, Language::kEnglish), HasSubstr("within the same 24 hours"));
  for (const Language l : kBoth) ExpectFits(Show(p, l), 100);
}

TEST(ProgressTableTest, MoreSilentUnitsThanListed_SaysHowManyMore) {
  v1::GetProgressResponse p = Progress();
  p.set_silent_total(42);
  const std::string shown = Show(p, Language::kVietnamese);
  EXPECT_THAT(shown, HasSubstr("42 đơn vị chưa báo cáo gì"));
  EXPECT_THAT(shown, HasSubstr("… và 40 đơn vị nữa"));
}

TEST(ProgressTableTest, F12_ThirteenSilentUnits_EachIsNamed) {
  v1::GetProgressResponse p = Progress();
  p.clear_silent();
  for (int i = 1; i <= 13; ++i) {
    v1::UnitName* unit = p.add_silent();
    unit->set_code("TH-" + std::to_string(100 + i));
    unit->set_name("Trường số " + std::to_string(i));
  }
  p.set_silent_total(13);
  for (const Language l : kBoth) {
    const std::string shown = Show(p, l);
    for (const v1::UnitName& unit : p.silent())
      EXPECT_THAT(LineWith(shown, unit.code()), HasSubstr(unit.name()));
    EXPECT_THAT(shown, Not(HasSubstr("đơn vị nữa")));
    EXPECT_THAT(shown, Not(HasSubstr(" more\n")));
    ExpectFits(shown, 100);
  }
}

TEST(ProgressTableTest, HostileNames_CannotBreakTheTable) {
  v1::GetProgressResponse p = Progress();
  p.mutable_silent(0)->set_name("A\nB\x1b[31mC\u202E");
  const std::string shown = Show(p, Language::kVietnamese);
  EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
  EXPECT_THAT(shown, HasSubstr("A B [31mC\n"));
}

TEST(ProgressTableTest, NoIndicators_IsASentence) {
  v1::GetProgressResponse p;
  p.set_as_of("2026-Q2");
  EXPECT_THAT(Show(p, Language::kVietnamese), HasSubstr("chưa có mục tiêu hay nhiệm vụ"));
  EXPECT_THAT(Show(p, Language::kEnglish), HasSubstr("no goals or tasks"));
}

}  // namespace
}  // namespace gom::hub
