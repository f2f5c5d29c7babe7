#include "common/text/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "common/text/terminal.h"
#include "common/text/unicode.h"

namespace gom::text {
namespace {

void ExpectFits(const std::string& shown, int columns) {
  std::istringstream in(shown);
  for (std::string line; std::getline(in, line);) {
    EXPECT_LE(ColumnWidth(line), columns) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << "[" << line << "]";
  }
}

TEST(TableTest, VietnameseLetters_StandInTrueColumns) {
  Table t({{.title = "Mã"}, {.title = "Tên"}, {.title = "Số", .align = Align::kRight}});
  t.Row({{"TH-01"}, {"Trường Tiểu học"}, {"412"}});
  t.Row({{"MN-1"}, {"Tru\u031Bo\u031B\u0300ng Mầm non"}, {"7"}});
  EXPECT_EQ(t.Render({}),
            "Mã    Tên              Số\n"
            "TH-01 Trường Tiểu học 412\n"
            "MN-1  Tru\u031Bo\u031B\u0300ng Mầm non    7\n");
}

TEST(TableTest, TooWide_FlexibleColumnsGiveWayDownToTheirLeast) {
  Table t({{.title = "Mã"},
           {.title = "Tên", .flexible = true, .min_width = 10},
           {.title = "Ghi chú", .flexible = true, .min_width = 10, .overflow = Overflow::kWrap}});
  t.Row({{"TH-01"},
         {"Trường Tiểu học và Trung học cơ sở Tân Kỳ"},
         {"hai điểm trường, một máy ở mỗi điểm"}});
  for (int width = 28; width < 90; ++width) ExpectFits(t.Render({.width = width}), width);
  EXPECT_EQ(t.Render({.width = 38}),
            "Mã    Tên             Ghi chú\n"
            "TH-01 Trường Tiểu họ… hai điểm trường,\n"
            "                      một máy ở mỗi\n"
            "                      điểm\n");
}

TEST(TableTest, Notes_AreWrappedAndIndented) {
  Table t({{.title = "A"}});
  t.Note("một hai ba bốn", Style::kPlain, 2);
  EXPECT_EQ(t.Render({.width = 10}), "A\n  một hai\n  ba bốn\n");
}

TEST(TableTest, Colour_ChangesNoColumns) {
  Table t({Column{}, Column{}});
  t.Row({{"a", Style::kBad}, {"b"}});
  EXPECT_EQ(t.Render({.colour = true}), "\x1b[1;31ma\x1b[0m b\n");
  EXPECT_EQ(t.Render({.colour = false}), "a b\n");
}

TEST(TableTest, HostileText_StaysOnItsLine) {
  Table t({Column{}});
  t.Row({{"a\nb\x1b[2J"}});
  EXPECT_EQ(t.Render({}), "a b [2J\n");
}

TEST(TableTest, MissingCells_AreEmpty) {
  Table t({{.title = "A"}, {.title = "B"}});
  t.Row({{"1"}});
  EXPECT_EQ(t.Render({}), "A B\n1\n");
}

TEST(TerminalTest, Colour_FollowsTheChoiceThenTheWatcher) {
  const TerminalFacts watched{.is_terminal = true, .columns = 120};
  const TerminalFacts plain_wanted{.is_terminal = true, .columns = 120, .colour_unwanted = true};
  const TerminalFacts file{};
  EXPECT_TRUE(Decide(watched, ColourChoice::kAuto).colour);
  EXPECT_FALSE(Decide(plain_wanted, ColourChoice::kAuto).colour);
  EXPECT_FALSE(Decide(file, ColourChoice::kAuto).colour);
  EXPECT_FALSE(Decide(watched, ColourChoice::kNever).colour);
  EXPECT_TRUE(Decide(plain_wanted, ColourChoice::kAlways).colour);
  EXPECT_TRUE(Decide(file, ColourChoice::kAlways).colour);
}

TEST(TerminalTest, Width_HasADefaultAndALeast) {
  EXPECT_EQ(Decide({.is_terminal = true, .columns = 120}, ColourChoice::kAuto).width, 120);
  EXPECT_EQ(Decide({.is_terminal = true, .columns = 10}, ColourChoice::kAuto).width, 40);
  EXPECT_EQ(Decide({}, ColourChoice::kAuto).width, 100);
}

TEST(TerminalTest, ChoiceNames) {
  EXPECT_EQ(ColourChoiceFrom("always"), ColourChoice::kAlways);
  EXPECT_EQ(ColourChoiceFrom("never"), ColourChoice::kNever);
  EXPECT_EQ(ColourChoiceFrom("auto"), ColourChoice::kAuto);
  EXPECT_EQ(ColourChoiceFrom("red"), std::nullopt);
}

TEST(ProgressLineTest, Watched_OneLineIsWrittenOver) {
  std::ostringstream out;
  {
    ProgressLine line(out, {.watching = true, .width = 40});
    line.Step(1, 4, "TH-01");
    line.Step(2, 4, "TH-02");
  }
  EXPECT_EQ(out.str(), "\r[1/4, 25%] TH-01\x1b[K\r[2/4, 50%] TH-02\x1b[K\n");
}

TEST(ProgressLineTest, Watched_NeverWiderThanTheWindow) {
  std::ostringstream out;
  ProgressLine line(out, {.watching = true, .width = 40});
  line.Step(1, 2, std::string(200, 'x'));
  EXPECT_LT(ColumnWidth(out.str()), 40 + 4);  // and what clears the rest of the line
}

TEST(ProgressLineTest, NotWatched_PlainLinesAndNotTooMany) {
  std::ostringstream out;
  ProgressLine line(out, {.watching = false});
  for (uint64_t i = 1; i <= 1000; ++i) line.Step(i, 1000, "rows " + std::to_string(i));
  line.Finish();
  const std::string shown = out.str();
  EXPECT_EQ(shown.find('\r'), std::string::npos);
  EXPECT_EQ(shown.find('\x1b'), std::string::npos);
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 11);
}

TEST(ProgressLineTest, NotWatchedAndFewSteps_EachIsALine) {
  std::ostringstream out;
  ProgressLine line(out, {.watching = false});
  line.Step(1, 3, "a");
  line.Step(1, 3, "b");
  line.Step(0, 0, "c");
  EXPECT_EQ(out.str(), "[1/3, 33%] a\n[1/3, 33%] b\n[0] c\n");
}

}  // namespace
}  // namespace gom::text
