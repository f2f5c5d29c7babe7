#include "agent/service/import.h"

#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

absl::StatusOr<v1::ImportRowsResponse> Import(School& school, const std::string& csv,
                                              bool preview = false) {
  v1::ImportRowsRequest request;
  request.set_csv(csv);
  request.set_preview(preview);
  return ImportRows(school.desk(), request);
}

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

constexpr char kGood[] =
    "\xef\xbb\xbfunit;period;form;field;value\r\n"
    "TH-01;Q1;profile;staff;50\r\n"
    "MN-02;Q1;profile;staff;5\r\n"
    "TH-01;Q1;work;trained;3０\r\n"
    "TH-01;Q1;work;events;1.234\r\n"
    "TH-01;Q1;work;ideas.1.name;Thư viện\r\n"
    "TH-01;Q2;work;trained;40\r\n"
    "TH-01;Q2;work;ideas.1.name;Thư viện\r\n";

TEST(Import, GoodFile_AllEntriesOfTheUnitAreSubmitted) {
  School school;
  const auto done = Import(school, kGood);
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_TRUE(done->applied());
  EXPECT_EQ(done->entries_size(), 3);
  EXPECT_EQ(done->rows_size(), 6);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").number(), 30);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "events").number(), 1234);
  EXPECT_EQ(school.Form("work", "Q2").word(), v1::WORD_SAVED);
}

TEST(Import, SameItemInTwoPeriods_KeepsItsId) {
  School school;
  ASSERT_TRUE(Import(school, kGood).ok());
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "ideas").items().items(0).id(),
            School::ValueOf(school.Form("work", "Q2"), "ideas").items().items(0).id());
}

TEST(Import, SameFileAgain_SubmitsNothingNew) {
  School school;
  ASSERT_TRUE(Import(school, kGood).ok());
  const uint64_t last = school.store().current()->last();
  const auto again = Import(school, kGood);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->entries_size(), 0);
  EXPECT_EQ(school.store().current()->last(), last);
}

TEST(Import, Preview_ChangesNothing) {
  School school;
  const auto preview = Import(school, kGood, true);
  ASSERT_TRUE(preview.ok());
  EXPECT_FALSE(preview->applied());
  EXPECT_EQ(school.store().current()->last(), 0u);
  EXPECT_TRUE(school.state().drafts.empty());
}

TEST(Import, G17_HalfTheRowsWrong_EachIsNamedAndNothingIsSaved) {
  School school;
  const std::string csv =
      "period,form,field,value\n"
      "Q1,profile,staff,50\n"
      "Q1,profile,staf,50\n"
      "Q1,work,trained,12a\n"
      "Q1,work,events,4\n"
      "Q9,work,events,4\n"
      "Q1,cots_only,fed,4\n"
      "Q1,work,events,5\n";
  const auto preview = Import(school, csv, true);
  ASSERT_TRUE(preview.ok());
  ASSERT_EQ(preview->rows_size(), 7);
  const std::vector<bool> ok = {true, false, false, true, false, false, false};
  for (int i = 0; i < 7; ++i) EXPECT_EQ(preview->rows(i).ok(), ok[static_cast<size_t>(i)]) << i;
  EXPECT_EQ(preview->rows(2).line(), 4u);
  EXPECT_FALSE(preview->rows(2).problem().vi().empty());
  const auto refused = Import(school, csv);
  EXPECT_EQ(CodeOf(refused.status()), "import_refused");
  EXPECT_EQ(text::ErrorOf(refused.status()).places_size(), 5);
  EXPECT_EQ(school.store().current()->last(), 0u);
  EXPECT_TRUE(school.state().drafts.empty());
}

TEST(Import, G17_RowNotUnderstood_ItsFieldIsNotSaidToBeEmptyToo) {
  School school;
  const auto preview =
      Import(school, "period,form,field,value\nQ1,profile,staff,12a\nQ1,work,trained,3\n", true);
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_FALSE(preview->rows(0).ok());
  EXPECT_EQ(preview->findings_size(), 0) << preview->findings(0).ShortDebugString();
}

TEST(Import, SeveralEntries_EachFindingNamesItsFormAndPeriod) {
  School school;
  const auto preview =
      Import(school, "period,form,field,value\nQ1,profile,staff,50\nQ1,work,trained,52\n", true);
  ASSERT_TRUE(preview.ok()) << preview.status();
  ASSERT_EQ(preview->findings_size(), 1);
  EXPECT_EQ(preview->findings(0).message().en().rfind("work Q1: ", 0), 0u);
}

TEST(Import, Preview_EchoesNumbersWithoutTheMarksOfALanguage) {
  School school;
  const auto preview = Import(school, kGood, true);
  ASSERT_TRUE(preview.ok()) << preview.status();
  EXPECT_EQ(preview->rows(1).value(), "30");
  EXPECT_EQ(preview->rows(2).value(), "1234");
}

TEST(Import, H1_RuleBrokenAcrossRows_IsNamedWithItsLine) {
  School school;
  const auto refused =
      Import(school, "period,form,field,value\nQ1,profile,staff,50\nQ1,work,trained,52\n");
  ASSERT_EQ(CodeOf(refused.status()), "import_refused");
  const v1::Error error = text::ErrorOf(refused.status());
  ASSERT_EQ(error.places_size(), 1);
  EXPECT_EQ(error.places(0).line(), 3u);
  EXPECT_EQ(school.store().current()->last(), 0u);
}

TEST(Import, WarningWithoutReason_IsRefused_WithOneItGoes) {
  School school;
  const std::string rows = "Q1,profile,staff,50,\nQ1,work,trained,30,\nQ2,work,trained,20,";
  EXPECT_EQ(CodeOf(Import(school, "period,form,field,value,reason\n" + rows + "\n").status()),
            "import_refused");
  const auto done = Import(school, "period,form,field,value,reason\n" + rows + "Chuyển trường\n");
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_EQ(school.state().FindEntry(2, 2)->Shown()->wording.reasons[0].second, "Chuyển trường");
}

TEST(Import, ReasonForOneFormAndPeriod_IsGivenThereAlone) {
  School school;
  v1::ImportRowsRequest request;
  request.set_csv(
      "period,form,field,value\nQ1,profile,staff,50\nQ1,work,trained,30\nQ2,work,trained,20\n");
  v1::RuleReason* r = request.add_reasons();
  r->set_rule("trained_no_fall");
  r->set_text("Chuyển trường");
  r->set_form("work");
  r->set_period("Q1");
  EXPECT_EQ(CodeOf(ImportRows(school.desk(), request).status()), "import_refused");
  r->set_period("Q2");
  EXPECT_TRUE(ImportRows(school.desk(), request).ok());
}

TEST(Import, NothingIsCarriedOverFromAnEarlierPeriod) {
  School school;
  ASSERT_TRUE(Import(school, kGood).ok());
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q2"), "events").kind_case(),
            v1::Value::KIND_NOT_SET);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q2"), "trained").number(), 40);
}

TEST(Import, FilesThatAreNone_AreRefused) {
  School school;
  EXPECT_EQ(CodeOf(Import(school, "period,form,value\nQ1,work,3\n").status()),
            "import_column_missing");
  EXPECT_EQ(
      CodeOf(Import(school, "unit,period,form,field,value\nMN-02,Q1,profile,staff,3\n").status()),
      "import_no_rows");
  v1::ImportRowsRequest request;
  request.set_csv(kGood);
  request.set_unit("MN-02");
  EXPECT_EQ(CodeOf(ImportRows(school.desk(), request).status()), "import_other_unit");
}

}  // namespace
}  // namespace gom::agent
