// The plan or the unit's row in the roster changes under reports and drafts: whatever was there, a
// person can go on, mend it and submit.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/service/forms.h"
#include "agent/service/import.h"
#include "agent/service/typed.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

constexpr char kTaught[] =
    R"(fields { number: 3 code: "taught" label { vi: "Có dạy" en: "Taught" } yes_no { } })";

class NewPlan : public ::testing::Test {
 protected:
  // The second version, in which the form "work" has lost the field "taught".
  void DropTaught() {
    const std::string textproto =
        absl::StrReplaceAll(SmallPlan(), {{kTaught, ""}, {"version: 1", "version: 2"}});
    v1::Event event;
    *event.mutable_plan_applied() = Packed(textproto, 2);
    school_.Deliver(event);
    ASSERT_EQ(school_.state().plan->version(), 2u);
    ASSERT_EQ(school_.state().plan->forms[1].FindField("taught"), nullptr);
  }

  // The second version, in which the staff are counted in another way.
  void RedefineStaff() {
    v1::Event event;
    *event.mutable_plan_applied() = Packed(
        absl::StrReplaceAll(SmallPlan(), {{"code: \"staff\"", "redefined_in: 2 code: \"staff\""},
                                          {"version: 1", "version: 2"}}),
        2);
    school_.Deliver(event);
    ASSERT_EQ(school_.state().plan->version(), 2u);
  }

  bool IsToConfirm(const std::string& period) {
    return School::FindingOf(school_.Form("profile", period), "to_confirm") != nullptr;
  }

  absl::StatusOr<v1::ImportRowsResponse> Import(const std::string& rows) {
    v1::ImportRowsRequest request;
    request.set_csv(absl::StrCat("period,form,field,value\n", rows));
    return ImportRows(school_.desk(), request);
  }

  void BecomeKind(const std::string& kind) {
    v1::Event event;
    v1::Unit* row = event.mutable_units_changed()->add_units();
    row->set_code("TH-01");
    row->set_name("Trường số 1");
    row->add_kinds(kind);
    row->set_ownership(v1::OWNERSHIP_PUBLIC);
    row->set_manager(v1::MANAGER_COMMUNE);
    school_.Deliver(event);
  }

  static std::string Said(const absl::Status& status) {
    return text::Sentence(text::Language::kEnglish, status);
  }

  static v1::GetEntryHistoryRequest Asked(const std::string& form, const std::string& period) {
    v1::GetEntryHistoryRequest request;
    request.set_form(form);
    request.set_period(period);
    return request;
  }

  School school_;
};

TEST_F(NewPlan, F2_FieldOfAReportThatItDropped_DoesNotStandInTheWay) {
  school_.Report("work", "Q1", {{"events", "1"}, {"taught", "có"}});
  DropTaught();
  const v1::FormView form = school_.Type("work", "Q1", {{"events", "2"}});
  EXPECT_EQ(School::FindingOf(form, "unknown_field"), nullptr);
  const absl::Status submitted = school_.SubmitDraft("work", "Q1");
  EXPECT_TRUE(submitted.ok()) << Said(submitted);
  EXPECT_EQ(School::ValueOf(school_.Form("work", "Q1"), "events").number(), 2);
}

// As the hub shows it too: nobody could mend it.
TEST_F(NewPlan, F2_FieldOfAReportThatItDropped_IsShownByItsOldCodeAndIsNoError) {
  school_.Report("work", "Q1", {{"events", "1"}, {"taught", "có"}});
  const auto shown = [&] { return GetEntryHistory(school_.desk(), Asked("work", "Q1")); };
  ASSERT_EQ(shown()->revisions(0).findings_size(), 0);
  DropTaught();
  const v1::RevisionView report = shown()->revisions(0);
  EXPECT_EQ(report.findings_size(), 0) << report.findings(0).message().en();
  ASSERT_EQ(report.values_size(), 2);
  EXPECT_EQ(report.values(1).field(), "taught");
  EXPECT_TRUE(report.values(1).value().yes_no());
  EXPECT_EQ(School::FindingOf(school_.Form("work", "Q1"), "unknown_field"), nullptr);
}

TEST_F(NewPlan, F1_AnotherPlan_IsToldOnceWithWhatItChangesForTheSchool) {
  EXPECT_EQ(school_.Told().find("new plan"), std::string::npos) << "the first is no news";
  DropTaught();
  school_.Reopen();
  const std::string told = school_.Told();
  EXPECT_THAT(told, testing::HasSubstr("applied a new plan (version 2)"));
  EXPECT_THAT(told, testing::HasSubstr("the field “Taught” was removed"));
  ASSERT_EQ(school_.store().notices().size(), 1u);
  const std::string& vi = school_.store().notices()[0].words.vi();
  EXPECT_THAT(vi, testing::HasSubstr("kế hoạch mới (phiên bản 2)"));
  EXPECT_THAT(vi, testing::HasSubstr("bỏ trường “Có dạy”"));
}

TEST_F(NewPlan, F1_PlanThatChangesWhatOthersAreAsked_SaysThatNothingIsOtherwiseHere) {
  v1::Event event;
  *event.mutable_plan_applied() = Packed(
      absl::StrReplaceAll(
          SmallPlan(), {{"en: \"Kindergarten\"", "en: \"Nursery\""}, {"version: 1", "version: 2"}}),
      2);
  school_.Deliver(event);
  EXPECT_THAT(school_.Told(), testing::HasSubstr("for the school: nothing in the school's forms."));
}

TEST_F(NewPlan, F2_FieldOfADraftThatItDropped_DoesNotStandInTheWay) {
  school_.Type("work", "Q1", {{"events", "1"}, {"taught", "có"}});
  DropTaught();
  const absl::Status submitted = school_.SubmitDraft("work", "Q1");
  EXPECT_TRUE(submitted.ok()) << Said(submitted);
}

TEST_F(NewPlan, F2_WhatCouldNotBeReadOfAFieldThatItDropped_DoesNotStandInTheWay) {
  school_.Type("work", "Q1", {{"events", "1"}, {"taught", "có lẽ"}});
  ASSERT_FALSE(school_.SubmitDraft("work", "Q1").ok());
  DropTaught();
  const absl::Status submitted = school_.SubmitDraft("work", "Q1");
  EXPECT_TRUE(submitted.ok()) << Said(submitted);
}

TEST_F(NewPlan, F6_FieldThatNoLongerAppliesToTheUnit_DoesNotStandInTheWay) {
  school_.Report("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  BecomeKind("kindergarten");
  school_.Type("profile", "Q1", {{"cots", "30"}});
  const absl::Status submitted = school_.SubmitDraft("profile", "Q1");
  EXPECT_TRUE(submitted.ok()) << Said(submitted);
}

TEST_F(NewPlan, F6_DraftOfAFormThatIsNoLongerAsked_HoldsUpNoOtherAndCanBeDiscarded) {
  BecomeKind("kindergarten");
  school_.Type("cots_only", "Q1", {{"fed", "3"}});
  BecomeKind("primary");
  school_.Type("work", "Q1", {{"events", "1"}});
  const absl::StatusOr<v1::SubmitResponse> submitted = Submit(school_.desk(), {});
  ASSERT_TRUE(submitted.ok()) << Said(submitted.status());
  ASSERT_EQ(submitted->entries_size(), 1);
  EXPECT_EQ(submitted->entries(0).form(), "work");
  v1::SaveDraftRequest discard;
  discard.set_form("cots_only");
  discard.set_period("Q1");
  discard.set_discard(true);
  EXPECT_TRUE(SaveDraft(school_.desk(), discard).ok());
  EXPECT_TRUE(school_.state().drafts.empty());
}

TEST_F(NewPlan, F4_FieldThatIsCountedOtherwiseNow_IsToBeConfirmedBySubmittingAgain) {
  school_.Report("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  const auto asked_again = [&] {
    int asked = 0;
    const v1::AgentStatus status = *GetAgentStatus(school_.desk());
    for (const v1::Words& w : status.notices())
      asked += absl::StrContains(w.vi(), "Cần xác nhận lại biểu profile, kỳ Q1") ? 1 : 0;
    return asked;
  };
  EXPECT_EQ(asked_again(), 1);
  const v1::FormView sent = school_.Form("profile", "Q1");
  ASSERT_NE(School::FindingOf(sent, "to_confirm"), nullptr);
  EXPECT_EQ(School::FindingOf(sent, "to_confirm")->fields(0), "staff");
  EXPECT_EQ(School::ValueOf(sent, "staff").number(), 9);

  const v1::FormView draft = school_.Type("profile", "Q1", {});
  EXPECT_EQ(School::FindingOf(draft, "to_confirm"), nullptr);
  const absl::Status submitted = school_.SubmitDraft("profile", "Q1");
  EXPECT_TRUE(submitted.ok()) << Said(submitted);
  EXPECT_EQ(asked_again(), 0);
}

TEST_F(NewPlan, F4_NextPeriod_DoesNotCarryOnWhatWasCountedOtherwise) {
  school_.Report("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  const v1::FormView next = school_.Form("profile", "Q2");
  EXPECT_EQ(School::ValueOf(next, "staff").kind_case(), v1::Value::KIND_NOT_SET);
  EXPECT_EQ(School::ValueOf(next, "pupils").number(), 300);
}

TEST_F(NewPlan, F4_DraftTypedBefore_IsToldOnceAndConfirmedBySubmittingAgain) {
  school_.Type("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  school_.Reopen();
  EXPECT_TRUE(IsToConfirm("Q1"));
  const absl::Status told = school_.SubmitDraft("profile", "Q1");
  ASSERT_EQ(text::ErrorOf(told).code(), "entry_refused");
  EXPECT_EQ(text::ErrorOf(told).places(0).field(), "staff");
  EXPECT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
}

TEST_F(NewPlan, F4_DraftTypedBefore_IsConfirmedByTypingItAnew) {
  school_.Type("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  school_.Type("profile", "Q1", {{"pupils", "301"}});
  EXPECT_TRUE(IsToConfirm("Q1")) << "another box was typed into";
  school_.Type("profile", "Q1", {{"staff", "10"}});
  EXPECT_FALSE(IsToConfirm("Q1"));
  EXPECT_TRUE(school_.SubmitDraft("profile", "Q1").ok());
}

TEST_F(NewPlan, F4_AnotherBoxOfASentReport_ConfirmsNothing) {
  school_.Report("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  school_.Type("profile", "Q1", {{"pupils", "301"}});
  EXPECT_TRUE(IsToConfirm("Q1"));
  EXPECT_EQ(text::ErrorOf(school_.SubmitDraft("profile", "Q1")).code(), "entry_refused");
}

TEST_F(NewPlan, F4_Import_ConfirmsWhatTheFileNames) {
  school_.Report("profile", "Q1", {{"staff", "9"}, {"pupils", "300"}});
  RedefineStaff();
  const auto others = Import("Q1,profile,pupils,301\n");
  EXPECT_EQ(text::ErrorOf(others.status()).code(), "import_refused");
  EXPECT_TRUE(IsToConfirm("Q1"));
  const auto named = Import("Q1,profile,staff,9\n");
  ASSERT_TRUE(named.ok()) << Said(named.status());
  EXPECT_EQ(named->entries_size(), 1) << "the same number, and an answer to another question";
  EXPECT_FALSE(IsToConfirm("Q1"));
}

}  // namespace
}  // namespace gom::agent
