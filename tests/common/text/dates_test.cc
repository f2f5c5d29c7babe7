#include "common/text/dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace gom::text {
namespace {

using ::testing::HasSubstr;

// The day in ISO form, or the code of the refusal.
std::string Read(std::string_view typed) {
  const absl::StatusOr<absl::CivilDay> day = ParseDate(typed);
  if (day.ok()) return FormatIso(*day);
  EXPECT_EQ(day.status().code(), absl::StatusCode::kInvalidArgument);
  return ErrorOf(day.status()).code();
}

std::string Refusal(Language l, std::string_view typed) {
  return Sentence(l, ParseDate(typed).status());
}

TEST(ParseDateTest, DayFirst_InEveryUsualSpelling) {
  for (const char* typed :
       {"05/04/2026", "5/4/2026", "5/4/26", "05-04-2026", "5.4.2026", " 05/04/2026 ",
        "０５/０４/２０２６", "ngày 5 tháng 4 năm 2026", "Ngày 05 tháng 04 năm 2026",
        "5 tháng 4 năm 2026", "nga\u0300y 5 tha\u0301ng 4 na\u0306m 2026", "2026-04-05"}) {
    EXPECT_EQ(Read(typed), "2026-04-05") << typed;
  }
}

TEST(ParseDateTest, H13_DayThatDoesNotExist_IsRefusedWithTheLengthOfTheMonth) {
  EXPECT_EQ(Read("31/02/2026"), "date_no_such_day");
  EXPECT_THAT(Refusal(Language::kVietnamese, "31/02/2026"),
              HasSubstr("tháng 2 năm 2026 chỉ có 28 ngày"));
  EXPECT_THAT(Refusal(Language::kEnglish, "31/02/2026"),
              HasSubstr("month 2 of 2026 has only 28 days"));
  EXPECT_EQ(Read("29/02/2028"), "2028-02-29");
  EXPECT_EQ(Read("0/4/2026"), "date_no_such_day");
}

TEST(ParseDateTest, H13_AmericanOrder_IsNamedNotTurnedRound) {
  EXPECT_EQ(Read("04/15/2026"), "date_month_first");
  EXPECT_THAT(Refusal(Language::kVietnamese, "04/15/2026"),
              HasSubstr("nếu là ngày 15 tháng 4 năm 2026, hãy viết 15/04/2026"));
  EXPECT_EQ(Read("32/13/2026"), "date_no_such_day");
}

TEST(ParseDateTest, H13_SpreadsheetSerial_SaysWhichDayItWouldBe) {
  EXPECT_EQ(Read("46117"), "date_serial");
  EXPECT_THAT(Refusal(Language::kVietnamese, "46117"),
              HasSubstr("nếu là ngày 5 tháng 4 năm 2026, hãy viết 05/04/2026"));
  EXPECT_THAT(Refusal(Language::kEnglish, "46117"), HasSubstr("5 April 2026"));
}

TEST(ParseDateTest, AnythingElse_IsRefused) {
  for (const char* typed :
       {"hôm qua", "5/4", "2026", "05042026", "5/4/2026/1", "5/tư/2026", "5/4/026", "ngày 5"}) {
    EXPECT_EQ(Read(typed), "date_unreadable") << typed;
  }
  EXPECT_EQ(Read("  "), "date_empty");
  EXPECT_EQ(Read("5/4/1826"), "date_year");
}

TEST(FormatDateTest, EveryForm) {
  const absl::CivilDay day(2026, 4, 5);
  EXPECT_EQ(FormatDate(day), "05/04/2026");
  EXPECT_EQ(FormatIso(day), "2026-04-05");
  EXPECT_EQ(FormatLong(Language::kVietnamese, day), "ngày 5 tháng 4 năm 2026");
  EXPECT_EQ(FormatLong(Language::kEnglish, day), "5 April 2026");
  EXPECT_EQ(ShowIso("2026-04-05"), "05/04/2026");
  EXPECT_EQ(ShowIso("2026-Q2"), "2026-Q2");
  EXPECT_EQ(ShowIso(""), "");
}

TEST(FormatDateTest, DaysSince1970_GoBothWays) {
  EXPECT_EQ(ToDays(absl::CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(ToDays(absl::CivilDay(2026, 4, 5)), 20548);
  EXPECT_EQ(FromDays(20548), absl::CivilDay(2026, 4, 5));
  EXPECT_EQ(FromDays(-1), absl::CivilDay(1969, 12, 31));
}

TEST(FormatTimeTest, Time_IsSeenAtTheOffsetGiven) {
  EXPECT_EQ(FormatTime(1'783'062'300'000, 7 * 3600), "14:05 03/07/2026");
  EXPECT_EQ(FormatTime(1'783'062'300'000, 0), "07:05 03/07/2026");
  EXPECT_EQ(FormatTime(1'783'062'300'000, 20 * 3600), "03:05 04/07/2026");
}

TEST(DayOfTest, Midnight_IsThatOfTheOffsetGiven) {
  EXPECT_EQ(DayOf(1'783'062'300'000, 7 * 3600), absl::CivilDay(2026, 7, 3));
  EXPECT_EQ(DayOf(1'783'062'300'000, 20 * 3600), absl::CivilDay(2026, 7, 4));
}

}  // namespace
}  // namespace gom::text
