#include "hub/cli/review_csv.h"

#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "common/text/csv.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "hub/cli/csv_rows.h"
#include "hub/cli/words.h"

namespace gom::hub {
namespace {

constexpr std::string_view kHeader = "act,unit,form,period,field,item,indicator,reason,revision";
constexpr std::string_view kWithdraw = "withdraw_";
constexpr std::string_view kActs =
    "accept, return, recognize, not_applicable, lock, reopen, take, withdraw_recognize, "
    "withdraw_not_applicable";
// A place in a list has at most this many digits; an id has eight characters.
constexpr size_t kPlaceDigits = 4;
constexpr size_t kIdCharacters = 8;

v1::ReviewAct::Kind KindOf(std::string_view word) {
  if (word == "accept") return v1::ReviewAct::KIND_ACCEPT;
  if (word == "return") return v1::ReviewAct::KIND_RETURN;
  if (word == "recognize" || word == "recognise") return v1::ReviewAct::KIND_RECOGNIZE;
  if (word == "not_applicable") return v1::ReviewAct::KIND_NOT_APPLICABLE;
  if (word == "lock") return v1::ReviewAct::KIND_LOCK;
  if (word == "reopen") return v1::ReviewAct::KIND_REOPEN;
  if (word == "take") return v1::ReviewAct::KIND_TAKE;
  return v1::ReviewAct::KIND_UNSPECIFIED;
}

std::vector<std::string_view> NeededColumns(v1::ReviewAct::Kind kind) {
  switch (kind) {
    case v1::ReviewAct::KIND_ACCEPT:
    case v1::ReviewAct::KIND_TAKE:
      return {"unit", "form", "period"};
    case v1::ReviewAct::KIND_RETURN:
      return {"unit", "form", "period", "reason"};
    case v1::ReviewAct::KIND_RECOGNIZE:
      return {"unit", "form", "period", "field", "item"};
    case v1::ReviewAct::KIND_NOT_APPLICABLE:
      return {"unit", "indicator", "reason"};
    case v1::ReviewAct::KIND_LOCK:
    case v1::ReviewAct::KIND_REOPEN:
      return {"period"};
    default:
      return {};
  }
}

v1::ReviewAct ReadRow(const text::CsvTable& table, const text::CsvRow& row, Mistakes* mistakes) {
  auto get = [&](std::string_view column) { return std::string(Cell(table, row, column)); };
  v1::ReviewAct act;
  const std::string typed = get("act");
  const std::string word =
      absl::StrReplaceAll(absl::AsciiStrToLower(typed), {{"-", "_"}, {" ", "_"}});
  const bool withdraw = word.rfind(kWithdraw, 0) == 0;
  act.set_kind(KindOf(std::string_view(word).substr(withdraw ? kWithdraw.size() : 0)));
  const bool takes_back = act.kind() == v1::ReviewAct::KIND_RECOGNIZE ||
                          act.kind() == v1::ReviewAct::KIND_NOT_APPLICABLE;
  if (act.kind() == v1::ReviewAct::KIND_UNSPECIFIED || (withdraw && !takes_back)) {
    mistakes->Add(row.line, "act", say::kActWrong, typed, kActs);
    return act;
  }
  act.set_withdraw(withdraw);
  for (std::string_view column : NeededColumns(act.kind())) {
    if (get(column).empty()) mistakes->Add(row.line, column, say::kCellMissing, word, column);
  }
  act.set_unit(get("unit"));
  act.set_form(get("form"));
  act.set_period(get("period"));
  act.set_indicator(get("indicator"));
  act.set_reason(get("reason"));
  act.set_revision(get("revision"));
  if (act.kind() == v1::ReviewAct::KIND_RECOGNIZE) {
    act.set_field(get("field"));
    if (!get("item").empty()) {
      if (absl::Status status = SetItem(get("item"), &act); !status.ok()) {
        mistakes->Add(row.line, "item", status);
      }
    }
  } else if (act.kind() == v1::ReviewAct::KIND_RETURN && !get("field").empty()) {
    v1::FieldNote* note = act.add_fields();
    note->set_field(get("field"));
    note->set_reason(get("reason"));
  }
  return act;
}

}  // namespace

absl::Status SetItem(std::string_view typed, v1::ReviewAct* act) {
  uint32_t place = 0;
  if (typed.size() <= kPlaceDigits && absl::SimpleAtoi(std::string(typed), &place) && place > 0) {
    act->set_item_place(place);
    return absl::OkStatus();
  }
  uint32_t id = 0;
  if (typed.size() == kIdCharacters && absl::SimpleHexAtoi(std::string(typed), &id) && id != 0) {
    act->set_item(id);
    return absl::OkStatus();
  }
  return text::Refuse(absl::StatusCode::kInvalidArgument, say::kItemWrong, typed);
}

absl::StatusOr<std::vector<ReviewRow>> ReadReviews(std::string_view file, std::string_view bytes) {
  ASSIGN_OR_RETURN(text::CsvTable table, text::ReadCsv(bytes));
  Mistakes mistakes(table);
  if (table.Column("act") < 0) {
    mistakes.Add(1, "act", say::kColumnMissing, "act", kHeader);
    return mistakes.Refusal(say::kReviewFileWrong, file);
  }
  std::vector<ReviewRow> rows;
  for (const text::CsvRow& row : table.rows) {
    rows.push_back({ReadRow(table, row, &mistakes), row.line});
  }
  if (rows.empty() && mistakes.empty()) mistakes.Add(1, "", say::kFileHasNoRows);
  RETURN_IF_ERROR(mistakes.Refusal(say::kReviewFileWrong, file));
  return rows;
}

}  // namespace gom::hub
