#include "agent/service/forms.h"

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

v1::FormLine LineOf(School& school, const std::string& form, const std::string& period) {
  const absl::StatusOr<v1::ListFormsResponse> forms = ListForms(school.desk(), {});
  EXPECT_TRUE(forms.ok()) << forms.status();
  for (const v1::FormLine& line : forms->forms()) {
    if (line.form() == form && line.period() == period) return line;
  }
  ADD_FAILURE() << "no line " << form << " " << period;
  return {};
}

TEST(FormsTest, LineOfAForm_SaysThePeriodsDaysAndWhetherItMayBeEmpty) {
  School school;
  const v1::FormLine work = LineOf(school, "work", "Q2");
  EXPECT_EQ(work.start(), "2026-04-01");
  EXPECT_EQ(work.end(), "2026-06-30");
  EXPECT_EQ(work.due(), "2026-07-10");
  EXPECT_TRUE(work.may_be_empty());
  EXPECT_FALSE(LineOf(school, "profile", "Q1").may_be_empty());  // "staff" is required
}

TEST(FormsTest, DraftKept_SaysWhenAndTheFormSaysItsDays) {
  School school;
  EXPECT_EQ(school.Form("work", "Q2").updated_at(), 0);
  school.wall().Advance(absl::Minutes(3));
  EXPECT_EQ(school.Type("work", "Q2", {{"events", "1"}}).updated_at(),
            School::kNow + 3 * 60 * 1000);
  const v1::FormView form = school.Form("work", "Q2");
  EXPECT_EQ(form.due(), "2026-07-10");
  EXPECT_EQ(form.start(), "2026-04-01");
  EXPECT_EQ(form.end(), "2026-06-30");
  EXPECT_EQ(form.period_name().en(), "Quarter 2");
  EXPECT_FALSE(form.locked());
}

TEST(FormsTest, PeriodLocked_TheFormSaysSo) {
  School school;
  v1::Event locked;
  locked.mutable_period_locked()->set_period(2);
  locked.mutable_period_locked()->set_locked(true);
  school.Deliver(locked);
  EXPECT_TRUE(school.Form("work", "Q2").locked());
  EXPECT_FALSE(school.Form("work", "Q1").locked());
}

TEST(FormsTest, FindingAcrossForms_NamesTheEntryOfItsReason) {
  School school;
  school.Report("profile", "Q1", {{"staff", "20"}});
  const v1::FormView form = school.Type("work", "Q1", {{"trained", "21"}});
  const v1::Finding* finding = School::FindingOf(form, "trained_le_staff");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->form(), "work");
  EXPECT_EQ(finding->period(), "Q1");
  const absl::Status refused = school.SubmitDraft("work", "Q1");
  const v1::Error error = text::ErrorOf(refused);
  ASSERT_EQ(error.places_size(), 1);
  EXPECT_EQ(error.places(0).rule(), "trained_le_staff");
  EXPECT_EQ(error.places(0).severity(), v1::SEVERITY_ERROR);
  EXPECT_EQ(error.places(0).form(), "work");
  EXPECT_EQ(error.places(0).period(), "Q1");
  EXPECT_EQ(error.places(0).field(), "trained");
}

TEST(FormsTest, SyncsFail_StatusSaysSinceWhenAndWhyUntilOneGoesWell) {
  School school;
  const absl::Status offline = text::WithError(absl::StatusCode::kUnavailable, [] {
    v1::Error error;
    error.set_code("hub_unreachable");
    error.set_en("No network.");
    return error;
  }());
  ASSERT_TRUE(school.store().NoteFailure(offline, School::kNow, 0).ok());
  ASSERT_TRUE(school.store().NoteFailure(offline, School::kNow + 60'000, 0).ok());
  school.Reopen();
  v1::AgentStatus status = *GetAgentStatus(school.desk());
  EXPECT_EQ(status.failing_since(), School::kNow);
  EXPECT_EQ(status.last_try(), School::kNow + 60'000);
  EXPECT_EQ(status.problem_code(), "hub_unreachable");
  v1::Event nothing;
  nothing.mutable_period_locked()->set_period(1);
  school.Deliver(nothing);
  status = *GetAgentStatus(school.desk());
  EXPECT_EQ(status.failing_since(), 0);
  EXPECT_EQ(status.problem_code(), "");
}

TEST(FormsTest, DiskOfTheDataFolder_IsMeasured) {
  School school;
  const v1::AgentStatus status = *GetAgentStatus(school.desk());
  EXPECT_GT(status.disk_total(), 0u);
  EXPECT_LE(status.disk_free(), status.disk_total());
  EXPECT_FALSE(status.disk_low());
}

}  // namespace
}  // namespace gom::agent
