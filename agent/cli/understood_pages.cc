// What was understood of what somebody typed, or has in a file.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/cli/form_words.h"
#include "agent/cli/pages.h"
#include "agent/cli/words.h"
#include "common/text/dates.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"
#include "common/text/numbers.h"

namespace gom::agent {
namespace {

using text::Say;

// From here on a number is read aloud.
constexpr int64_t kLarge = 1000;
constexpr int kMaxBadRows = 50;

// A value as it is shown, and in words where it may have been meant otherwise: a large number, and
// a date, whose day and month people confuse.
std::pair<std::string, std::string> Understood(text::Language l, const v1::Value& value) {
  absl::CivilDay day;
  if (value.kind_case() == v1::Value::kNumber && value.number() >= kLarge)
    return {text::FormatWhole(l, value.number()), text::InWords(l, value.number())};
  if (value.kind_case() == v1::Value::kDate && absl::ParseCivilTime(value.date(), &day))
    return {text::FormatDate(day), text::FormatLong(l, day)};
  return {};
}

// "field" alone; "list", place and field of "list.2.field"; place "" where the item is new
// ("list.+.field", "list+.field").
struct Path {
  std::string field, place, of_item;
};
Path Split(const std::string& path) {
  const std::vector<std::string> parts =
      absl::StrSplit(path, absl::ByAnyChar(".+"), absl::SkipEmpty());
  switch (parts.size()) {
    case 1:
      return {parts[0], "", ""};
    case 2:
      return {parts[0], "", parts[1]};
    case 3:
      return {parts[0], parts[1], parts[2]};
    default:
      return {};
  }
}

// The value that stands at the path; nothing where there is none.
v1::Value ValueAt(const v1::FormView& form, const Path& path) {
  for (const v1::FieldView& f : form.fields()) {
    if (f.field().code() != path.field) continue;
    if (path.of_item.empty()) return f.value();
    const auto& items = f.value().items().items();
    int place = items.size();  // a new item is the last
    if (!path.place.empty() && !absl::SimpleAtoi(path.place, &place)) return {};
    if (place < 1 || place > items.size()) return {};
    for (const v1::FieldValue& v : items[place - 1].fields()) {
      if (v.field() == path.of_item) return v.value();
    }
  }
  return {};
}

const v1::Field* Find(const google::protobuf::RepeatedPtrField<v1::Field>& fields,
                      const std::string& code) {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [&](const v1::Field& f) { return f.code() == code; });
  return at == fields.end() ? nullptr : &*at;
}

bool IsDate(const v1::Form& form, const Path& path) {
  const v1::Field* field = Find(form.fields(), path.field);
  if (field != nullptr && !path.of_item.empty())
    field = Find(field->items().fields(), path.of_item);
  return field != nullptr && field->has_date();
}

// What becomes of a row that is fine.
std::string RowResult(text::Language l, const v1::ImportedRow& row, const FormsByCode& forms) {
  if (row.skipped()) return Say(l, kRowSkipped);
  const auto form = forms.find(row.form());
  if (form == forms.end() || !IsDate(form->second, Split(row.field()))) return Say(l, kRowFine);
  const absl::StatusOr<absl::CivilDay> day = text::ParseDate(row.value());
  return day.ok() ? Say(l, kRowFineDate, text::FormatLong(l, *day)) : Say(l, kRowFine);
}

}  // namespace

std::string PreviewPage(text::Language l, const v1::ImportRowsResponse& preview,
                        const FormsByCode& forms, bool wrong_only, const text::View& view) {
  text::Table table({{.title = Say(l, kColumnLine), .align = text::Align::kRight},
                     {.title = Say(l, kColumnPeriod)},
                     {.title = Say(l, kColumnForm)},
                     {.title = Say(l, kColumnField)},
                     {.title = Say(l, kColumnValue), .flexible = true},
                     {.title = Say(l, kColumnResult),
                      .flexible = true,
                      .min_width = 20,
                      .overflow = text::Overflow::kWrap}});
  int bad = 0;
  for (const v1::ImportedRow& r : preview.rows()) {
    if (r.ok() ? wrong_only : ++bad > kMaxBadRows) continue;
    table.Row({{absl::StrCat(r.line())},
               {r.period()},
               {r.form()},
               {r.field()},
               {r.value()},
               r.ok() ? text::Cell{RowResult(l, r, forms), text::Style::kDim}
                      : text::Cell{text::In(l, r.problem()), text::Style::kBad}});
  }
  return absl::StrCat(table.empty() ? "" : table.Render(view),
                      text::ShowFindings(l, preview.findings(), view),
                      Say(l, kPreviewLine, preview.rows_size() - bad, bad), "\n");
}

std::string EchoInWords(text::Language l, const v1::FormView& form,
                        const google::protobuf::RepeatedPtrField<v1::TypedField>& typed) {
  std::string echo;
  for (const v1::TypedField& t : typed) {
    const auto [shown, words] = Understood(l, ValueAt(form, Split(t.field())));
    if (!words.empty()) absl::StrAppend(&echo, Say(l, kInWordsNote, t.field(), shown, words), "\n");
  }
  return echo;
}

}  // namespace gom::agent
