#include "agent/service/typed.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/service/words.h"
#include "common/text/answers.h"
#include "common/text/dates.h"
#include "common/text/message.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

absl::StatusOr<plan::FieldValue> ParseYesNo(std::string_view typed) {
  const std::optional<bool> answer = text::ReadYesNo(typed);
  if (answer.has_value()) return plan::FieldValue::Number(*answer ? 1 : 0);
  return text::Refuse(absl::StatusCode::kInvalidArgument, kNotYesNo, typed);
}

absl::StatusOr<plan::FieldValue> ParseChoice(const plan::Field& field, std::string_view typed) {
  if (const v1::Option* o = field.FindOption(typed); o != nullptr)
    return plan::FieldValue::Number(o->number());
  const std::string key = text::FoldKey(typed);
  std::vector<std::string> vi, en;
  for (const v1::Option& o : field.source->choice().options()) {
    if (text::FoldKey(o.label().vi()) == key || text::FoldKey(o.label().en()) == key ||
        text::FoldKey(o.code()) == key) {
      return plan::FieldValue::Number(o.number());
    }
    vi.push_back(absl::StrCat(o.code(), " (", o.label().vi(), ")"));
    en.push_back(absl::StrCat(o.code(), " (", o.label().en(), ")"));
  }
  const std::string what(typed);
  return text::WithError(absl::StatusCode::kInvalidArgument,
                         text::MakeError(kNotAnOption, {what, absl::StrJoin(vi, ", ")},
                                         {what, absl::StrJoin(en, ", ")}));
}

absl::Status ListWanted(const plan::Field& list) {
  const std::string item = list.item_fields.empty() ? "" : list.item_fields.front().code;
  return text::Refuse(absl::StatusCode::kInvalidArgument, kIsAList, list.code, list.code, item,
                      list.code, item);
}

}  // namespace

absl::StatusOr<TypedValue> ParseTyped(const plan::Field& field, std::string_view typed) {
  TypedValue result;
  const std::string_view trimmed = text::TrimBlanks(typed);
  if (trimmed.empty()) return result;
  if (text::SaysNotApplicable(trimmed)) {
    result.value = plan::FieldValue::NotApplicable();
    return result;
  }
  switch (field.type) {
    case plan::FieldType::kWhole: {
      ASSIGN_OR_RETURN(const int64_t n, text::ParseWhole(trimmed, field.min < 0));
      result.value = plan::FieldValue::Number(n);
      break;
    }
    case plan::FieldType::kYesNo: {
      ASSIGN_OR_RETURN(result.value, ParseYesNo(trimmed));
      break;
    }
    case plan::FieldType::kChoice: {
      ASSIGN_OR_RETURN(result.value, ParseChoice(field, trimmed));
      break;
    }
    case plan::FieldType::kDate: {
      ASSIGN_OR_RETURN(const absl::CivilDay day, text::ParseDate(trimmed));
      result.value = plan::FieldValue::Number(text::ToDays(day));
      break;
    }
    case plan::FieldType::kText: {
      ASSIGN_OR_RETURN(result.text, text::CleanText(typed, field.max_length));
      // The mark that there is a text (common/plan/rule.h): it stays when the text is erased.
      if (!result.text.empty()) result.value = plan::FieldValue::Number(1);
      break;
    }
    case plan::FieldType::kItems:
      return ListWanted(field);
  }
  return result;
}

absl::Status TypedSetter::Set(std::string* path, std::string_view typed) {
  std::string clean = *path;
  // "list+.x" is how people write "list.+.x".
  if (const size_t plus = clean.find("+.");
      plus != std::string::npos && plus > 0 && clean[plus - 1] != '.') {
    clean.insert(plus, ".");
  }
  const std::vector<std::string> parts = absl::StrSplit(clean, '.');
  const plan::Field* field = form_.FindField(parts[0]);
  if (field == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kFieldNotOnForm, form_.code, parts[0]);
  if (!plan::Plan::Matches(field->applies, unit_)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFieldNotApplicable, parts[0]);
  }
  if (parts.size() == 1) return SetField(*field, typed);
  if (field->type != plan::FieldType::kItems || parts.size() > 3) {
    return text::Refuse(absl::StatusCode::kNotFound, kFieldNotOnForm, form_.code, *path);
  }
  if (parts.size() == 2) return DropItem(*field, parts[1], typed);
  return SetItemField(*field, parts[1], parts[2], typed, path);
}

absl::Status TypedSetter::SetField(const plan::Field& field, std::string_view typed) {
  if (field.type == plan::FieldType::kItems) {
    if (!text::TrimBlanks(typed).empty()) return ListWanted(field);
    std::vector<size_t> items = ItemsOf(field);
    for (auto it = items.rbegin(); it != items.rend(); ++it) EraseItem(field, *it);
    return absl::OkStatus();
  }
  absl::StatusOr<TypedValue> value = ParseTyped(field, typed);
  values_.Set(field.number, value.ok() ? value->value : plan::FieldValue{});
  texts_.erase({field.number, 0, 0});
  if (!value.ok()) return value.status();
  if (!value->text.empty()) texts_[{field.number, 0, 0}] = std::move(value->text);
  return absl::OkStatus();
}

std::vector<size_t> TypedSetter::ItemsOf(const plan::Field& list) const {
  std::vector<size_t> places;
  for (size_t i = 0; i < values_.items().size(); ++i) {
    if (values_.items()[i].list_field == list.number) places.push_back(i);
  }
  return places;
}

void TypedSetter::EraseItem(const plan::Field& list, size_t index) {
  const uint32_t id = values_.items()[index].id;
  std::erase_if(texts_,
                [&](const auto& t) { return t.first.field == list.number && t.first.item == id; });
  values_.mutable_items().erase(values_.mutable_items().begin() +
                                static_cast<std::ptrdiff_t>(index));
}

absl::Status TypedSetter::DropItem(const plan::Field& list, const std::string& place,
                                   std::string_view typed) {
  const std::vector<size_t> items = ItemsOf(list);
  size_t n = 0;
  if (!text::TrimBlanks(typed).empty()) return ListWanted(list);
  if (!absl::SimpleAtoi(place, &n) || n == 0 || n > items.size()) {
    return text::Refuse(absl::StatusCode::kNotFound, kItemPlace, list.code, items.size(), place);
  }
  EraseItem(list, items[n - 1]);
  return absl::OkStatus();
}

absl::Status TypedSetter::SetItemField(const plan::Field& list, const std::string& place,
                                       const std::string& item_field, std::string_view typed,
                                       std::string* path) {
  const plan::Field* field = list.FindItemField(item_field);
  if (field == nullptr) {
    return text::Refuse(absl::StatusCode::kNotFound, kFieldNotOnForm, form_.code,
                        absl::StrCat(list.code, ".", item_field));
  }
  const std::vector<size_t> items = ItemsOf(list);
  size_t n = 0;
  if (place == "+") {
    for (const auto& [number, made] : added_) {
      if (number == list.number) n = made;
    }
    if (n == 0) {
      n = items.size() + 1;
      added_.emplace_back(list.number, n);
    }
  } else if (!absl::SimpleAtoi(place, &n) || n == 0 || n > items.size() + 1) {
    return text::Refuse(absl::StatusCode::kNotFound, kItemPlace, list.code, items.size(), place);
  }
  if (n > items.size() && n > list.max_items) {
    return text::Refuse(absl::StatusCode::kNotFound, kListFull, list.code, list.max_items);
  }
  *path = absl::StrCat(list.code, ".", n, ".", item_field);
  if (n > items.size()) {
    plan::Item item;
    item.list_field = list.number;
    do {
      item.id = new_item_id_();
    } while (values_.FindItem(list.number, item.id) != nullptr);
    values_.mutable_items().push_back(std::move(item));
  }
  plan::Item& item =
      n > items.size() ? values_.mutable_items().back() : values_.mutable_items()[items[n - 1]];
  absl::StatusOr<TypedValue> value = ParseTyped(*field, typed);
  if (value.ok() && value->value.presence == plan::Presence::kNotApplicable) {
    value = text::Refuse(absl::StatusCode::kInvalidArgument, kNotApplicableInItem);
  }
  item.Set(field->number, value.ok() ? value->value : plan::FieldValue{});
  texts_.erase({list.number, item.id, field->number});
  if (!value.ok()) return value.status();
  if (!value->text.empty()) texts_[{list.number, item.id, field->number}] = std::move(value->text);
  return absl::OkStatus();
}

}  // namespace gom::agent
