#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/dates.h"
#include "common/text/enum_words.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Say;
using text::Style;

std::string KindName(const std::string& code, const v1::Plan* plan, text::Language l) {
  if (plan == nullptr) return code;
  for (const v1::UnitKind& kind : plan->kinds()) {
    if (kind.code() == code) return text::In(l, kind.name());
  }
  return code;
}

std::string Kinds(const v1::Unit& unit, const v1::Plan* plan, text::Language l) {
  std::vector<std::string> names;
  for (const std::string& code : unit.kinds()) names.push_back(KindName(code, plan, l));
  return absl::StrJoin(names, ", ");
}

// "01/01/2026 – …, thay bằng TH-09"; "" where nothing limits it.
std::string Valid(const v1::Unit& unit, text::Language l) {
  std::string out;
  if (!unit.valid_from().empty() || !unit.valid_to().empty()) {
    const auto show = [](const std::string& day) {
      return day.empty() ? std::string("…") : text::ShowIso(day);
    };
    out = absl::StrCat(show(unit.valid_from()), " – ", show(unit.valid_to()));
  }
  if (unit.successor().empty()) return out;
  return absl::StrCat(out, out.empty() ? "" : ", ", Say(l, kSuccessor, unit.successor()));
}

}  // namespace

std::string UnitsTable(const google::protobuf::RepeatedPtrField<v1::Unit>& units,
                       const v1::Plan* plan, text::Language l, const text::View& view) {
  if (units.empty()) return Say(l, kNoUnits) + "\n";
  text::Table table({{.title = Say(l, kColumnUnit)},
                     {.title = Say(l, kColumnName),
                      .flexible = true,
                      .min_width = 20,
                      .overflow = text::Overflow::kWrap},
                     {.title = Say(l, kColumnKinds),
                      .flexible = true,
                      .min_width = 10,
                      .overflow = text::Overflow::kWrap},
                     {.title = Say(l, kColumnOwnership)},
                     {.title = Say(l, kColumnManager)},
                     {.title = Say(l, kColumnValid),
                      .flexible = true,
                      .min_width = 10,
                      .overflow = text::Overflow::kWrap}});
  for (const v1::Unit& unit : units) {
    table.Row({{unit.code(), Style::kBold},
               {unit.name()},
               {Kinds(unit, plan, l)},
               {std::string(Say(l, unit.ownership()))},
               {std::string(Say(l, unit.manager()))},
               {Valid(unit, l), Style::kDim}});
  }
  return table.Render(view) + Say(l, kUnitsTotal, units.size()) + "\n";
}

}  // namespace gom::hub
