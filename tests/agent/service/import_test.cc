#include "agent/service/import.h"

#include "absl/strings/str_join.h"
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
  // By name which box it is, wherever there is one.
  EXPECT_EQ(preview->rows(0).label().vi(), "Nhân sự");
  EXPECT_EQ(preview->rows(1).label().vi(), "") << "there is no such box";
  EXPECT_EQ(preview->rows(2).label().vi(), "Đã tập huấn");
  EXPECT_NE(preview->rows(6).label().vi(), "");
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

absl::StatusOr<v1::ImportRowsResponse> Look(School& school, v1::ImportRowsRequest request) {
  request.set_preview(true);
  return ImportRows(school.desk(), request);
}

TEST(Import, G17_LineLeftOut_IsShownAndTheOthersGo) {
  School school;
  v1::ImportRowsRequest request;
  request.set_csv(
      "period,form,field,value\n"
      "Q1,profile,staff,50\n"
      "Q1,work,trained,12a\n"
      "Q1,work,events,4,too many\n"
      "Q1,work,taught,có\n");
  request.add_skip_lines(3);
  request.add_skip_lines(4);
  const auto done = ImportRows(school.desk(), request);
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  ASSERT_EQ(done->rows_size(), 4);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(done->rows(i).skipped(), i == 1 || i == 2) << i;
  EXPECT_EQ(done->entries_size(), 2);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").kind_case(),
            v1::Value::KIND_NOT_SET);
  EXPECT_TRUE(School::ValueOf(school.Form("work", "Q1"), "taught").yes_no());
}

TEST(Import, G18_FileInAnOldEncoding_IsReadAndTheGuessIsShown) {
  School school;
  v1::ImportRowsRequest request;
  // TCVN3: "Thư viện số", "Đọc sách cùng con".
  request.set_csv(
      "period,form,field,value\n"
      "Q1,work,ideas.1.name,Th\xAD vi\xD6n s\xE8\n"
      "Q1,work,ideas.2.name,\xA7\xE4"
      "c s\xB8"
      "ch c\xEFng con\n");
  const auto shown = Look(school, request);
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_EQ(shown->encoding(), v1::TEXT_ENCODING_TCVN3);
  EXPECT_TRUE(shown->encoding_guessed());
  ASSERT_EQ(shown->sample_size(), 2);
  EXPECT_EQ(shown->sample(0), "Q1,work,ideas.1.name,Thư viện số");
  EXPECT_EQ(shown->rows(1).value(), "Đọc sách cùng con");
  // A person says otherwise.
  request.set_encoding(v1::TEXT_ENCODING_VNI);
  const auto overruled = Look(school, request);
  ASSERT_TRUE(overruled.ok()) << overruled.status();
  EXPECT_EQ(overruled->encoding(), v1::TEXT_ENCODING_VNI);
  EXPECT_FALSE(overruled->encoding_guessed());
  EXPECT_NE(overruled->rows(1).value(), "Đọc sách cùng con");
  request.set_encoding(v1::TEXT_ENCODING_UTF_8);
  EXPECT_EQ(CodeOf(Look(school, request).status()), "encoding_wrong");
}

TEST(Import, H13_DaysThatDoNotExistOrMayBeMeantOtherwise_AreAskedAbout) {
  School school;
  v1::ImportRowsRequest request;
  request.set_csv(
      "period,form,field,value\n"
      "Q1,work,day,31/02/2026\n"
      "Q2,work,day,46117\n");
  const auto shown = Look(school, request);
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_FALSE(shown->rows(0).ok());
  EXPECT_NE(shown->rows(0).problem().en().find("28"), std::string::npos);
  EXPECT_FALSE(shown->rows(1).ok());
  EXPECT_NE(shown->rows(1).problem().en().find("05/04/2026"), std::string::npos);
}

TEST(Import, LabelsInsteadOfCodes_AreUnderstoodInEitherLanguage) {
  School school;
  v1::ImportRowsRequest request;
  request.set_csv(
      "\xef\xbb\xbfKỳ;Biểu;Chỉ tiêu;Giá trị\r\n"
      "Quý 1;Hồ sơ;Nhân sự;50\r\n"
      "quarter 1;WORK;Đã tập huấn;40\r\n"
      "Q1;work;Events;3\r\n");
  const auto done = ImportRows(school.desk(), request);
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_EQ(done->entries_size(), 2);
  EXPECT_EQ(done->rows(0).form(), "profile");
  EXPECT_EQ(done->rows(0).field(), "staff");
  EXPECT_EQ(done->rows(0).label().vi(), "Nhân sự");
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").number(), 40);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "events").number(), 3);
}

// As files from a Mac have it, or typed where there is no Vietnamese keyboard.
TEST(Import, H9_LabelsDecomposedOrWithoutMarks_FindTheirFields) {
  const std::vector<std::vector<std::string>> rows = {
      {"Ky\u0300", "Bie\u0302\u0309u", "Chi\u0309 tie\u0302u", "Gia tri"},
      {"Quy\u0301 1", "Ho\u0302\u0300 so\u031b", "Nha\u0302n su\u031b\u0323", "50"},
      {"quy 1", "cong viec", "da tap huan", "40"},
      {"QUY 1", "Công viê\u0323c", "HOAT DONG", "3"}};
  v1::ImportRowsRequest csv, sheet;
  for (const std::vector<std::string>& row : rows) {
    csv.mutable_csv()->append(absl::StrJoin(row, ";") + "\r\n");
    v1::SheetRow* in_sheet = sheet.add_sheet();
    in_sheet->set_line(static_cast<uint32_t>(sheet.sheet_size()));
    for (const std::string& cell : row) in_sheet->add_cells(cell);
  }
  for (const v1::ImportRowsRequest& request : {csv, sheet}) {
    School school;
    const auto done = ImportRows(school.desk(), request);
    ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
    EXPECT_EQ(School::ValueOf(school.Form("profile", "Q1"), "staff").number(), 50);
    EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "trained").number(), 40);
    EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "events").number(), 3);
  }
}

v1::ImportRowsRequest Sheet(const std::vector<std::vector<std::string>>& rows) {
  v1::ImportRowsRequest request;
  for (size_t i = 0; i < rows.size(); ++i) {
    v1::SheetRow* row = request.add_sheet();
    row->set_line(static_cast<uint32_t>(i + 1));
    for (const std::string& cell : rows[i]) row->add_cells(cell);
  }
  return request;
}

TEST(Import, SheetWithAColumnForEachField_IsReadByItsLabels) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  v1::ImportRowsRequest request = Sheet({{"BÁO CÁO CỦA TRƯỜNG"},
                                         {},
                                         {"Kỳ", "Đã tập huấn", "Hoạt động", "Ghi chú riêng"},
                                         {"Quý 1", "40", "", ""},
                                         {"Quý 2", "41", "7", ""}});
  request.set_form("work");
  const auto done = ImportRows(school.desk(), request);
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_EQ(done->rows_size(), 3);
  EXPECT_EQ(done->rows(2).line(), 5u);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q2"), "events").number(), 7);
  EXPECT_EQ(School::ValueOf(school.Form("work", "Q1"), "events").kind_case(),
            v1::Value::KIND_NOT_SET)
      << "a blank cell says nothing";
}

TEST(Import, ColumnThatIsNoFieldOfTheForm_IsNamedInItsCells) {
  School school;
  v1::ImportRowsRequest request = Sheet({{"Kỳ", "Đã tập huấn", "Số gì đó"}, {"Q1", "1", "2"}});
  request.set_form("work");
  const auto shown = Look(school, request);
  ASSERT_TRUE(shown.ok()) << shown.status();
  EXPECT_TRUE(shown->rows(0).ok());
  EXPECT_FALSE(shown->rows(1).ok());
  EXPECT_NE(shown->rows(1).problem().vi().find("Số gì đó"), std::string::npos);
}

TEST(Import, G16_SheetWiderOrLongerThanAnybodyTypes_IsRefused) {
  School school;
  v1::ImportRowsRequest wide = Sheet({std::vector<std::string>(65, "x")});
  EXPECT_EQ(CodeOf(Look(school, wide).status()), "csv_too_many_columns");
  v1::ImportRowsRequest long_one;
  for (int i = 0; i <= 100'000; ++i) long_one.add_sheet();
  EXPECT_EQ(CodeOf(Look(school, long_one).status()), "csv_too_many_rows");
  EXPECT_EQ(CodeOf(Look(school, {}).status()), "import_no_rows");
}

}  // namespace
}  // namespace gom::agent
