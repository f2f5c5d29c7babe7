#include <string>

#include "common/text/dates.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {

std::string OrphansTable(const v1::ListOrphansResponse& orphans, uint32_t waiting, text::Language l,
                         const text::View& view) {
  using namespace report_words;  // NOLINT(google-build-using-namespace)
  using text::Say;
  using text::Style;
  if (orphans.orphans().empty()) return Say(l, kNoOrphans) + "\n";
  text::Table table(
      {{.title = Say(l, kColumnIndex), .align = text::Align::kRight},
       {.title = Say(l, kColumnWhen)},
       {.title = Say(l, kColumnUnit)},
       {.title = Say(l, kColumnFromDevice), .align = text::Align::kRight},
       {.title = Say(l, kColumnSummary), .flexible = true, .overflow = text::Overflow::kWrap},
       {.title = Say(l, kColumnState), .flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::OrphanView& orphan : orphans.orphans()) {
    const bool vietnamese = l == text::Language::kVietnamese;
    table.Row({{std::to_string(orphan.index()), Style::kBold},  // typed back by hand
               {text::FormatTime(orphan.at(), view.utc_offset_seconds), Style::kDim},
               {orphan.unit()},
               {std::to_string(orphan.device())},
               {vietnamese ? orphan.summary_vi() : orphan.summary_en()},
               orphan.not_known_here() ? text::Cell{Say(l, kOrphanUnknownHere), Style::kWarning}
                                       : text::Cell{Say(l, kOrphanReady), Style::kFair}});
  }
  std::string out = table.Render(view);
  const auto listed = static_cast<uint32_t>(orphans.orphans_size());
  if (waiting > listed) out += Say(l, kOrphansMore, waiting - listed) + "\n";
  return out + Say(l, kOrphansNext) + "\n";
}

}  // namespace gom::hub
