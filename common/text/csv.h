// CSV as Vietnamese Excel writes and opens it.
//
//   ASSIGN_OR_RETURN(CsvTable t, ReadCsv(bytes));
//   const int code = t.Column("code");            // -1: no such column
//   for (const CsvRow& row : t.rows) … row.cells[code] … row.line …
//   for (const v1::ErrorPlace& m : t.mistakes) …  // lines that could not be read, and what to do
//
// Reading: UTF-8 with or without byte order mark; ";" or ",", whichever the header has more of, or
// a first line "sep=;"; quotes with line breaks inside; LF or CRLF. The first line is the header.
// Cells are NFC, blanks at their ends go unless quoted, and exactly one leading apostrophe is
// removed: the one that CsvWriter (or Excel) puts before what might be taken for a formula. Lines
// without any content are skipped.
#ifndef GOM_COMMON_TEXT_CSV_H_
#define GOM_COMMON_TEXT_CSV_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gom/v1/error.pb.h"

namespace gom::text {

struct CsvLimits {
  size_t max_bytes = 4 * 1024 * 1024;
  size_t max_rows = 100'000;
  size_t max_columns = 64;
};

struct CsvRow {
  // 1-based line of the file on which the row begins.
  uint32_t line = 0;
  // As many as the header has.
  std::vector<std::string> cells = {};
};

struct CsvTable {
  char separator = ';';
  // In lower case (ASCII letters only).
  std::vector<std::string> header = {};
  std::vector<CsvRow> rows = {};
  // Lines that are no rows: too many cells, text after a closing quote, a quote that is never
  // closed, a last line that was cut off. By line; every line of the file is in `rows`, in
  // `mistakes`, or has no content.
  std::vector<v1::ErrorPlace> mistakes = {};

  // Index of a column by name; -1 where there is none.
  int Column(std::string_view name) const;
};

// Refuses the whole file with kInvalidArgument: csv_empty, csv_too_large, csv_utf16, csv_not_utf8,
// csv_too_many_columns, csv_too_many_rows, csv_column_twice, csv_column_unnamed, csv_header_quote.
absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes, const CsvLimits& limits = {});

// Writes what Vietnamese Excel opens by a double click: byte order mark, ";", CRLF.
//
//   CsvWriter w;
//   w.Text("TH-01").Number(412).Empty().EndRow();
//   file << std::move(w).Take();
class CsvWriter {
 public:
  CsvWriter();
  // A text that begins like a formula (= + - @, tab, carriage return) or with an apostrophe gets
  // one apostrophe before it, so that nothing is ever evaluated and ReadCsv gives back what was
  // written.
  CsvWriter& Text(std::string_view text);
  // A number, as a number.
  CsvWriter& Number(int64_t number);
  CsvWriter& Empty();
  CsvWriter& EndRow();
  std::string Take() && { return std::move(out_); }

 private:
  void Next();
  std::string out_;
  bool row_begun_ = false;
};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_CSV_H_
