#include "agent/service/import_table.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/service/import_names.h"
#include "agent/service/template_mark.h"
#include "agent/service/words.h"
#include "common/text/csv.h"
#include "common/text/encoding.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "common/text/words.h"

namespace gom::agent {
namespace {

constexpr size_t kSampleLines = 5;

text::Encoding EncodingOf(v1::TextEncoding encoding) {
  switch (encoding) {
    case v1::TEXT_ENCODING_UTF_8:
      return text::Encoding::kUtf8;
    case v1::TEXT_ENCODING_UTF_16:
      return text::Encoding::kUtf16;
    case v1::TEXT_ENCODING_CP1258:
      return text::Encoding::kCp1258;
    case v1::TEXT_ENCODING_TCVN3:
      return text::Encoding::kTcvn3;
    case v1::TEXT_ENCODING_VNI:
      return text::Encoding::kVni;
    default:
      return text::Encoding::kUnknown;
  }
}

v1::TextEncoding ToProto(text::Encoding encoding) {
  for (const v1::TextEncoding e :
       {v1::TEXT_ENCODING_UTF_8, v1::TEXT_ENCODING_UTF_16, v1::TEXT_ENCODING_CP1258,
        v1::TEXT_ENCODING_TCVN3, v1::TEXT_ENCODING_VNI}) {
    if (EncodingOf(e) == encoding) return e;
  }
  return v1::TEXT_ENCODING_UNSPECIFIED;
}

// Lines by which a person sees whether the letters are right.
std::vector<std::string> SampleOf(const std::string& utf8) {
  std::vector<std::string> sample;
  for (const absl::string_view line : absl::StrSplit(utf8, '\n')) {
    const bool tells = std::any_of(line.begin(), line.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (tells)
      sample.push_back(text::Truncate(text::OneLine(std::string(line.data(), line.size())), 100));
    if (sample.size() == kSampleLines) break;
  }
  return sample;
}

// Where the columns are; -1: there is none.
struct Columns {
  int period = -1, form = -1, field = -1, value = -1, unit = -1, reason = -1;
  std::vector<int> others;

  int* At(Column column) {
    switch (column) {
      case Column::kPeriod:
        return &period;
      case Column::kForm:
        return &form;
      case Column::kField:
        return &field;
      case Column::kValue:
        return &value;
      case Column::kUnit:
        return &unit;
      case Column::kReason:
        return &reason;
      case Column::kOther:
        break;
    }
    return nullptr;
  }
};

class Reader {
 public:
  Reader(const SchoolState& state, const v1::ImportRowsRequest& request)
      : state_(state), request_(request) {}

  absl::StatusOr<ImportTable> FromCsv() {
    ASSIGN_OR_RETURN(const text::Decoded file,
                     text::Decode(request_.csv(), EncodingOf(request_.encoding())));
    table_.encoding = ToProto(file.encoding);
    table_.guessed = file.guessed;
    if (file.encoding != text::Encoding::kUtf8) table_.sample = SampleOf(file.utf8);
    ASSIGN_OR_RETURN(text::CsvTable rows, text::ReadCsv(file.utf8));
    table_.mistakes = std::move(rows.mistakes);
    return FromRows(rows.header, rows.rows);
  }

  absl::StatusOr<ImportTable> FromSheet() {
    RETURN_IF_ERROR(CheckSize());
    for (const v1::SheetRow& row : request_.sheet()) {
      if (row.cells_size() > 0 && IsTemplateMark(row.cells(0))) return FromTemplate(row.cells(0));
    }
    std::vector<std::string> header;
    std::vector<text::CsvRow> rows;
    for (const v1::SheetRow& row : request_.sheet()) {
      text::CsvRow cells{.line = row.line()};
      for (const std::string& cell : row.cells()) cells.cells.push_back(text::Nfc(cell));
      while (!cells.cells.empty() && text::TrimBlanks(cells.cells.back()).empty())
        cells.cells.pop_back();
      if (cells.cells.empty()) continue;
      if (header.empty()) {
        // A title above the table stands alone in its line.
        if (cells.cells.size() > 1) header = std::move(cells.cells);
        continue;
      }
      cells.cells.resize(std::max(cells.cells.size(), header.size()));
      rows.push_back(std::move(cells));
    }
    return FromRows(header, rows);
  }

 private:
  absl::Status CheckSize() const {
    const text::CsvLimits limits;
    if (static_cast<size_t>(request_.sheet_size()) > limits.max_rows) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, text::kCsvTooManyRows,
                          limits.max_rows);
    }
    for (const v1::SheetRow& row : request_.sheet()) {
      if (static_cast<size_t>(row.cells_size()) <= limits.max_columns) continue;
      return text::Refuse(absl::StatusCode::kInvalidArgument, text::kCsvTooManyColumns,
                          row.cells_size(), limits.max_columns);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<ImportTable> FromRows(const std::vector<std::string>& header,
                                       const std::vector<text::CsvRow>& rows) {
    ASSIGN_OR_RETURN(const Columns columns, FindColumns(header));
    bool any = false;
    for (const text::CsvRow& row : rows) {
      const bool other =
          columns.unit >= 0 && !absl::EqualsIgnoreCase(Cell(row, columns.unit), state_.unit_code);
      if (other) continue;
      any = true;
      TakeRow(header, columns, row);
    }
    if (!any && table_.mistakes.empty())
      return text::Refuse(absl::StatusCode::kInvalidArgument, kImportNoRows, state_.unit_code);
    return std::move(table_);
  }

  // The first of a name counts. A column for each field: neither fields nor values have one.
  absl::StatusOr<Columns> FindColumns(const std::vector<std::string>& header) const {
    Columns c;
    for (size_t i = 0; i < header.size(); ++i) {
      int* const column = c.At(ColumnNamed(header[i]));
      if (column != nullptr && *column < 0) *column = static_cast<int>(i);
      if (column == nullptr && !header[i].empty()) c.others.push_back(static_cast<int>(i));
    }
    const auto missing = [](const char* name) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kImportColumn, name);
    };
    if (c.period < 0 && request_.period().empty()) return missing("period");
    if (c.form < 0 && request_.form().empty()) return missing("form");
    const bool wide = c.field < 0 && c.value < 0 && !c.others.empty();
    if (!wide && c.field < 0) return missing("field");
    if (!wide && c.value < 0) return missing("value");
    return c;
  }

  static std::string Cell(const text::CsvRow& row, int column) {
    const auto at = static_cast<size_t>(column);
    return column < 0 || at >= row.cells.size() ? std::string() : row.cells[at];
  }

  // Looks each name up once: a file has few, and many lines.
  template <typename LookUp>
  void Name(std::string kind, std::string* written, absl::Status* problem, LookUp look_up) {
    auto [at, is_new] = names_.emplace(absl::StrCat(kind, "\n", *written), std::string());
    if (is_new) at->second = look_up(*written);
    if (at->second.ok()) {
      *written = *at->second;
    } else if (problem->ok()) {
      *problem = at->second.status();
    }
  }

  void TakeRow(const std::vector<std::string>& header, const Columns& columns,
               const text::CsvRow& row) {
    ImportCell cell{.line = row.line};
    cell.period = columns.period < 0 ? request_.period() : Cell(row, columns.period);
    cell.form = columns.form < 0 ? request_.form() : Cell(row, columns.form);
    cell.reason = Cell(row, columns.reason);
    Name("period", &cell.period, &cell.problem,
         [&](const std::string& written) { return PeriodCode(*state_.plan, written); });
    Name("form", &cell.form, &cell.problem,
         [&](const std::string& written) { return FormCode(state_, written); });
    if (columns.field >= 0) {
      cell.value = Cell(row, columns.value);
      return AddField(std::move(cell), Cell(row, columns.field));
    }
    for (const int other : columns.others) {
      ImportCell one = cell;
      one.value = Cell(row, other);
      if (text::TrimBlanks(one.value).empty()) continue;
      AddField(std::move(one), header[static_cast<size_t>(other)]);
    }
  }

  void AddField(ImportCell cell, const std::string& written) {
    cell.field = written;
    const int form = state_.plan->FormIndex(cell.form);
    if (form >= 0) {
      Name(absl::StrCat("field ", form), &cell.field, &cell.problem, [&](const std::string& name) {
        return FieldCode(state_, state_.plan->forms[static_cast<size_t>(form)], name);
      });
    }
    table_.cells.push_back(std::move(cell));
  }

  absl::StatusOr<ImportTable> FromTemplate(const std::string& marked) {
    ASSIGN_OR_RETURN(const TemplateMark mark, MarkIn(marked));
    if (!absl::EqualsIgnoreCase(mark.unit, state_.unit_code)) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kImportUnit, state_.unit_code,
                          mark.unit);
    }
    table_.of_template = true;
    const int form = state_.plan->FormIndex(mark.form);
    for (const v1::SheetRow& row : request_.sheet()) {
      const auto cells = static_cast<size_t>(row.cells_size());
      if (cells <= kTemplateValues || IsTemplateMark(row.cells(kTemplateCodes))) continue;
      ImportCell cell{.line = row.line(), .period = mark.period, .form = mark.form};
      cell.field = std::string(text::TrimBlanks(row.cells(kTemplateCodes)));
      cell.value = text::Nfc(row.cells(kTemplateValues));
      if (cell.field.empty() || text::TrimBlanks(cell.value).empty()) continue;
      const plan::Field* field =
          form < 0 ? nullptr
                   : state_.plan->forms[static_cast<size_t>(form)].FindField(
                         std::string_view(cell.field).substr(0, cell.field.find('.')));
      if (field != nullptr && mark.plan_version < field->redefined_in) {
        cell.problem = text::Refuse(absl::StatusCode::kInvalidArgument, kTemplateOld, cell.field);
      }
      table_.cells.push_back(std::move(cell));
    }
    return std::move(table_);
  }

  const SchoolState& state_;
  const v1::ImportRowsRequest& request_;
  ImportTable table_;
  absl::flat_hash_map<std::string, absl::StatusOr<std::string>> names_;
};

}  // namespace

absl::StatusOr<ImportTable> ReadImport(const SchoolState& state,
                                       const v1::ImportRowsRequest& request) {
  if (request.csv().empty() && request.sheet().empty())
    return text::Refuse(absl::StatusCode::kInvalidArgument, kImportNothingGiven);
  Reader reader(state, request);
  return request.sheet().empty() ? reader.FromCsv() : reader.FromSheet();
}

}  // namespace gom::agent
