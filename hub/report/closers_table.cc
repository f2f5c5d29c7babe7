#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Say;
using text::Style;

std::string Line(const std::string& s, Style style, const text::View& view) {
  text::Table table({});
  table.Note(s, style);
  return table.Render(view);
}

const text::Message& CoverageWord(const std::string& coverage) {
  if (coverage == "fresh") return kFresh;
  if (coverage == "carried") return kCarriedWord;
  return kMissing;
}

std::string Summary(const v1::ListClosersResponse& closers, text::Language l) {
  const std::string gap = text::FormatWhole(l, closers.gap());
  if (closers.gap() <= 0) return Say(l, kClosersGapNone);
  if (closers.suffice() == 0) return Say(l, kClosersNotEnough, gap);
  return Say(l, kClosersSuffice, gap, closers.suffice());
}

}  // namespace

std::string ClosersTable(const v1::ListClosersResponse& closers, text::Language l,
                         const text::View& view) {
  std::string out = Line(Say(l, kClosersTitle, text::In(l, closers.title()), closers.as_of()),
                         Style::kBold, view);
  out += Line(Summary(closers, l), Style::kPlain, view);
  text::Table table({{.title = Say(l, kColumnUnit)},
                     {.title = Say(l, kColumnName), .flexible = true, .min_width = 12},
                     {.title = Say(l, kColumnCouldAdd), .align = text::Align::kRight},
                     {.title = Say(l, kColumnNow), .align = text::Align::kRight},
                     {.title = Say(l, kColumnReport)}});
  uint32_t place = 0;
  for (const v1::Closer& closer : closers.closers()) {
    const bool needed = ++place <= closers.suffice();
    const v1::Fraction& value = closer.value();
    const std::string now = value.denominator() == 0
                                ? "—"
                                : absl::StrCat(text::FormatWhole(l, value.numerator()), "/",
                                               text::FormatWhole(l, value.denominator()));
    table.Row(
        {{absl::StrCat(needed ? "● " : "  ", closer.unit().code()),
          needed ? Style::kWarning : Style::kPlain},
         {closer.unit().name()},
         {"+" + text::FormatWhole(l, closer.could_add()), needed ? Style::kBold : Style::kPlain},
         {now},
         {Say(l, CoverageWord(closer.coverage()))}});
  }
  if (!table.empty()) out += table.Render(view);
  std::vector<std::string> unknown;
  for (const v1::UnitName& unit : closers.unknown_size())
    unknown.push_back(unit.code() + " " + unit.name());
  if (!unknown.empty())
    out += Line(Say(l, kUnknownSizeUnits, absl::StrJoin(unknown, ", ")), Style::kDim, view);
  return out;
}

}  // namespace gom::hub
