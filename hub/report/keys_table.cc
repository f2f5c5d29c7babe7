#include <string>

#include "common/text/dates.h"
#include "hub/report/tables.h"
#include "hub/report/words.h"

namespace gom::hub {

std::string KeysTable(const v1::ListApiKeysResponse& keys, text::Language l,
                      const text::View& view) {
  using namespace report_words;  // NOLINT(google-build-using-namespace)
  using text::Say;
  using text::Style;
  if (keys.keys().empty()) return Say(l, kNoKeys) + "\n";
  const auto time = [&](int64_t ms) { return text::FormatTime(ms, view.utc_offset_seconds); };
  text::Table table(
      {{.title = Say(l, kColumnKey)},
       {.title = Say(l, kColumnName), .flexible = true, .overflow = text::Overflow::kWrap},
       {.title = Say(l, kColumnIssued)},
       {.title = Say(l, kColumnKeyState)}});
  for (const v1::ApiKeyView& key : keys.keys()) {
    const bool good = key.revoked_at() == 0;
    table.Row({{key.prefix() + "…", Style::kBold},
               {key.name()},
               {time(key.issued_at()), Style::kDim},
               {good ? Say(l, kKeyGood) : Say(l, kKeyRevokedAt, time(key.revoked_at())),
                good ? Style::kFair : Style::kBad}});
  }
  return table.Render(view);
}

}  // namespace gom::hub
