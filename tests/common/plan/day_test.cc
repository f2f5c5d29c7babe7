#include <gtest/gtest.h>

#include "common/plan/plan.h"

namespace gom::plan {
namespace {

TEST(DayTest, KnownDays_CountFrom1970) {
  EXPECT_EQ(ParseDay("1970-01-01"), 0);
  EXPECT_EQ(ParseDay("1969-12-31"), -1);
  EXPECT_EQ(ParseDay("2000-03-01"), 11017);
  EXPECT_EQ(ParseDay("2026-06-30"), 20634);
}

TEST(DayTest, NotADayOfTheCalendar_IsNothing) {
  for (const char* wrong :
       {"", "2026", "2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026-04-31", "0000-01-01", "2026-1-01", "2026/01/01", "30-06-2026", " 2026-06-30",
        "2026-06-30 ", "2026-06-3x", "-026-06-30", "2026-+6-30", "1900-02-29"}) {
    EXPECT_FALSE(ParseDay(wrong).has_value()) << wrong;
  }
}

TEST(DayTest, LeapDays_AreDays) {
  EXPECT_TRUE(ParseDay("2024-02-29").has_value());
  EXPECT_TRUE(ParseDay("2000-02-29").has_value());
}

TEST(DayTest, EveryDayOfFourCenturies_ReadsBackAsWritten) {
  const Day first = *ParseDay("1900-01-01"), last = *ParseDay("2299-12-31");
  for (Day day = first; day <= last; ++day) {
    const std::string written = FormatDay(day);
    ASSERT_EQ(written.size(), 10u);
    ASSERT_EQ(ParseDay(written), day) << written;
  }
}

TEST(DayTest, WhatFourDigitsCannotWrite_IsEmpty) {
  EXPECT_EQ(FormatDay(kNoFirstDay), "");
  EXPECT_EQ(FormatDay(kNoLastDay), "");
  EXPECT_EQ(FormatDay(*ParseDay("0001-01-01")), "0001-01-01");
  EXPECT_EQ(FormatDay(*ParseDay("0001-01-01") - 1), "");
  EXPECT_EQ(FormatDay(*ParseDay("9999-12-31")), "9999-12-31");
  EXPECT_EQ(FormatDay(*ParseDay("9999-12-31") + 1), "");
}

}  // namespace
}  // namespace gom::plan
