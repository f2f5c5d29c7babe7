#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {

std::string HistoryView(const v1::GetHistoryResponse& history, const std::string& form,
                        const v1::Plan* plan, text::Language l, const text::View& view) {
  const v1::Form* found = nullptr;
  if (plan != nullptr) {
    for (const v1::Form& candidate : plan->forms()) {
      if (candidate.code() == form) found = &candidate;
    }
  }
  std::string body = text::ShowHistory(l, history.revisions(), found, view);
  if (history.revisions().empty()) return body;
  const std::string title = found == nullptr ? form : text::In(l, found->title());
  const std::string head = absl::StrCat(
      title, " · ", text::Say(l, report_words::kHistoryTitle, history.revisions_size()));
  text::Table table({});
  table.Note(head, text::Style::kBold);
  return absl::StrCat(table.Render(view), "\n", body);
}

}  // namespace gom::hub
