// Pages made from messages.
#include "agent/cli/pages.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Forms(const v1::FormLine& line, std::string_view today) {
  v1::ListFormsResponse forms;
  *forms.add_forms() = line;
  return FormsPage(text::Language::kVietnamese, forms, today, {});
}

v1::FormLine Due(const std::string& day, v1::Word word) {
  v1::FormLine line;
  line.set_period("2026-Q2");
  line.set_form("ho_so");
  line.set_due(day);
  line.set_word(word);
  return line;
}

TEST(FormsPageTest, DueBeforeTodayAndStillHere_IsOverdue) {
  EXPECT_THAT(Forms(Due("2026-07-05", v1::WORD_NOT_BEGUN), "2026-07-06"), HasSubstr("quá hạn"));
  EXPECT_THAT(Forms(Due("2026-07-05", v1::WORD_SENT), "2026-07-06"), HasSubstr("quá hạn"));
  EXPECT_THAT(Forms(Due("2026-07-05", v1::WORD_NOT_BEGUN), "2026-07-05"), Not(HasSubstr("quá hạn")))
      << "the last day is in time";
  EXPECT_THAT(Forms(Due("2026-07-05", v1::WORD_RECEIVED), "2026-07-06"), Not(HasSubstr("quá hạn")));
}

TEST(FormsPageTest, WhatNobodyWaitsFor_IsNotOverdue) {
  v1::FormLine optional = Due("2026-07-05", v1::WORD_NOT_BEGUN), carried = optional,
               locked = optional;
  optional.set_optional(true);
  carried.set_carried_from("2026-Q1");
  locked.set_locked(true);
  for (const v1::FormLine& line : {optional, carried, locked})
    EXPECT_THAT(Forms(line, "2026-07-06"), Not(HasSubstr("quá hạn"))) << line.ShortDebugString();
}

TEST(StatusPageTest, B1_B2_ClockYearsOff_IsSaidAndThatWorkGoesOn) {
  constexpr int64_t kMinute = 60'000, kYear = int64_t{365} * 24 * 60 * kMinute;
  const auto page = [](int64_t skew_ms, text::Language l) {
    v1::AgentStatus status;
    status.set_clock_skew_ms(skew_ms);
    return StatusPage(l, status, {});
  };
  for (const int64_t skew : {-16 * kYear, 10 * kYear, -6 * kMinute, 6 * kMinute}) {
    EXPECT_THAT(page(skew, text::Language::kVietnamese), HasSubstr("vẫn nhập và gửi được")) << skew;
    EXPECT_THAT(page(skew, text::Language::kEnglish), HasSubstr("entering and sending still work"))
        << skew;
  }
  EXPECT_THAT(page(4 * kMinute, text::Language::kVietnamese), Not(HasSubstr("Đồng hồ")));
}

}  // namespace
}  // namespace gom::agent
