// A form that goes out as a file and comes back.
#include "agent/service/template.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>

#include "agent/service/import.h"
#include "agent/service/template_book.h"
#include "agent/service/template_mark.h"
#include "gtest/gtest.h"
#include "tests/agent/school.h"

namespace gom::agent {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::GetTemplateResponse Template(School& school, v1::GetTemplateRequest::Format format,
                                 bool empty = false) {
  v1::GetTemplateRequest request;
  request.set_form("work");
  request.set_period("Q1");
  request.set_format(format);
  request.set_empty(empty);
  const auto made = GetTemplate(school.desk(), request);
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? *made : v1::GetTemplateResponse();
}

// One part of a workbook, which is a zip: unpacked by a program that nobody here wrote.
std::string PartOf(const std::string& book, const std::string& part) {
  TempFolder folder;
  const std::string file = folder.path() + "/book.xlsx";
  EXPECT_TRUE(platform::WritePrivateFile(file, book).ok());
  const std::string command =
      "/usr/bin/python3 -c \"import sys, zipfile; "
      "sys.stdout.buffer.write(zipfile.ZipFile('" +
      file + "').read('" + part + "'))\"";
  FILE* const out = popen(command.c_str(), "r");
  std::string text;
  char piece[4096];
  for (size_t n = 0; (n = fread(piece, 1, sizeof piece, out)) > 0;) text.append(piece, n);
  EXPECT_EQ(pclose(out), 0);
  return text;
}

void FillIn(School& school) {
  school.Report("profile", "Q1", {{"staff", "50"}});
  school.Type("work", "Q1",
              {{"trained", "40"},
               {"events", "na"},
               {"taught", "không"},
               {"day", "5/4/26"},
               {"note", "=1+2; - dòng \"hai\""},
               {"ideas.1.name", "@Thư viện"},
               {"ideas.1.people", "12"}});
}

TEST(TemplateTest, H11_FormAsCsv_ComesBackAsItWasAndNothingInItIsAFormula) {
  School school;
  FillIn(school);
  const v1::GetTemplateResponse csv = Template(school, v1::GetTemplateRequest::FORMAT_CSV);
  EXPECT_EQ(csv.file_name(), "gom-TH-01-work-Q1.csv");
  EXPECT_THAT(csv.data(), HasSubstr(";\"'=1+2; - dòng \"\"hai\"\"\""));
  const v1::FormView before = school.Form("work", "Q1");
  v1::SaveDraftRequest discard;
  discard.set_form("work");
  discard.set_period("Q1");
  discard.set_discard(true);
  ASSERT_TRUE(SaveDraft(school.desk(), discard).ok());
  v1::ImportRowsRequest request;
  request.set_csv(csv.data());
  const auto done = ImportRows(school.desk(), request);
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  const v1::FormView after = school.Form("work", "Q1");
  for (const char* field : {"trained", "events", "taught", "day", "note"}) {
    EXPECT_EQ(School::ValueOf(after, field).SerializeAsString(),
              School::ValueOf(before, field).SerializeAsString())
        << field;
  }
  EXPECT_EQ(School::ValueOf(after, "ideas").items().items(0).fields_size(), 2);
}

TEST(TemplateTest, H11_Workbook_HasTextAsTextLockedCodesAndItsMark) {
  School school;
  FillIn(school);
  const v1::GetTemplateResponse book = Template(school, v1::GetTemplateRequest::FORMAT_XLSX);
  EXPECT_EQ(book.file_name(), "gom-TH-01-work-Q1.xlsx");
  const std::string sheet = PartOf(book.data(), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<sheetProtection"));
  EXPECT_THAT(sheet, HasSubstr("<v>40</v>"));
  EXPECT_THAT(sheet, HasSubstr("hidden=\"1\""));
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
  EXPECT_THAT(sheet, HasSubstr("<dataValidation "));
  const std::string texts = PartOf(book.data(), "xl/sharedStrings.xml");
  EXPECT_THAT(texts, HasSubstr("gom-template-1 TH-01 work Q1 1 "));
  EXPECT_THAT(texts, HasSubstr(">=1+2; - dòng \"hai\"<"));
  EXPECT_THAT(texts, HasSubstr(">05/04/2026<"));
  EXPECT_THAT(texts, HasSubstr(">ideas.3.people<")) << "as many places as the list may have";
  EXPECT_THAT(PartOf(Template(school, v1::GetTemplateRequest::FORMAT_XLSX, true).data(),
                     "xl/sharedStrings.xml"),
              Not(HasSubstr("Thư viện")));
}

TEST(TemplateTest, FileOnTheWay_IsGoneWhateverCameOfIt) {
  TempFolder folder;
  const std::string path = folder.path() + "/book.xlsx";
  ASSERT_TRUE(WriteBook({}, path).ok());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(WriteBook({}, folder.path() + "/nowhere/book.xlsx").ok());
}

// The rows of a template as a page reads them from the workbook.
v1::ImportRowsRequest Returned(const std::string& mark,
                               const std::vector<std::pair<std::string, std::string>>& values) {
  v1::ImportRowsRequest request;
  v1::SheetRow* row = request.add_sheet();
  row->set_line(1);
  row->add_cells(mark);
  row->add_cells("Công việc");
  uint32_t line = 5;
  for (const auto& [code, value] : values) {
    row = request.add_sheet();
    row->set_line(++line);
    for (const std::string& cell : {code, std::string("Nhãn"), std::string(), value})
      row->add_cells(cell);
  }
  return request;
}

TEST(TemplateTest, G19_FilledInElsewhere_IsReadByItsMarkAndBlankCellsKeepWhatIsThere) {
  School school;
  FillIn(school);
  const std::string mark = ToCell({"TH-01", "work", "Q1", 1});
  const auto done = ImportRows(
      school.desk(),
      Returned(mark,
               {{"trained", "45"}, {"events", ""}, {"ideas.1.name", ""}, {"day", "2026-04-06"}}));
  ASSERT_TRUE(done.ok()) << text::Sentence(text::Language::kEnglish, done.status());
  EXPECT_TRUE(done->of_template());
  EXPECT_EQ(done->rows_size(), 2);
  EXPECT_EQ(done->rows(0).line(), 6u);
  const v1::FormView form = school.Form("work", "Q1");
  EXPECT_EQ(School::ValueOf(form, "trained").number(), 45);
  EXPECT_EQ(School::ValueOf(form, "day").date(), "2026-04-06");
  EXPECT_TRUE(School::ValueOf(form, "events").not_applicable());
  EXPECT_EQ(School::ValueOf(form, "ideas").items().items_size(), 1);
}

TEST(TemplateTest, G19_MarkTypedOverOrOfAnotherSchool_IsRefused) {
  School school;
  const auto code = [&](const std::string& mark) {
    return text::ErrorOf(ImportRows(school.desk(), Returned(mark, {{"trained", "45"}})).status())
        .code();
  };
  const std::string mark = ToCell({"TH-01", "work", "Q1", 1});
  std::string other = mark;
  other.replace(other.find("Q1"), 2, "Q2");
  EXPECT_EQ(code(other), "template_changed");
  EXPECT_EQ(code(mark.substr(0, mark.size() - 1)), "template_changed");
  EXPECT_EQ(code(ToCell({"TH-02", "work", "Q1", 1})), "import_other_unit");
}

TEST(TemplateTest, FormThatTheSchoolIsNotAsked_HasNone) {
  School school;
  v1::GetTemplateRequest request;
  request.set_form("cots_only");
  request.set_period("Q1");
  EXPECT_EQ(text::ErrorOf(GetTemplate(school.desk(), request).status()).code(),
            "form_not_applicable");
}

}  // namespace
}  // namespace gom::agent
