#include "agent/service/submit.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

TEST(Submit, H5_Fall_AsksAReasonOnce) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.Report("work", "Q1", {{"trained", "30"}});
  school.Type("work", "Q2", {{"trained", "28"}});
  const absl::Status refused = school.SubmitDraft("work", "Q2");
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(CodeOf(refused), "entry_refused");
  const v1::Error error = text::ErrorOf(refused);
  ASSERT_EQ(error.places_size(), 1);
  EXPECT_EQ(error.places(0).field(), "trained");
  EXPECT_NE(error.places(0).vi().find("--reason trained_no_fall=…"), std::string::npos);
  school.Type("work", "Q2", {}, {{"trained_no_fall", "Hai người chuyển trường"}});
  EXPECT_TRUE(school.SubmitDraft("work", "Q2").ok());
  const Entry* entry = school.state().FindEntry(2, 2);
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->Shown()->wording.reasons[0].second, "Hai người chuyển trường");
}

TEST(Submit, ReasonForAnUnknownRule_IsRefused) {
  School school;
  v1::SaveDraftRequest request;
  request.set_form("work");
  request.set_period("Q1");
  request.add_reasons()->set_rule("nope");
  EXPECT_EQ(CodeOf(SaveDraft(school.desk(), request).status()), "rule_unknown");
}

TEST(Submit, OneDraftWrong_NoneIsSubmitted) {
  School school;
  school.Type("profile", "Q1", {{"staff", "50"}});
  school.Type("work", "Q1", {{"trained", "60"}});
  EXPECT_EQ(CodeOf(Submit(school.desk(), {}).status()), "entry_refused");
  EXPECT_EQ(school.state().drafts.size(), 2u);
  EXPECT_EQ(school.store().current()->last(), 0u);
  school.Type("work", "Q1", {{"trained", "40"}});
  const auto submitted = Submit(school.desk(), {});
  ASSERT_TRUE(submitted.ok());
  EXPECT_EQ(submitted->entries_size(), 2);
  EXPECT_TRUE(school.state().drafts.empty());
}

TEST(Submit, RequiredFieldEmpty_IsRefused) {
  School school;
  school.Type("profile", "Q1", {{"pupils", "50"}});
  EXPECT_EQ(CodeOf(school.SubmitDraft("profile", "Q1")), "entry_refused");
}

TEST(Submit, NoDraft_SaysSo) {
  School school;
  EXPECT_EQ(CodeOf(school.SubmitDraft("work", "Q1")), "no_draft");
  EXPECT_EQ(CodeOf(Submit(school.desk(), {}).status()), "nothing_to_submit");
}

TEST(Submit, DraftBegunBeforeAnotherDevicesEdit_DoesNotOverwriteIt) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.acknowledged = 1;
  const HubEvent mine = school.OutcomeOf(1, v1::OUTCOME_HEAD);
  school.Store({mine});
  school.Type("profile", "Q1", {{"staff", "51"}});
  v1::Change change;
  change.mutable_revision()->set_form(1);
  change.mutable_revision()->set_period(1);
  change.mutable_revision()->add_fields(1);
  change.mutable_revision()->add_values(60);
  v1::Event other;
  other.mutable_received()->set_stream(9);
  other.mutable_received()->set_index(1);
  other.mutable_received()->set_outcome(v1::OUTCOME_HEAD);
  other.mutable_received()->add_settles(mine.index);
  other.mutable_received()->set_change(change.SerializeAsString());
  school.Deliver(other);
  ASSERT_TRUE(school.SubmitDraft("profile", "Q1").ok());
  const Entry* entry = school.state().FindEntry(1, 1);
  EXPECT_EQ(entry->members.contenders(), 1);
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 60);
  EXPECT_EQ(school.Form("profile", "Q1").contenders_size(), 1);
}

TEST(Submit, H7_DenominatorZero_IsAnAnswerAndNeverAHundredPercent) {
  School school;
  const v1::FormView form = school.Type("profile", "Q1", {{"staff", "0"}});
  EXPECT_EQ(form.findings_size(), 0);
  school.Type("work", "Q1", {{"trained", "1"}});
  EXPECT_EQ(CodeOf(Submit(school.desk(), {}).status()), "entry_refused");
}

TEST(History, EachRevisionWithItsStanding_OldestFirst) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.acknowledged = 1;
  school.Store({school.OutcomeOf(1, v1::OUTCOME_HEAD)});
  school.Report("profile", "Q1", {{"staff", "51"}});
  v1::GetEntryHistoryRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  const auto history = GetEntryHistory(school.desk(), request);
  ASSERT_TRUE(history.ok());
  ASSERT_EQ(history->revisions_size(), 2);
  EXPECT_EQ(history->revisions(0).standing(), "head");
  EXPECT_EQ(history->revisions(1).standing(), "waiting");
  EXPECT_EQ(history->revisions(1).word(), v1::WORD_SAVED);
  EXPECT_EQ(history->revisions(1).parents(0), history->revisions(0).id());
}

TEST(Forms, EachFormOfEachPeriod_WithItsWord) {
  School school;
  school.Type("work", "Q1", {{"trained", "1"}});
  const auto forms = ListForms(school.desk(), {});
  ASSERT_TRUE(forms.ok());
  EXPECT_EQ(forms->forms_size(), 4);  // two forms, two periods; none of the kindergartens'
  EXPECT_EQ(forms->forms(1).word(), v1::WORD_DRAFT);
  EXPECT_TRUE(forms->forms(1).has_draft());
  v1::ListFormsRequest request;
  request.set_period("Q7");
  EXPECT_EQ(CodeOf(ListForms(school.desk(), request).status()), "period_unknown");
}

}  // namespace
}  // namespace gom::agent
