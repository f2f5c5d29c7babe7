// A form that goes out as a file and comes back.
#include "agent/service/template.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <regex>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
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

// How a program takes what stands, or will be typed, beside a code: the cell's type (s: text,
// n: number or nothing yet) and its number format (@: what is typed is text).
std::string ValueCell(const std::string& book, const std::string& code) {
  const std::string texts = PartOf(book, "xl/sharedStrings.xml");
  const std::string sheet = PartOf(book, "xl/worksheets/sheet1.xml");
  const std::string styles = PartOf(book, "xl/styles.xml");
  int text = -1;
  for (size_t at = 0, end = texts.find(">" + code + "<"); (at = texts.find("<si>", at)) < end; ++at)
    ++text;
  std::smatch found;
  const std::regex row(absl::StrCat("<c r=\"A(\\d+)\"[^>]*><v>", text, "</v>"));
  if (!std::regex_search(sheet, found, row)) return "no row";
  const std::regex value("<c r=\"D" + found[1].str() + "\"([^>]*)>");
  if (!std::regex_search(sheet, found, value)) return "no cell";
  const std::string attributes = found[1];
  std::regex_search(attributes, found, std::regex("s=\"(\\d+)\""));
  const int style = std::stoi(found[1]);
  const std::string formats = styles.substr(styles.find("<cellXfs"));
  const std::regex format("<xf numFmtId=\"(\\d+)\"");
  const auto nth = std::next(std::sregex_iterator(formats.begin(), formats.end(), format), style);
  const std::regex named("<numFmt numFmtId=\"" + (*nth)[1].str() + "\" formatCode=\"([^\"]*)\"");
  if (!std::regex_search(styles, found, named)) return "no format";
  const bool is_text = attributes.find("t=\"s\"") != std::string::npos;
  return (is_text ? "s " : "n ") + found[1].str();
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
  EXPECT_EQ(ValueCell(book.data(), "note"), "s @");
  EXPECT_EQ(ValueCell(book.data(), "ideas.3.name"), "n @") << "what is typed there is text too";
  EXPECT_EQ(ValueCell(book.data(), "trained"), "n 0");
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

// Whoever filled it in understood the field as it was then.
TEST(TemplateTest, G19_OfBeforeAFieldWasGivenAnotherMeaning_IsRefusedForThatFieldAlone) {
  School school;
  school.Report("profile", "Q1", {{"staff", "50"}});
  v1::Event event;
  *event.mutable_plan_applied() = Packed(
      absl::StrReplaceAll(SmallPlan(), {{"code: \"trained\"", "redefined_in: 2 code: \"trained\""},
                                        {"version: 1", "version: 2"}}),
      2);
  school.Deliver(event);
  const auto look = [&](uint32_t version, bool preview) {
    v1::ImportRowsRequest request =
        Returned(ToCell({"TH-01", "work", "Q1", version}), {{"trained", "45"}, {"events", "3"}});
    request.set_preview(preview);
    return ImportRows(school.desk(), request);
  };
  const auto old = look(1, true);
  ASSERT_TRUE(old.ok()) << old.status();
  ASSERT_EQ(old->rows_size(), 2);
  EXPECT_FALSE(old->rows(0).ok());
  EXPECT_THAT(old->rows(0).problem().vi(), HasSubstr("ô “trained” đã đổi nghĩa trong kế hoạch"));
  EXPECT_THAT(old->rows(0).problem().en(), HasSubstr("get a new template"));
  EXPECT_TRUE(old->rows(1).ok());
  EXPECT_EQ(text::ErrorOf(look(1, false).status()).code(), "import_refused");
  EXPECT_TRUE(school.state().drafts.empty());

  const auto made_now = look(2, true);
  ASSERT_TRUE(made_now.ok()) << made_now.status();
  EXPECT_TRUE(made_now->rows(0).ok()) << made_now->rows(0).problem().en();
  EXPECT_THAT(
      PartOf(Template(school, v1::GetTemplateRequest::FORMAT_XLSX).data(), "xl/sharedStrings.xml"),
      HasSubstr("gom-template-1 TH-01 work Q1 2 "));
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
