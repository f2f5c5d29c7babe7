#include "common/text/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/message.h"

namespace gom::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

CsvTable Read(std::string_view bytes) {
  absl::StatusOr<CsvTable> table = ReadCsv(bytes);
  EXPECT_TRUE(table.ok()) << table.status();
  return table.ok() ? *std::move(table) : CsvTable{};
}

std::string CodeOf(std::string_view bytes, const CsvLimits& limits = {}) {
  return ErrorOf(ReadCsv(bytes, limits).status()).code();
}

TEST(CsvTest, SemicolonsWithByteOrderMarkAndCrlf_AsExcelWrites) {
  const CsvTable t = Read(
      "\xEF\xBB\xBF"
      "Code;Name\r\nTH-01;Trường Tiểu học\r\n");
  EXPECT_EQ(t.separator, ';');
  EXPECT_THAT(t.header, ElementsAre("code", "name"));
  ASSERT_THAT(t.rows, SizeIs(1));
  EXPECT_EQ(t.rows[0].line, 2u);
  EXPECT_THAT(t.rows[0].cells, ElementsAre("TH-01", "Trường Tiểu học"));
  EXPECT_EQ(t.Column("name"), 1);
  EXPECT_EQ(t.Column("absent"), -1);
}

TEST(CsvTest, CommasWithoutByteOrderMark) {
  const CsvTable t = Read("code,name\nTH-01,\"A, B\"\n");
  EXPECT_EQ(t.separator, ',');
  EXPECT_THAT(t.rows[0].cells, ElementsAre("TH-01", "A, B"));
}

TEST(CsvTest, SeparatorLine_IsObeyedAndIsNoHeader) {
  const CsvTable t = Read("sep=,\na,b\n1,2\n");
  EXPECT_THAT(t.header, ElementsAre("a", "b"));
  EXPECT_EQ(t.rows[0].line, 3u);
}

TEST(CsvTest, QuotedCells_MayHoldLineEndsQuotesAndSeparators) {
  const CsvTable t = Read("a;b\n\"dòng 1\ndòng 2; \"\"x\"\"\";2\nc;d\n");
  EXPECT_THAT(t.rows[0].cells, ElementsAre("dòng 1\ndòng 2; \"x\"", "2"));
  EXPECT_EQ(t.rows[0].line, 2u);
  EXPECT_EQ(t.rows[1].line, 4u);
}

TEST(CsvTest, Cells_AreTrimmedUnlessQuotedAndNormalised) {
  const CsvTable t = Read("a;b;c\n \u00A0x ;\" y \";hoa\u0300\n");
  EXPECT_THAT(t.rows[0].cells, ElementsAre("x", " y ", "hoà"));
}

TEST(CsvTest, ExactlyOneLeadingApostrophe_IsRemoved) {
  const CsvTable t = Read("a;b;c\n'=1+1;''x;'\n");
  EXPECT_THAT(t.rows[0].cells, ElementsAre("=1+1", "'x", ""));
}

TEST(CsvTest, LinesWithoutContent_AreSkipped) {
  const CsvTable t = Read("\n;;\na;b;;\n\n;\n1;2;;\n   \n");
  EXPECT_THAT(t.header, ElementsAre("a", "b"));
  ASSERT_THAT(t.rows, SizeIs(1));
  EXPECT_EQ(t.rows[0].line, 6u);
  EXPECT_THAT(t.mistakes, IsEmpty());
}

TEST(CsvTest, EmptyCellsLeftOutAtTheEnd_AreEmpty) {
  const CsvTable t = Read("code;from;to\nTH-01\nTH-02;x\nTH-03;x;y");
  ASSERT_THAT(t.rows, SizeIs(3));
  EXPECT_THAT(t.rows[0].cells, ElementsAre("TH-01", "", ""));
  EXPECT_THAT(t.rows[1].cells, ElementsAre("TH-02", "x", ""));
  EXPECT_THAT(t.mistakes, IsEmpty());
}

TEST(CsvTest, LastLineCutOff_IsAMistake) {
  const CsvTable t = Read("code;from;to\nTH-01;x;y\nTH-02;x");
  EXPECT_THAT(t.rows, SizeIs(1));
  ASSERT_THAT(t.mistakes, SizeIs(1));
  EXPECT_EQ(t.mistakes[0].line(), 3u);
  EXPECT_THAT(t.mistakes[0].vi(), HasSubstr("bị cắt ngang"));
}

TEST(CsvTest, G17_HalfTheLinesWrong_EachIsToldApart) {
  const CsvTable t = Read(
      "period;form;value\n"
      "2026-Q2;mt;1\n"
      "2026-Q2;mt;2;3\n"
      "2026-Q2;mt;4\n"
      "2026-Q2,mt,5\n"
      "2026-Q2;\"mt\"x;6\n"
      "2026-Q2;mt;7\n"
      "2026-Q2;\"mt;8\n"
      "2026-Q2;mt;9\n");
  ASSERT_THAT(t.rows, SizeIs(3));
  EXPECT_EQ(t.rows[0].line, 2u);
  EXPECT_EQ(t.rows[1].line, 4u);
  EXPECT_EQ(t.rows[2].line, 7u);
  ASSERT_THAT(t.mistakes, SizeIs(4));
  EXPECT_EQ(t.mistakes[0].line(), 3u);
  EXPECT_THAT(t.mistakes[0].vi(), HasSubstr("Dòng có 4 ô, dòng đầu chỉ có 3 cột"));
  EXPECT_EQ(t.mistakes[1].line(), 5u);
  EXPECT_THAT(t.mistakes[1].vi(), HasSubstr("bằng “,”, còn dòng đầu bằng “;”"));
  EXPECT_EQ(t.mistakes[2].line(), 6u);
  EXPECT_THAT(t.mistakes[2].en(), HasSubstr("after a closing quotation mark"));
  EXPECT_EQ(t.mistakes[3].line(), 8u);
  EXPECT_THAT(t.mistakes[3].en(), HasSubstr("never closed"));
}

TEST(CsvTest, G18_OtherEncodings_AreRefusedWithWhatToDo) {
  EXPECT_EQ(CodeOf(std::string_view("\xFF\xFE"
                                    "a\0;\0",
                                    6)),
            "csv_utf16");
  EXPECT_EQ(CodeOf(std::string_view("\xFE\xFF\0a", 4)), "csv_utf16");
  EXPECT_EQ(CodeOf(std::string_view("a\0;\0b\0", 6)), "csv_utf16");
  const absl::Status legacy = ReadCsv("code;name\nTH-01;Tr\xADêng mÇm non\n").status();
  EXPECT_EQ(ErrorOf(legacy).code(), "csv_not_utf8");
  EXPECT_THAT(Sentence(Language::kVietnamese, legacy), HasSubstr("dòng 2"));
  EXPECT_THAT(Sentence(Language::kVietnamese, legacy), HasSubstr("“CSV UTF-8”"));
}

TEST(CsvTest, Limits_AreKept) {
  EXPECT_EQ(CodeOf("a;b\n1;2\n", {.max_bytes = 7}), "csv_too_large");
  EXPECT_EQ(CodeOf("a;b\n1;2\n3;4\n", {.max_rows = 1}), "csv_too_many_rows");
  EXPECT_EQ(CodeOf("a;b;c\n", {.max_columns = 2}), "csv_too_many_columns");
  EXPECT_TRUE(ReadCsv("a;b\n1;2\n", {.max_bytes = 8, .max_rows = 1, .max_columns = 2}).ok());
}

TEST(CsvTest, HeaderThatCannotBeUsed_IsRefused) {
  EXPECT_EQ(CodeOf(""), "csv_empty");
  EXPECT_EQ(CodeOf("\xEF\xBB\xBF\r\n"), "csv_empty");
  EXPECT_EQ(CodeOf("a;A\n"), "csv_column_twice");
  EXPECT_EQ(CodeOf("a;;b\n"), "csv_column_unnamed");
  EXPECT_EQ(CodeOf("a;\"b\n1;2\n"), "csv_header_quote");
}

TEST(CsvWriterTest, Excel_OpensItByADoubleClick) {
  CsvWriter w;
  w.Text("Mã").Text("Số").EndRow().Text("TH-01").Number(-412).EndRow().Empty().Number(0).EndRow();
  EXPECT_EQ(std::move(w).Take(), "\xEF\xBB\xBFMã;Số\r\nTH-01;-412\r\n;0\r\n");
}

TEST(CsvWriterTest, H11_WhateverIsWritten_ReadsBackAsItWas) {
  const std::vector<std::string> cells = {"=1+1",     "+84", "-5 %",   "- ý một", "@x",   "\tx",
                                          "'quoted'", "''",  "a;b",    "a,b",     "a\"b", "a\nb",
                                          " x ",      "\"",  "Trường", "="};
  CsvWriter w;
  for (size_t i = 0; i < cells.size(); ++i) w.Text("c" + std::to_string(i));
  w.EndRow();
  for (const std::string& cell : cells) w.Text(cell);
  const std::string bytes = std::move(w.EndRow()).Take();
  EXPECT_EQ(Read(bytes).rows.at(0).cells, cells);
  EXPECT_THAT(bytes, HasSubstr("'=1+1"));
  EXPECT_THAT(bytes, HasSubstr("'- ý một"));
}

}  // namespace
}  // namespace gom::text
