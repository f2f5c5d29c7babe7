#include "hub/cli/roster_csv.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "common/text/csv.h"
#include "common/text/dates.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "hub/cli/csv_rows.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

constexpr std::string_view kHeader =
    "code,name,kinds,ownership,manager,valid_from,valid_to,successor";
constexpr size_t kMaxCode = 32;
constexpr size_t kMaxName = 200;

bool IsCode(std::string_view code) {
  if (code.empty() || code.size() > kMaxCode) return false;
  for (char c : code) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '_' && c != '-') {
      return false;
    }
  }
  return true;
}

class RowReader {
 public:
  RowReader(const text::CsvTable& table, const text::CsvRow& row, Mistakes* mistakes)
      : table_(table), row_(row), mistakes_(mistakes) {}

  v1::Unit Read() {
    v1::Unit unit;
    unit.set_code(std::string(Get("code")));
    if (!IsCode(unit.code())) Wrong("code", say::kCodeWrong, unit.code());
    ReadName(&unit);
    const std::vector<std::string> kinds =
        absl::StrSplit(std::string(Get("kinds")), absl::ByAnyChar("+|"), absl::SkipWhitespace());
    for (const std::string& kind : kinds) {
      unit.add_kinds(absl::AsciiStrToLower(std::string(text::TrimBlanks(kind))));
    }
    if (unit.kinds().empty()) Wrong("kinds", say::kKindsEmpty);
    ReadOwnership(&unit);
    ReadManager(&unit);
    unit.set_valid_from(Day("valid_from"));
    unit.set_valid_to(Day("valid_to"));
    if (!unit.valid_from().empty() && !unit.valid_to().empty() &&
        unit.valid_to() < unit.valid_from()) {
      Wrong("valid_to", say::kDatesOutOfOrder, unit.valid_to(), unit.valid_from());
    }
    ReadSuccessor(&unit);
    return unit;
  }

 private:
  std::string_view Get(std::string_view column) const { return Cell(table_, row_, column); }

  template <typename... Args>
  void Wrong(std::string_view column, const text::Message& message, const Args&... args) {
    mistakes_->Add(row_.line, column, message, args...);
  }

  void ReadName(v1::Unit* unit) {
    absl::StatusOr<std::string> name = text::CleanText(Get("name"), kMaxName);
    if (!name.ok()) {
      mistakes_->Add(row_.line, "name", name.status());
    } else if (name->empty()) {
      Wrong("name", say::kNameEmpty);
    } else {
      unit->set_name(*std::move(name));
    }
  }

  void ReadOwnership(v1::Unit* unit) {
    const std::string word = absl::AsciiStrToLower(std::string(Get("ownership")));
    if (word == "public") {
      unit->set_ownership(v1::OWNERSHIP_PUBLIC);
    } else if (word == "private") {
      unit->set_ownership(v1::OWNERSHIP_PRIVATE);
    } else {
      Wrong("ownership", say::kOwnershipWrong, word);
    }
  }

  void ReadManager(v1::Unit* unit) {
    const std::string word = absl::AsciiStrToLower(std::string(Get("manager")));
    if (word == "commune") {
      unit->set_manager(v1::MANAGER_COMMUNE);
    } else if (word == "city") {
      unit->set_manager(v1::MANAGER_CITY);
    } else {
      Wrong("manager", say::kManagerWrong, word);
    }
  }

  std::string Day(std::string_view column) {
    const std::string_view typed = Get(column);
    if (typed.empty()) return {};
    absl::StatusOr<absl::CivilDay> day = text::ParseDate(typed);
    if (!day.ok()) {
      mistakes_->Add(row_.line, column, day.status());
      return {};
    }
    return text::FormatIso(*day);
  }

  void ReadSuccessor(v1::Unit* unit) {
    const std::string_view successor = Get("successor");
    if (successor.empty()) return;
    if (!IsCode(successor)) {
      Wrong("successor", say::kCodeWrong, successor);
    } else if (absl::EqualsIgnoreCase(std::string(successor), unit->code())) {
      Wrong("successor", say::kSuccessorIsSelf, successor);
    } else {
      unit->set_successor(std::string(successor));
    }
  }

  const text::CsvTable& table_;
  const text::CsvRow& row_;
  Mistakes* mistakes_;
};

}  // namespace

absl::StatusOr<std::vector<RosterRow>> ReadRoster(std::string_view file, std::string_view bytes) {
  ASSIGN_OR_RETURN(text::CsvTable table, text::ReadCsv(bytes));
  Mistakes mistakes(table);
  bool columns = true;
  for (std::string_view column : {"code", "name", "kinds", "ownership", "manager"}) {
    if (table.Column(column) >= 0) continue;
    columns = false;
    mistakes.Add(1, column, say::kColumnMissing, column, kHeader);
  }
  // Without its columns every row would be wrong, which helps nobody.
  if (!columns) return mistakes.Refusal(say::kRosterWrong, file);
  std::vector<RosterRow> rows;
  std::map<std::string, uint32_t> line_of;
  for (const text::CsvRow& row : table.rows) {
    RosterRow read{RowReader(table, row, &mistakes).Read(), row.line};
    auto [it, fresh] = line_of.try_emplace(absl::AsciiStrToLower(read.unit.code()), row.line);
    if (!fresh && !read.unit.code().empty()) {
      mistakes.Add(row.line, "code", say::kCodeTwice, read.unit.code(), it->second);
    }
    rows.push_back(std::move(read));
  }
  if (rows.empty() && mistakes.empty()) mistakes.Add(1, "", say::kFileHasNoRows);
  RETURN_IF_ERROR(mistakes.Refusal(say::kRosterWrong, file));
  return rows;
}

}  // namespace gom::hub
