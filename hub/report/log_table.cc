#include <string>

#include "common/text/dates.h"
#include "common/text/numbers.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {

std::string LogTable(const v1::ReadLogResponse& log, text::Language l, const text::View& view) {
  using namespace report_words;  // NOLINT(google-build-using-namespace)
  using text::Say;
  using text::Style;
  if (log.lines().empty()) return Say(l, kNoLog) + "\n";
  text::Table table(
      {{.title = Say(l, kColumnIndex), .align = text::Align::kRight},
       {.title = Say(l, kColumnWhen)},
       {.title = Say(l, kColumnKind)},
       {.title = Say(l, kColumnSummary), .flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::LogLine& line : log.lines()) {
    table.Row({{std::to_string(line.index()), Style::kBold},  // typed back by hand: without groups
               {text::FormatTime(line.at(), view.utc_offset_seconds), Style::kDim},
               {line.kind(), Style::kDim},
               {l == text::Language::kVietnamese ? line.summary_vi() : line.summary_en()}});
  }
  return table.Render(view);
}

}  // namespace gom::hub
