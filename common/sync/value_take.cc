#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sync/value_view.h"
#include "common/sync/value_words.h"
#include "common/text/message.h"

namespace gom::sync {
namespace {

using plan::FieldType;
using Fields = google::protobuf::RepeatedPtrField<v1::FieldValue>;

// Collects mistakes while the named fields are read into copies, so that a refusal changes nothing.
class Reader {
 public:
  Reader(const plan::Form& form, absl::FunctionRef<uint32_t()> new_item_id, plan::Values* values,
         plan::Texts* texts)
      : form_(form), new_item_id_(new_item_id), values_(values), texts_(texts) {}

  void Read(const Fields& fields) {
    std::set<std::string_view> seen;
    for (const v1::FieldValue& f : fields) {
      const plan::Field* field = form_.FindField(std::string_view(f.field()));
      if (field == nullptr) {
        Wrong(f.field(), kFieldUnknown, form_.code, f.field());
      } else if (!seen.insert(f.field()).second) {
        Wrong(f.field(), kFieldTwice, f.field());
      } else {
        ReadField(*field, f.value());
      }
    }
  }

  absl::Status Finish() {
    if (places_.empty()) return absl::OkStatus();
    v1::Error error = text::MakeError(kValuesWrong, {});
    for (v1::ErrorPlace& place : places_) *error.add_places() = std::move(place);
    return text::WithError(absl::StatusCode::kInvalidArgument, std::move(error));
  }

 private:
  template <typename... Args>
  void Wrong(std::string_view field, const text::Message& message, const Args&... args) {
    v1::ErrorPlace place;
    place.set_field(std::string(field));
    place.set_vi(text::Say(text::Language::kVietnamese, message, args...));
    place.set_en(text::Say(text::Language::kEnglish, message, args...));
    places_.push_back(std::move(place));
  }

  void ReadField(const plan::Field& field, const v1::Value& value) {
    if (field.type == FieldType::kItems) {
      ReadItems(field, value);
      return;
    }
    std::string text;
    plan::FieldValue number;
    if (!ReadOne(field, field.code, value, &number, &text)) return;
    values_->Set(field.number, number);
    SetText({field.number, 0, 0}, std::move(text));
  }

  void SetText(const plan::TextKey& key, std::string text) {
    if (text.empty()) {
      texts_->erase(key);
    } else {
      (*texts_)[key] = std::move(text);
    }
  }

  // A value of a field that is no list. `path` names the place.
  bool ReadOne(const plan::Field& field, const std::string& path, const v1::Value& value,
               plan::FieldValue* number, std::string* text) {
    switch (value.kind_case()) {
      case v1::Value::KIND_NOT_SET:
        return true;
      case v1::Value::kNotApplicable:
        if (value.not_applicable()) *number = plan::FieldValue::NotApplicable();
        return true;
      default:
        break;
    }
    switch (field.type) {
      case FieldType::kWhole:
        if (!value.has_number()) return Refuse(path, kWantsNumber);
        *number = plan::FieldValue::Number(value.number());
        return true;
      case FieldType::kYesNo:
        if (!value.has_yes_no()) return Refuse(path, kWantsYesNo);
        *number = plan::FieldValue::Number(value.yes_no() ? 1 : 0);
        return true;
      case FieldType::kChoice:
        return ReadChoice(field, path, value, number);
      case FieldType::kDate:
        return ReadDate(path, value, number);
      case FieldType::kText:
        if (!value.has_text()) return Refuse(path, kWantsText);
        *text = value.text();
        // The mark that something was written: the text itself can be erased (common/plan/rule.h).
        if (!text->empty()) *number = plan::FieldValue::Number(1);
        return true;
      case FieldType::kItems:
        return Refuse(path, kWantsItems);
    }
    return false;
  }

  bool Refuse(const std::string& path, const text::Message& message) {
    Wrong(path, message, path);
    return false;
  }

  bool ReadChoice(const plan::Field& field, const std::string& path, const v1::Value& value,
                  plan::FieldValue* number) {
    const v1::Option* option =
        value.has_choice() ? field.FindOption(std::string_view(value.choice())) : nullptr;
    if (option == nullptr) {
      std::vector<std::string> codes;
      for (const v1::Option& o : field.source->choice().options()) codes.push_back(o.code());
      Wrong(path, kWantsOption, path, value.choice(), absl::StrJoin(codes, ", "));
      return false;
    }
    *number = plan::FieldValue::Number(option->number());
    return true;
  }

  bool ReadDate(const std::string& path, const v1::Value& value, plan::FieldValue* number) {
    std::optional<plan::Day> day;
    if (value.has_date()) day = plan::ParseDay(value.date());
    if (!day.has_value()) {
      Wrong(path, kWantsDate, path, value.date());
      return false;
    }
    *number = plan::FieldValue::Number(*day);
    return true;
  }

  void ReadItems(const plan::Field& list, const v1::Value& value) {
    if (value.kind_case() != v1::Value::KIND_NOT_SET && !value.has_items()) {
      Wrong(list.code, kWantsItems, list.code);
      return;
    }
    RemoveItems(list.number);
    std::set<uint32_t> ids;
    for (const v1::ItemValue& item : value.items().items()) {
      if (item.id() != 0 && !ids.insert(item.id()).second) {
        Wrong(list.code, kItemTwice, list.code, item.id());
        return;
      }
    }
    int place = 0;
    for (const v1::ItemValue& item : value.items().items()) {
      uint32_t id = item.id();
      while (id == 0 || (item.id() == 0 && !ids.insert(id).second)) id = new_item_id_();
      ReadItem(list, ++place, id, item.fields());
    }
  }

  void ReadItem(const plan::Field& list, int place, uint32_t id, const Fields& fields) {
    plan::Item item;
    item.list_field = list.number;
    item.id = id;
    std::set<std::string_view> seen;
    for (const v1::FieldValue& f : fields) {
      const std::string path = absl::StrCat(list.code, ".", place, ".", f.field());
      const plan::Field* field = list.FindItemField(std::string_view(f.field()));
      if (field == nullptr) {
        Wrong(path, kFieldUnknown, form_.code, path);
        continue;
      }
      if (!seen.insert(f.field()).second) {
        Wrong(path, kFieldTwice, path);
        continue;
      }
      if (f.value().not_applicable()) {
        Wrong(path, kNotApplicableInItem, path);
        continue;
      }
      plan::FieldValue number;
      std::string text;
      if (!ReadOne(*field, path, f.value(), &number, &text)) continue;
      item.Set(field->number, number);
      SetText({list.number, id, field->number}, std::move(text));
    }
    values_->mutable_items().push_back(std::move(item));
  }

  void RemoveItems(uint32_t list) {
    std::vector<plan::Item>& items = values_->mutable_items();
    items.erase(std::remove_if(items.begin(), items.end(),
                               [&](const plan::Item& i) { return i.list_field == list; }),
                items.end());
    for (auto it = texts_->begin(); it != texts_->end();) {
      it = it->first.field == list && it->first.item != 0 ? texts_->erase(it) : std::next(it);
    }
  }

  const plan::Form& form_;
  absl::FunctionRef<uint32_t()> new_item_id_;
  plan::Values* values_;
  plan::Texts* texts_;
  std::vector<v1::ErrorPlace> places_;
};

}  // namespace

absl::Status FromFieldValues(const plan::Form& form, const Fields& fields,
                             absl::FunctionRef<uint32_t()> new_item_id, plan::Values* values,
                             plan::Texts* texts) {
  plan::Values new_values = *values;
  plan::Texts new_texts = *texts;
  Reader reader(form, new_item_id, &new_values, &new_texts);
  reader.Read(fields);
  if (absl::Status status = reader.Finish(); !status.ok()) return status;
  *values = std::move(new_values);
  *texts = std::move(new_texts);
  return absl::OkStatus();
}

}  // namespace gom::sync
