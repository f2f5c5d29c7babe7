#include "common/sync/value_view.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace gom::sync {
namespace {

using plan::FieldType;
using Fields = google::protobuf::RepeatedPtrField<v1::FieldValue>;

using FieldList = std::vector<plan::Field>;

// The fields of a form, or of one item of a list, and what they hold; `then` are those of the plan
// by which it was entered, where somebody knows it.
struct Group {
  const FieldList& fields;
  const FieldList& then;
  const std::vector<std::pair<uint32_t, plan::FieldValue>>& numbers;
  std::map<uint32_t, std::string_view> texts;  // by field number
};

std::map<uint32_t, std::string_view> TextsOf(const plan::Texts& texts, uint32_t list,
                                             uint32_t item) {
  std::map<uint32_t, std::string_view> found;
  for (const auto& [key, text] : texts) {
    if (key.item != item || (item != 0 && key.field != list)) continue;
    found.emplace(item == 0 ? key.field : key.item_field, text);
  }
  return found;
}

plan::FieldValue NumberOf(const Group& group, uint32_t field) {
  for (const auto& [number, value] : group.numbers) {
    if (number == field) return value;
  }
  return {};
}

const plan::Field* FindIn(const FieldList& fields, uint32_t number) {
  for (const plan::Field& field : fields) {
    if (field.number == number) return &field;
  }
  return nullptr;
}

v1::Value ValueOf(const Group& group, const plan::Field& field) {
  const auto text = group.texts.find(field.number);
  return ToValue(field, NumberOf(group, field.number),
                 text == group.texts.end() ? std::string_view() : text->second);
}

// The same where an option that is gone has the code that it had.
v1::Value ValueThenOrNow(const Group& group, const plan::Field& field) {
  v1::Value value = ValueOf(group, field);
  const plan::Field* then = FindIn(group.then, field.number);
  if (field.type != FieldType::kChoice || !value.has_number() || then == nullptr) return value;
  return ValueOf(group, *then);
}

// What an older plan asked, by number.
std::map<uint32_t, v1::Value> UnknownOf(const Group& group) {
  static const plan::Field* const kNobodyKnows = new plan::Field();
  std::map<uint32_t, v1::Value> unknown;
  for (const auto& [number, value] : group.numbers) {
    if (FindIn(group.fields, number) != nullptr) continue;
    const plan::Field* then = FindIn(group.then, number);
    unknown[number] = ToValue(then == nullptr ? *kNobodyKnows : *then, value, "");
  }
  for (const auto& [number, text] : group.texts) {
    if (FindIn(group.fields, number) == nullptr) unknown[number].set_text(std::string(text));
  }
  return unknown;
}

// Its code may have been given to another field since.
std::string UnknownName(const Group& group, uint32_t number) {
  const plan::Field* then = FindIn(group.then, number);
  const auto has_code = [&](const plan::Field& field) { return field.code == then->code; };
  if (then == nullptr || std::any_of(group.fields.begin(), group.fields.end(), has_code))
    return absl::StrCat("#", number);
  return then->code;
}

void Add(std::string code, v1::Value value, Fields* out) {
  if (value.kind_case() == v1::Value::KIND_NOT_SET) return;
  v1::FieldValue& f = *out->Add();
  f.set_field(std::move(code));
  *f.mutable_value() = std::move(value);
}

void AddUnknown(const Group& group, std::map<uint32_t, v1::Value> unknown, Fields* out) {
  for (auto& [number, value] : unknown) Add(UnknownName(group, number), std::move(value), out);
}

const FieldList& NoFields() {
  static const FieldList* const kNone = new FieldList();
  return *kNone;
}

const FieldList& ItemFieldsOf(const FieldList& fields, uint32_t list) {
  const plan::Field* field = FindIn(fields, list);
  return field == nullptr ? NoFields() : field->item_fields;
}

v1::Value ToItems(uint32_t list, const Group& form, const plan::Values& values,
                  const plan::Texts& texts) {
  const FieldList& fields = ItemFieldsOf(form.fields, list);
  v1::Value out;
  for (const plan::Item& item : values.items()) {
    if (item.list_field != list) continue;
    const Group group{fields, ItemFieldsOf(form.then, list), item.fields,
                      TextsOf(texts, list, item.id)};
    v1::ItemValue& shown = *out.mutable_items()->add_items();
    shown.set_id(item.id);
    for (const plan::Field& field : fields) {
      Add(field.code, ValueThenOrNow(group, field), shown.mutable_fields());
    }
    AddUnknown(group, UnknownOf(group), shown.mutable_fields());
  }
  return out;
}

}  // namespace

v1::Value ToValue(const plan::Field& field, const plan::FieldValue& value, std::string_view text) {
  v1::Value out;
  if (value.presence == plan::Presence::kNotApplicable) {
    out.set_not_applicable(true);
    return out;
  }
  if (field.type == FieldType::kText) {
    if (!text.empty()) out.set_text(std::string(text));
    return out;
  }
  if (!value.is_number()) return out;
  const v1::Option* option = nullptr;
  switch (field.type) {
    case FieldType::kYesNo:
      out.set_yes_no(value.number != 0);
      return out;
    case FieldType::kChoice:
      if (value.number > 0 && value.number <= 1000) {
        option = field.FindOption(static_cast<uint32_t>(value.number));
      }
      if (option != nullptr) {
        out.set_choice(option->code());
        return out;
      }
      break;
    case FieldType::kDate:
      if (std::in_range<plan::Day>(value.number)) {
        std::string day = plan::FormatDay(static_cast<plan::Day>(value.number));
        if (!day.empty()) {
          out.set_date(std::move(day));
          return out;
        }
      }
      break;
    default:
      break;
  }
  out.set_number(value.number);
  return out;
}

std::vector<v1::FieldValue> ToFieldValues(const plan::Form& form, const plan::Values& values,
                                          const plan::Texts& texts, const plan::Form* entered_by) {
  const Group group{form.fields, entered_by == nullptr ? NoFields() : entered_by->fields,
                    values.fields(), TextsOf(texts, 0, 0)};
  Fields all;
  for (const plan::Field& field : form.fields) {
    Add(field.code,
        field.type == FieldType::kItems ? ToItems(field.number, group, values, texts)
                                        : ValueThenOrNow(group, field),
        &all);
  }
  std::map<uint32_t, v1::Value> unknown = UnknownOf(group);
  for (const plan::Item& item : values.items()) {
    if (form.FindField(item.list_field) != nullptr || unknown[item.list_field].has_items())
      continue;
    unknown[item.list_field] = ToItems(item.list_field, group, values, texts);
  }
  AddUnknown(group, std::move(unknown), &all);
  return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
}

}  // namespace gom::sync
