// Pages made from messages.
#include "agent/cli/pages.h"

#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_split.h"
#include "agent/cli/sync_line.h"
#include "agent/service/clock_fault.h"
#include "common/text/dates.h"
#include "common/text/unicode.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::agent {
namespace {

using ::testing::AllOf;
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
  constexpr int64_t kMinute = 60'000, kDay = 24 * 60 * kMinute, kYear = 365 * kDay;
  const auto page = [](int64_t skew_ms, text::Language l) {
    v1::AgentStatus status;
    status.set_clock_skew_ms(skew_ms);
    status.set_last_sync(1);
    status.set_clock(ClockFaultOf({.now = 1, .last_sync = 1, .skew = skew_ms}));
    return StatusPage(l, status, {});
  };
  const std::vector<std::tuple<int64_t, std::string, std::string>> said = {
      {-16 * kYear, "chậm hơn đồng hồ của hub 16 năm;", "16 years behind"},
      {10 * kYear, "nhanh hơn đồng hồ của hub 10 năm;", "10 years ahead"},
      {3 * kDay, "nhanh hơn đồng hồ của hub 3 ngày;", "3 days ahead"},
      {-kDay, "chậm hơn đồng hồ của hub 24 giờ;", "24 h behind"},
      {-6 * kMinute, "chậm hơn đồng hồ của hub 6 phút;", "6 min behind"},
      {119 * kMinute, "nhanh hơn đồng hồ của hub 119 phút;", "119 min ahead"}};
  for (const auto& [skew, vi, en] : said) {
    const std::string in_vi = page(skew, text::Language::kVietnamese);
    const std::string in_en = page(skew, text::Language::kEnglish);
    EXPECT_THAT(in_vi, AllOf(HasSubstr(vi), HasSubstr("vẫn nhập và gửi được")));
    EXPECT_THAT(in_en, AllOf(HasSubstr(en), HasSubstr("entering and sending still work")));
  }
  EXPECT_THAT(page(4 * kMinute, text::Language::kVietnamese), Not(HasSubstr("Đồng hồ")));
}

v1::Contribution Trained() {
  v1::Contribution c;
  c.set_indicator("MT1");
  c.mutable_short_title()->set_vi("Tập huấn");
  c.mutable_short_title()->set_en("Trained");
  c.set_kind(v1::PartProgress::KIND_RATIO);
  c.set_state(v1::Contribution::STATE_FRESH);
  c.mutable_value()->set_numerator(37);
  c.mutable_value()->set_denominator(39);
  c.mutable_target()->set_op(v1::OPERATOR_MORE);
  c.mutable_target()->set_value(95);
  c.set_gap(1);
  return c;
}

v1::AgentStatus Waiting(uint32_t changes, uint32_t files, uint64_t bytes = 0) {
  v1::AgentStatus status;
  status.set_waiting(changes);
  status.set_evidence_waiting(files);
  status.set_evidence_bytes(bytes);
  return status;
}

TEST(SyncLineTest, A25_ManyChangesWait_TheLineCountsThemDownAndThenTheFiles) {
  constexpr text::Language kEn = text::Language::kEnglish;
  const auto half = StepOf(kEn, Waiting(70, 2), Waiting(6, 2, 5000));
  ASSERT_TRUE(half.has_value());
  EXPECT_EQ(half->done, 64u);
  EXPECT_EQ(half->total, 70u);
  EXPECT_EQ(half->what, "Sending to the hub, still to go: 6");
  const auto files = StepOf(kEn, Waiting(70, 2), Waiting(0, 1, 5000));
  ASSERT_TRUE(files.has_value());
  EXPECT_EQ(files->done, 1u);
  EXPECT_EQ(files->total, 2u);
  EXPECT_EQ(files->what, "Sending evidence files, still to go: 1 (5 KiB)");
  const auto end = StepOf(text::Language::kVietnamese, Waiting(70, 0), Waiting(0, 0));
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->done, end->total);
  EXPECT_EQ(end->what, "Đang gửi lên hub, còn chờ gửi: 0");
}

TEST(SyncLineTest, MoreIsSubmittedMeanwhile_TheLineNeverCountsBelowNothing) {
  const auto step = StepOf(text::Language::kEnglish, Waiting(1, 0), Waiting(3, 0));
  ASSERT_TRUE(step.has_value());
  EXPECT_EQ(step->done, 0u);
  EXPECT_EQ(step->total, 3u);
}

TEST(SyncLineTest, NothingWaits_SaysNothing) {
  EXPECT_FALSE(StepOf(text::Language::kEnglish, Waiting(0, 0), Waiting(0, 0)).has_value());
}

TEST(FormPageTest, FigureThatIsKnown_StandsAgainstItsTargetAndIsNotRoundedUp) {
  v1::FormView form;
  *form.add_contributions() = Trained();
  form.add_contributions()->set_state(v1::Contribution::STATE_MISSING);
  const std::string page = FormPage(text::Language::kVietnamese, form, {});
  EXPECT_THAT(page, HasSubstr("→ MT1 Tập huấn: 94,8 % (37/39), cần > 95 %"));
  EXPECT_THAT(page, Not(HasSubstr("chưa tính được")));
}

TEST(OurSchoolPageTest, EachIndicator_HasItsValueTargetGapAndStanding) {
  v1::GetOurSchoolResponse ours;
  ours.mutable_as_of_name()->set_en("Quarter 2");
  v1::OwnIndicator* indicator = ours.add_indicators();
  indicator->set_code("MT1");
  indicator->mutable_short_title()->set_en("Trained");
  *indicator->add_parts()->mutable_now() = Trained();
  indicator->mutable_parts(0)->set_standing(v1::STANDING_AT_RISK);
  const std::string page = OurSchoolPage(text::Language::kEnglish, ours, {});
  for (const char* said : {"Quarter 2", "MT1", "Trained", "94.8% (37/39)", "> 95%", "At risk"})
    EXPECT_THAT(page, HasSubstr(said));
  EXPECT_THAT(OurSchoolPage(text::Language::kEnglish, {}, {}), HasSubstr("no indicator"));
}

v1::GetOurSchoolResponse WithCommune() {
  v1::GetOurSchoolResponse ours;
  v1::OwnIndicator* indicator = ours.add_indicators();
  indicator->set_code("MT1");
  *indicator->add_parts()->mutable_now() = Trained();
  v1::CommunePart* part = indicator->mutable_parts(0)->mutable_commune();
  part->set_standing(v1::STANDING_AT_RISK);
  part->mutable_value()->set_numerator(9499);
  part->mutable_value()->set_denominator(10'000);
  *part->mutable_low() = part->value();
  part->mutable_low()->set_numerator(9000);
  part->set_expected(14);
  part->set_fresh(8);
  part->set_carried(1);
  v1::CommuneFacts* facts = ours.mutable_commune();
  facts->mutable_as_of_name()->set_en("Quarter 2");
  facts->set_at(1'782'900'000'000);
  facts->set_received(1'782'903'600'000);
  facts->set_units_expected(14);
  facts->set_units_reported(9);
  return ours;
}

TEST(OurSchoolPageTest, WhatTheHubSaidOfTheCommune_StandsBelowOursWithItsAge) {
  const std::string page = OurSchoolPage(text::Language::kEnglish, WithCommune(), {});
  EXPECT_THAT(page, HasSubstr("commune: 94.9% (90.0% – 94.9%) · At risk · 9 of 14 units"));
  EXPECT_THAT(page, HasSubstr("as of Quarter 2"));
  EXPECT_THAT(page, HasSubstr(text::FormatTime(1'782'900'000'000, 0)));
  EXPECT_THAT(page, HasSubstr(text::FormatTime(1'782'903'600'000, 0)));
}

TEST(OurSchoolPageTest, CommuneWithheld_IsNoFigure) {
  v1::GetOurSchoolResponse ours = WithCommune();
  v1::CommunePart* part = ours.mutable_indicators(0)->mutable_parts(0)->mutable_commune();
  part->set_withheld(true);
  part->clear_value();
  part->clear_low();
  const std::string page = OurSchoolPage(text::Language::kVietnamese, ours, {});
  EXPECT_THAT(page, HasSubstr("cả xã: giữ kín · Có nguy cơ · 9/14 đơn vị đã báo"));
}

TEST(OurSchoolPageTest, NothingOfTheCommuneYet_SaysWhereItComesFrom) {
  v1::GetOurSchoolResponse ours = WithCommune();
  ours.clear_commune();
  EXPECT_THAT(OurSchoolPage(text::Language::kEnglish, ours, {}), HasSubstr("gom-agent sync"));
  ours.set_commune_of_another_plan(true);
  EXPECT_THAT(OurSchoolPage(text::Language::kEnglish, ours, {}), HasSubstr("The plan has changed"));
}

// No line of `page` is wider; in letters, since each of these is one column.
void ExpectFits(const std::string& page, int width) {
  for (const absl::string_view line : absl::StrSplit(page, '\n'))
    EXPECT_LE(text::ColumnWidth(std::string_view(line.data(), line.size())), width) << line;
}

TEST(FormPageTest, NarrowWindow_EveryLineFits) {
  v1::FormView form;
  form.set_form("muc_tieu");
  form.set_period("2026-Q3");
  form.mutable_title()->set_vi("Kết quả thực hiện theo từng mục tiêu của kế hoạch");
  form.set_word(v1::WORD_RETURNED);
  form.set_prefilled(true);
  form.set_is_draft(true);
  form.mutable_verdict()->set_reason("số giáo viên đã tập huấn lớn hơn số giáo viên của trường");
  v1::FieldNote* note = form.mutable_verdict()->add_fields();
  note->set_field("mt1a_gv");
  note->set_reason("xin xem lại danh sách lớp tập huấn của hè vừa qua");
  form.mutable_held_reason()->set_vi("Kỳ đã khóa: báo cáo đã lưu và đang chờ cán bộ xã mở kỳ.");
  v1::RevisionView* contender = form.add_contenders();
  contender->set_id("a1b2c3d4/17");
  contender->set_note("một ghi chú dài hơn bề ngang của cửa sổ này nhiều");
  const std::string page = FormPage(text::Language::kVietnamese, form, {.width = 40});
  ExpectFits(page, 40);
  EXPECT_THAT(page, HasSubstr("\n  mt1a_gv: xin xem lại"));
}

TEST(StatusPageTest, NoPlanYet_IsSaidAndNotVersionZero) {
  v1::AgentStatus status;
  EXPECT_THAT(StatusPage(text::Language::kVietnamese, status, {}),
              HasSubstr("Kế hoạch:    chưa có\n"));
  status.set_plan_version(3);
  status.mutable_plan_title()->set_vi("Năm 2026");
  EXPECT_THAT(StatusPage(text::Language::kVietnamese, status, {}),
              HasSubstr("Kế hoạch:    Năm 2026 (phiên bản 3)\n"));
}

}  // namespace
}  // namespace gom::agent
