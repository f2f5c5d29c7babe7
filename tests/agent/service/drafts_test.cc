#include "agent/service/drafts.h"

#include "agent/service/typed.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

TEST(Drafts, A1_StoppedWhileTyping_DraftIsRestored) {
  School school;
  school.Type("work", "Q1", {{"trained", "5"}});
  school.Type("work", "Q1", {{"events", "2"}});
  school.Reopen();
  const v1::FormView form = school.Form("work", "Q1");
  EXPECT_TRUE(form.is_draft());
  EXPECT_EQ(form.word(), v1::WORD_DRAFT);
  EXPECT_EQ(School::ValueOf(form, "trained").number(), 5);
  EXPECT_EQ(School::ValueOf(form, "events").number(), 2);
}

TEST(Drafts, H8_EmptyZeroAndNotApplicable_AreThreeThings) {
  School school;
  const v1::FormView form =
      school.Type("work", "Q1", {{"trained", "0"}, {"events", "na"}, {"asked", ""}});
  EXPECT_EQ(School::ValueOf(form, "trained").kind_case(), v1::Value::kNumber);
  EXPECT_EQ(School::ValueOf(form, "trained").number(), 0);
  EXPECT_TRUE(School::ValueOf(form, "events").not_applicable());
  EXPECT_EQ(School::ValueOf(form, "asked").kind_case(), v1::Value::KIND_NOT_SET);
}

TEST(Drafts, H3_WhatCannotBeRead_IsSaidClearlyAndKeptAsTyped) {
  School school;
  for (const char* wrong : {"-3", "12,5", "1e9", "12a", "1.23"}) {
    const v1::FormView form = school.Type("work", "Q1", {{"trained", wrong}});
    const v1::Finding* f = School::FindingOf(form, "unread");
    ASSERT_NE(f, nullptr) << wrong;
    EXPECT_EQ(f->severity(), v1::SEVERITY_ERROR);
    EXPECT_NE(f->message().vi().find(wrong), std::string::npos);
    EXPECT_EQ(f->message().vi().find("trained"), std::string::npos) << "a code is no word";
    EXPECT_EQ(School::ValueOf(form, "trained").text(), wrong);
    EXPECT_EQ(CodeOf(school.SubmitDraft("work", "Q1")), "entry_refused");
  }
  school.Reopen();
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").text(), "1.23");
  EXPECT_EQ(School::FindingOf(school.Type("work", "Q1", {{"trained", "12"}}), "unread"), nullptr);
}

TEST(Drafts, H3_WhatCannotBeReadInAList_StandsInItsItemAndMovesUpWithIt) {
  School school;
  school.Type("work", "Q1", {{"ideas+.name", "Một"}});
  v1::FormView form =
      school.Type("work", "Q1", {{"ideas.2.name", "Hai"}, {"ideas.2.people", "3x"}});
  school.Reopen();
  const auto typed = [&](int place) {
    const v1::Value list = School::ValueOf(school.Form("work", "Q1"), "ideas");
    for (const v1::FieldValue& f : list.items().items(place - 1).fields()) {
      if (f.field() == "people") return f.value().text();
    }
    return std::string("nothing");
  };
  EXPECT_EQ(typed(2), "3x");
  EXPECT_EQ(typed(1), "nothing");
  school.Type("work", "Q1", {{"ideas.1", ""}});
  EXPECT_EQ(typed(1), "3x") << "what was the second is the first";
  const v1::FormView moved = school.Form("work", "Q1");
  const v1::Finding* finding = School::FindingOf(moved, "unread");
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->fields(0), "ideas.1.people");
  EXPECT_EQ(School::FindingOf(school.Type("work", "Q1", {{"ideas.1.people", "3"}}), "unread"),
            nullptr);
}

TEST(Drafts, H3_FullWidthDigitsAndNoBreakSpace_AreRead) {
  School school;
  const v1::FormView form =
      school.Type("work", "Q1", {{"trained", "１２"}, {"events", "1\u00a0234"}});
  EXPECT_EQ(School::ValueOf(form, "trained").number(), 12);
  EXPECT_EQ(School::ValueOf(form, "events").number(), 1234);
}

TEST(Drafts, H4_DotOfThousands_IsReadAsVietnamese) {
  School school;
  EXPECT_EQ(School::ValueOf(school.Type("work", "Q1", {{"events", "1.234"}}), "events").number(),
            1234);
}

TEST(Drafts, H1_NumeratorAboveDenominator_IsBlockedAndTheDraftKept) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  const v1::FormView form = school.Type("work", "Q1", {{"trained", "52"}});
  const v1::Finding* f = School::FindingOf(form, "trained_le_staff");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->message().vi(), "Số đạt (52) lớn hơn tổng (50)");
  EXPECT_EQ(CodeOf(school.SubmitDraft("work", "Q1")), "entry_refused");
  EXPECT_TRUE(school.Form("work", "Q1").is_draft());
}

TEST(Drafts, H2_PartsAgainstEachOther_AreBlockedWithBothNumbers) {
  School school;
  const v1::FormView form = school.Type("work", "Q1", {{"trained", "5"}, {"asked", "8"}});
  const v1::Finding* f = School::FindingOf(form, "asked_le_trained");
  ASSERT_NE(f, nullptr);
  EXPECT_EQ(f->message().en(), "Asked 8, more than 5");
  EXPECT_EQ(CodeOf(school.SubmitDraft("work", "Q1")), "entry_refused");
}

TEST(Drafts, H10_ControlCharactersAndTooLongTexts_AreRefusedAndKept) {
  School school;
  school.Type("work", "Q1", {{"trained", "5"}});
  for (const std::string& wrong : {std::string("a\x01") + "b", std::string("a\u202eb"),
                                   std::string("a\0b", 3), std::string(101, 'x')}) {
    const v1::FormView form = school.Type("work", "Q1", {{"note", wrong}});
    const v1::Finding* f = School::FindingOf(form, "unread");
    ASSERT_NE(f, nullptr) << wrong;
    EXPECT_FALSE(f->message().vi().empty());
    EXPECT_NE(f->message().vi(), f->message().en());
    EXPECT_TRUE(wrong.size() < 100 || f->message().en().find(wrong) == std::string::npos)
        << "what stands there is not said";
    EXPECT_EQ(CodeOf(school.SubmitDraft("work", "Q1")), "entry_refused");
    school.Reopen();
    const std::string kept = School::ValueOf(school.Form("work", "Q1"), "note").text();
    EXPECT_EQ(kept, wrong);
  }
  EXPECT_EQ(School::FindingOf(school.Type("work", "Q1", {{"note", "Ghi chú"}}), "unread"), nullptr);
  EXPECT_TRUE(school.SubmitDraft("work", "Q1").ok());
}

TEST(Drafts, H10_HundredKilobytesOfText_AreRefusedWithTheirCountAndTheDraftIsAsBefore) {
  School school;
  school.Type("work", "Q1", {{"trained", "5"}, {"note", "ngắn"}});
  v1::SaveDraftRequest request;
  request.set_form("work");
  request.set_period("Q1");
  v1::TypedField* typed = request.add_typed();
  typed->set_field("note");
  typed->set_text(std::string(100'000, 'x'));
  const absl::Status refused = SaveDraft(school.desk(), request).status();
  EXPECT_EQ(CodeOf(refused), "text_too_long");
  const std::string said = text::Sentence(text::Language::kVietnamese, refused);
  EXPECT_NE(said.find("“note”"), std::string::npos) << said;
  EXPECT_NE(said.find("100000"), std::string::npos) << said;
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "note").text(), "ngắn");
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").number(), 5);
}

TEST(Drafts, H10_TextOfNothingButBlanks_IsNoText) {
  School school;
  v1::SaveDraftRequest request;
  request.set_form("work");
  request.set_period("Q1");
  request.add_values()->set_field("note");
  request.mutable_values(0)->mutable_value()->set_text("  \t ");
  ASSERT_TRUE(SaveDraft(school.desk(), request).ok());
  ASSERT_EQ(school.state().drafts.size(), 1u);
  EXPECT_TRUE(school.state().drafts[0].values.empty()) << "a mark without a text";
  EXPECT_TRUE(school.state().drafts[0].wording.texts.empty());
}

TEST(Drafts, H9_DecomposedText_IsKeptComposed) {
  School school;
  EXPECT_EQ(School::ValueOf(school.Type("work", "Q1", {{"note", "hoa\u0300"}}), "note").text(),
            "hoà");
}

TEST(Drafts, H13_DayThatIsNotOne_IsRefused) {
  School school;
  EXPECT_NE(School::FindingOf(school.Type("work", "Q1", {{"day", "31/02/2026"}}), "unread"),
            nullptr);
  EXPECT_EQ(School::ValueOf(school.Type("work", "Q1", {{"day", "5/4/26"}}), "day").date(),
            "2026-04-05");
}

TEST(Drafts, H14_FormOfOtherKinds_IsRefused) {
  School school;
  v1::SaveDraftRequest request;
  request.set_form("cots_only");
  request.set_period("Q1");
  EXPECT_EQ(CodeOf(SaveDraft(school.desk(), request).status()), "form_not_applicable");
}

TEST(Drafts, H14_FieldOfOtherKinds_IsAbsentAndRefused) {
  School school;
  const v1::FormView form = school.Type("profile", "Q1", {{"cots", "3"}, {"staff", "9"}});
  for (const v1::FieldView& f : form.fields()) EXPECT_NE(f.field().code(), "cots");
  EXPECT_NE(School::FindingOf(form, "field_not_applicable"), nullptr);
  EXPECT_EQ(School::ValueOf(form, "staff").number(), 9);
  v1::SaveDraftRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  request.add_values()->set_field("cots");
  request.mutable_values(0)->mutable_value()->set_number(3);
  EXPECT_EQ(CodeOf(SaveDraft(school.desk(), request).status()), "field_not_applicable");
}

TEST(Drafts, H4_TextAsTyped_IsKeptBesideTheNumberUntilThatIsSetInAnotherWay) {
  using Typed = std::map<std::string, std::string>;
  School school;
  const auto kept = [&] { return school.store().holdings().drafts.at(0).typed; };
  const v1::FormView form = school.Type("profile", "Q1", {{"staff", " 0024"}, {"pupils", "1.234"}});
  EXPECT_EQ(School::ValueOf(form, "pupils").number(), 1234);
  school.Reopen();
  EXPECT_EQ(kept(), (Typed{{"staff", " 0024"}, {"pupils", "1.234"}}));
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "pupils").number(), 1234);

  v1::SaveDraftRequest by_page;
  by_page.set_form("profile");
  by_page.set_period("Q1");
  by_page.add_values()->set_field("pupils");
  by_page.mutable_values(0)->mutable_value()->set_number(5);
  ASSERT_TRUE(SaveDraft(school.desk(), by_page).ok());
  EXPECT_EQ(kept(), (Typed{{"staff", " 0024"}}));
  school.Type("profile", "Q1", {{"staff", "12a"}});
  EXPECT_EQ(kept(), Typed()) << "it stands among what could not be read";
  EXPECT_EQ(school.store().holdings().drafts.at(0).unread.size(), 1u);
  school.Type("profile", "Q1", {{"staff", std::string(1000, ' ') + "9"}});
  EXPECT_EQ(kept(), Typed()) << "no bound to what lies there otherwise";
}

TEST(Drafts, SameFieldTwiceInOneCall_IsRefusedAndNothingIsKept) {
  School school;
  v1::SaveDraftRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  for (const auto& [field, text] : {std::pair("staff", "24"), {"pupils", "9"}, {"staff", "25"}}) {
    v1::TypedField* typed = request.add_typed();
    typed->set_field(field);
    typed->set_text(text);
  }
  const absl::Status twice = SaveDraft(school.desk(), request).status();
  EXPECT_EQ(CodeOf(twice), "typed_twice");
  EXPECT_NE(text::Sentence(text::Language::kVietnamese, twice).find("“staff”"), std::string::npos);
  EXPECT_TRUE(school.desk().state().drafts.empty());
}

TEST(Drafts, UnknownFieldFormAndPeriod_AreSaidWithWhatThereIs) {
  School school;
  const v1::FormView form = school.Type("work", "Q1", {{"trainde", "3"}, {"events", "1"}});
  EXPECT_NE(School::FindingOf(form, "unknown_field"), nullptr);
  EXPECT_EQ(School::ValueOf(form, "events").number(), 1);
  v1::GetFormRequest request;
  request.set_form("wrok");
  request.set_period("Q1");
  EXPECT_EQ(CodeOf(GetForm(school.desk(), request).status()), "form_unknown");
  request.set_form("work");
  request.set_period("Q9");
  const absl::Status status = GetForm(school.desk(), request).status();
  EXPECT_EQ(CodeOf(status), "period_unknown");
  EXPECT_NE(text::Sentence(text::Language::kVietnamese, status).find("Q1, Q2"), std::string::npos);
}

TEST(Drafts, Lists_AddChangeAndDropItems) {
  School school;
  v1::FormView form = school.Type("work", "Q1", {{"ideas+.name", "Một"}, {"ideas+.people", "3"}});
  ASSERT_EQ(School::ValueOf(form, "ideas").items().items_size(), 1);
  const uint32_t id = School::ValueOf(form, "ideas").items().items(0).id();
  EXPECT_NE(id, 0u);
  form = school.Type("work", "Q1", {{"ideas.2.name", "Hai"}, {"ideas.1.people", "4"}});
  ASSERT_EQ(School::ValueOf(form, "ideas").items().items_size(), 2);
  EXPECT_EQ(School::ValueOf(form, "ideas").items().items(0).id(), id);
  form = school.Type("work", "Q1", {{"ideas.1", ""}});
  ASSERT_EQ(School::ValueOf(form, "ideas").items().items_size(), 1);
  EXPECT_EQ(School::ValueOf(form, "ideas").items().items(0).fields(0).value().text(), "Hai");
  EXPECT_NE(School::FindingOf(school.Type("work", "Q1", {{"ideas.5.name", "Năm"}}), "item_place"),
            nullptr);
  EXPECT_EQ(
      School::ValueOf(school.Type("work", "Q1", {{"ideas", ""}}), "ideas").items().items_size(), 0);
}

TEST(Drafts, Prefill_StatesAndItemsCarryOnAndCountsStartEmpty) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}, {"pupils", "400"}});
  school.Report("work", "Q1",
                {{"trained", "30"},
                 {"events", "4"},
                 {"taught", "có"},
                 {"note", "x"},
                 {"ideas+.name", "Một"}});
  const v1::FormView profile = school.Form("profile", "Q2");
  EXPECT_TRUE(profile.prefilled());
  EXPECT_EQ(School::ValueOf(profile, "staff").number(), 50);
  EXPECT_EQ(School::ValueOf(profile, "pupils").number(), 400);
  EXPECT_EQ(profile.word(), v1::WORD_NOT_BEGUN);
  const v1::FormView work = school.Form("work", "Q2");
  EXPECT_EQ(School::ValueOf(work, "trained").number(), 30);
  EXPECT_EQ(School::ValueOf(work, "events").kind_case(), v1::Value::KIND_NOT_SET);
  EXPECT_EQ(School::ValueOf(work, "taught").kind_case(), v1::Value::KIND_NOT_SET);
  EXPECT_EQ(School::ValueOf(work, "note").kind_case(), v1::Value::KIND_NOT_SET);
  const uint32_t id = School::ValueOf(school.Form("work", "Q1"), "ideas").items().items(0).id();
  EXPECT_EQ(School::ValueOf(work, "ideas").items().items(0).id(), id);
  EXPECT_EQ(work.fields(1).previous().number(), 4);
  EXPECT_EQ(work.fields(1).previous_period(), "Q1");
}

TEST(Drafts, EditOfWhatWasSubmitted_HasNeitherItsNoteNorItsAuthor) {
  School school;
  v1::SaveDraftRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  request.set_note("first");
  request.set_set_note(true);
  request.set_author("Lan");
  request.set_set_author(true);
  ASSERT_TRUE(SaveDraft(school.desk(), request).ok());
  school.Report("profile", "Q1", {{"staff", "20"}});
  EXPECT_EQ(school.Form("profile", "Q1").author(), "Lan");
  const v1::FormView edited = school.Type("profile", "Q1", {{"staff", "21"}});
  EXPECT_EQ(edited.author(), "");
  EXPECT_EQ(edited.note(), "");
}

TEST(Drafts, Discard_ForgetsTheDraftAlone) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.Type("profile", "Q1", {{"staff", "51"}});
  v1::SaveDraftRequest request;
  request.set_form("profile");
  request.set_period("Q1");
  request.set_discard(true);
  ASSERT_TRUE(SaveDraft(school.desk(), request).ok());
  EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 50);
  EXPECT_FALSE(school.Form("profile", "Q1").is_draft());
}

TEST(Drafts, BeforeThePlan_SaysWhatToDo) {
  School school(false);
  v1::SaveDraftRequest request;
  request.set_form("work");
  request.set_period("Q1");
  EXPECT_EQ(CodeOf(SaveDraft(school.desk(), request).status()), "no_plan_yet");
}

TEST(ParseTyped, YesNoAndChoiceWords_AreUnderstood) {
  School school;
  const plan::Field* taught = school.state().plan->forms[1].FindField("taught");
  for (const char* yes : {"có", "Co", "x", "1", "yes"}) {
    EXPECT_EQ(ParseTyped(*taught, yes)->value, plan::FieldValue::Number(1)) << yes;
  }
  for (const char* no : {"không", "KHONG", "0", "no"}) {
    EXPECT_EQ(ParseTyped(*taught, no)->value, plan::FieldValue::Number(0)) << no;
  }
  EXPECT_EQ(CodeOf(ParseTyped(*taught, "chắc vậy").status()), "not_yes_no");
}

}  // namespace
}  // namespace gom::agent
