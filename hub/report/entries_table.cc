#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/text/dates.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Say;
using text::Style;

std::string Remarks(const v1::EntryView& entry, text::Language l) {
  std::vector<std::string> remarks;
  if (entry.late()) remarks.push_back(Say(l, kLate));
  if (entry.contenders() > 0) remarks.push_back(Say(l, kContenders, entry.contenders()));
  if (entry.held() > 0) remarks.push_back(Say(l, kHeld, entry.held()));
  int errors = 0;
  int warnings = 0;
  for (const v1::Finding& finding : entry.counted().findings()) {
    ++(finding.severity() == v1::SEVERITY_ERROR ? errors : warnings);
  }
  if (errors > 0) remarks.push_back(Say(l, kErrors, errors));
  if (warnings > 0) remarks.push_back(Say(l, kWarnings, warnings));
  return absl::StrJoin(remarks, ", ");
}

// Where nothing counts, because all that came is held or nothing was accepted yet, the remarks say
// so.
text::Cell Word(const v1::EntryView& entry, text::Language l) {
  if (!entry.has_counted()) return {"—"};
  const v1::Word word = entry.counted().word();
  return {std::string(Say(l, word)), text::StyleOf(word)};
}

std::string Received(const v1::EntryView& entry, const text::View& view) {
  const int64_t at = entry.counted().received_at();
  return at == 0 ? "—" : text::FormatTime(text::Milliseconds(at), view.utc_offset_seconds);
}

}  // namespace

std::string EntriesTable(const google::protobuf::RepeatedPtrField<v1::EntryView>& entries,
                         text::Language l, const text::View& view) {
  if (entries.empty()) return Say(l, kNoEntries) + "\n";
  text::Table table(
      {{.title = Say(l, kColumnUnit)},
       {.title = Say(l, kColumnForm), .flexible = true},
       {.title = Say(l, kColumnPeriod)},
       {.title = Say(l, kColumnWord)},
       {.title = Say(l, kColumnRevision)},
       {.title = Say(l, kColumnHubTime)},
       {.title = Say(l, kColumnRemarks), .flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::EntryView& entry : entries) {
    table.Row({{entry.unit(), Style::kBold},
               {entry.form()},
               {entry.period()},
               Word(entry, l),
               {entry.has_counted() ? entry.counted().id() : "—", Style::kDim},
               {Received(entry, view)},
               {Remarks(entry, l), Style::kWarning}});
  }
  return table.Render(view);
}

}  // namespace gom::hub
