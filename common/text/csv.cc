#include "common/text/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/text/encoding.h"
#include "common/text/unicode.h"
#include "common/text/words.h"

namespace gom::text {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

template <typename... Args>
absl::Status RefuseFile(const Message& m, const Args&... args) {
  return Refuse(absl::StatusCode::kInvalidArgument, m, args...);
}

template <typename... Args>
v1::ErrorPlace PlaceOf(uint32_t line, const Message& m, const Args&... args) {
  const v1::Error error = MakeError(m, {ArgumentText(args)...});
  v1::ErrorPlace place;
  place.set_line(line);
  place.set_vi(error.vi());
  place.set_en(error.en());
  return place;
}

// A line of the file as it was split, before it is held against the header.
struct RawRow {
  uint32_t line = 0;
  std::vector<std::string> cells = {};
  bool text_after_quote = false;
  bool quote_open = false;  // the file ended inside a quoted cell
  bool ended = false;       // by a line end, not by the end of the file
};

// Splits bytes into rows and cells; knows nothing of headers.
class Splitter {
 public:
  Splitter(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {}

  bool done() const { return at_ >= bytes_.size(); }
  uint32_t line() const { return line_; }

  RawRow Next() {
    RawRow row{.line = line_};
    for (;;) {
      row.cells.push_back(NextCell(&row));
      if (done()) return row;
      const char c = bytes_[at_++];
      if (c == separator_) continue;
      if (c == '\r' && !done() && bytes_[at_] == '\n') ++at_;
      ++line_;
      row.ended = true;
      return row;
    }
  }

 private:
  bool AtEnd(char c) const { return c == separator_ || c == '\n' || c == '\r'; }

  // Leaves at_ on the separator or line end behind the cell, or at the end.
  std::string NextCell(RawRow* row) {
    size_t begin = at_;
    while (begin < bytes_.size() && bytes_[begin] == ' ') ++begin;
    if (begin < bytes_.size() && bytes_[begin] == '"') {
      at_ = begin + 1;
      return QuotedCell(row);
    }
    begin = at_;
    while (!done() && !AtEnd(bytes_[at_])) ++at_;
    return std::string(TrimBlanks(bytes_.substr(begin, at_ - begin)));
  }

  std::string QuotedCell(RawRow* row) {
    std::string cell;
    for (;;) {
      if (done()) {
        row->quote_open = true;
        return cell;
      }
      const char c = bytes_[at_++];
      if (c == '"' && !done() && bytes_[at_] == '"') {
        cell += '"';
        ++at_;
      } else if (c == '"') {
        break;
      } else {
        line_ += c == '\n' ? 1 : 0;
        cell += c;
      }
    }
    const size_t rest = at_;
    while (!done() && !AtEnd(bytes_[at_])) ++at_;
    row->text_after_quote =
        row->text_after_quote || !TrimBlanks(bytes_.substr(rest, at_ - rest)).empty();
    return cell;
  }

  std::string_view bytes_;
  char separator_;
  size_t at_ = 0;
  uint32_t line_ = 1;
};

absl::Status CheckBytes(std::string_view bytes, const CsvLimits& limits) {
  if (bytes.size() > limits.max_bytes)
    return RefuseFile(kCsvTooLarge, bytes.size(), limits.max_bytes);
  const std::string_view start = bytes.substr(0, 2);
  const bool utf16 =
      start == "\xFF\xFE" || start == "\xFE\xFF" || bytes.find('\0') != std::string_view::npos;
  if (utf16) return RefuseFile(kCsvUtf16);
  const uint32_t line = FirstLineNotUtf8(bytes);
  return line == 0 ? absl::OkStatus() : RefuseFile(kCsvNotUtf8, line);
}

// ";" or ",", whichever stands more often outside quotes in the first line that has content.
char SeparatorOf(std::string_view bytes) {
  int semicolons = 0;
  int commas = 0;
  bool quoted = false;
  for (const char c : bytes) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    semicolons += c == ';' ? 1 : 0;
    commas += c == ',' ? 1 : 0;
    if (c == '\n' && semicolons + commas > 0) break;
  }
  return commas > semicolons ? ',' : ';';
}

bool HasContent(const RawRow& row) {
  return row.quote_open || std::any_of(row.cells.begin(), row.cells.end(),
                                       [](const std::string& c) { return !c.empty(); });
}

std::string Cell(std::string_view raw) {
  if (!raw.empty() && raw[0] == '\'') raw.remove_prefix(1);
  return Nfc(raw);
}

absl::Status ReadHeader(const RawRow& row, const CsvLimits& limits, CsvTable* table) {
  if (row.quote_open || row.text_after_quote) return RefuseFile(kCsvHeaderQuote);
  for (const std::string& cell : row.cells) {
    table->header.push_back(absl::AsciiStrToLower(Cell(TrimBlanks(cell))));
  }
  // A spreadsheet leaves empty columns at the end.
  while (!table->header.empty() && table->header.back().empty()) table->header.pop_back();
  const size_t n = table->header.size();
  if (n > limits.max_columns) return RefuseFile(kCsvTooManyColumns, n, limits.max_columns);
  for (size_t i = 0; i < n; ++i) {
    const std::string& name = table->header[i];
    if (name.empty()) return RefuseFile(kCsvColumnUnnamed, i + 1);
    if (table->Column(name) != static_cast<int>(i)) return RefuseFile(kCsvColumnTwice, name);
  }
  return absl::OkStatus();
}

// One line: a row, or a mistake.
void AddRow(RawRow raw, CsvTable* table) {
  const size_t columns = table->header.size();
  const char other = table->separator == ';' ? ',' : ';';
  const std::string own(1, table->separator);
  while (raw.cells.size() > columns && raw.cells.back().empty()) raw.cells.pop_back();
  const auto mistake = [&](v1::ErrorPlace place) { table->mistakes.push_back(std::move(place)); };
  if (raw.quote_open) return mistake(PlaceOf(raw.line, kCsvOpenQuote));
  if (raw.text_after_quote) return mistake(PlaceOf(raw.line, kCsvAfterQuote));
  if (raw.cells.size() > columns) {
    return mistake(PlaceOf(raw.line, kCsvTooManyCells, raw.cells.size(), columns, own));
  }
  if (raw.cells.size() == 1 && columns > 1 && raw.cells[0].find(other) != std::string::npos) {
    return mistake(PlaceOf(raw.line, kCsvOtherSeparator, std::string(1, other), own));
  }
  // Spreadsheets leave out empty cells at the end of a line; a copy that was cut off ends without a
  // line end.
  if (raw.cells.size() < columns && !raw.ended) {
    return mistake(PlaceOf(raw.line, kCsvCutOff, raw.cells.size(), columns));
  }
  CsvRow row{.line = raw.line};
  row.cells.reserve(columns);
  for (const std::string& cell : raw.cells) row.cells.push_back(Cell(cell));
  row.cells.resize(columns);
  table->rows.push_back(std::move(row));
}

}  // namespace

int CsvTable::Column(std::string_view name) const {
  const auto it = std::find(header.begin(), header.end(), name);
  return it == header.end() ? -1 : static_cast<int>(it - header.begin());
}

absl::StatusOr<CsvTable> ReadCsv(std::string_view bytes, const CsvLimits& limits) {
  if (absl::Status status = CheckBytes(bytes, limits); !status.ok()) return status;
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark)
    bytes.remove_prefix(kByteOrderMark.size());
  CsvTable table{.separator = SeparatorOf(bytes)};
  if (bytes.size() > 4 && bytes.substr(0, 4) == "sep=" && (bytes[4] == ';' || bytes[4] == ',')) {
    table.separator = bytes[4];
  }
  Splitter splitter(bytes, table.separator);
  while (!splitter.done()) {
    RawRow raw = splitter.Next();
    const bool separator_line = raw.line == 1 && bytes.substr(0, 4) == "sep=";
    if (separator_line || !HasContent(raw)) continue;
    if (table.header.empty()) {
      if (absl::Status status = ReadHeader(raw, limits, &table); !status.ok()) return status;
      continue;
    }
    if (table.rows.size() + table.mistakes.size() >= limits.max_rows) {
      return RefuseFile(kCsvTooManyRows, limits.max_rows);
    }
    AddRow(std::move(raw), &table);
  }
  if (table.header.empty()) return RefuseFile(kCsvEmpty);
  return table;
}

CsvWriter::CsvWriter() : out_(kByteOrderMark) {}

void CsvWriter::Next() {
  if (row_begun_) out_ += ';';
  row_begun_ = true;
}

CsvWriter& CsvWriter::Text(std::string_view text) {
  Next();
  std::string cell;
  const bool like_formula =
      !text.empty() && std::string_view("=+-@\t\r'").find(text[0]) != std::string_view::npos;
  if (like_formula) cell += '\'';
  cell += text;
  const bool blank_end = !cell.empty() && (TrimBlanks(cell).size() != cell.size());
  if (!blank_end && cell.find_first_of(";,\"\r\n") == std::string::npos) {
    out_ += cell;
    return *this;
  }
  out_ += '"';
  for (const char c : cell) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::Number(int64_t number) {
  Next();
  out_ += std::to_string(number);
  return *this;
}

CsvWriter& CsvWriter::Empty() {
  Next();
  return *this;
}

CsvWriter& CsvWriter::EndRow() {
  out_ += "\r\n";
  row_begun_ = false;
  return *this;
}

}  // namespace gom::text
