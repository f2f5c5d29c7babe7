#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/dates.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {
namespace {

using namespace report_words;  // NOLINT(google-build-using-namespace)
using text::Say;
using text::Style;

std::string Thread(const v1::UnitMessageView& message, text::Language l) {
  std::string thread = message.form().empty() ? Say(l, kGeneralThread)
                                              : absl::StrCat(message.form(), " ", message.period());
  switch (message.about()) {
    case v1::Message::ABOUT_QUESTION:
      return absl::StrCat(thread, ", ", Say(l, kAboutQuestion));
    case v1::Message::ABOUT_DIFFICULTY:
      return absl::StrCat(thread, ", ", Say(l, kAboutDifficulty));
    case v1::Message::ABOUT_PROPOSAL:
      return absl::StrCat(thread, ", ", Say(l, kAboutProposal));
    default:
      return thread;
  }
}

std::string From(const v1::UnitMessageView& message, text::Language l) {
  if (!message.from_office()) return message.author();
  return message.author().empty() ? Say(l, kFromOffice) : Say(l, kFromOfficeBy, message.author());
}

}  // namespace

std::string MessagesTable(const v1::ListUnitMessagesResponse& messages, text::Language l,
                          const text::View& view) {
  if (messages.messages().empty()) return Say(l, kNoMessages) + "\n";
  text::Table table(
      {{.title = Say(l, kColumnIndex), .align = text::Align::kRight},
       {.title = Say(l, kColumnWhen)},
       {.title = Say(l, kColumnUnit)},
       {.title = Say(l, kColumnThread)},
       {.title = Say(l, kColumnFrom)},
       {.title = Say(l, kColumnSays), .flexible = true, .overflow = text::Overflow::kWrap}});
  for (const v1::UnitMessageView& m : messages.messages()) {
    table.Row({{std::to_string(m.index()), Style::kBold},  // typed back by hand: without groups
               {text::FormatTime(m.at(), view.utc_offset_seconds), Style::kDim},
               {m.unit().empty() ? Say(l, kAllUnits) : m.unit()},
               {Thread(m, l), Style::kDim},
               {From(m, l)},
               {m.erased() ? Say(l, kMessageErased) : m.text(),
                m.erased() ? Style::kDim : Style::kPlain}});
  }
  return table.Render(view);
}

}  // namespace gom::hub
