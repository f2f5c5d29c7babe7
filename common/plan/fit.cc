#include "common/plan/fit.h"

#include <utility>

namespace gom::plan {
namespace {

class Fitting {
 public:
  Fitting(const Form& form, const Unit& unit) : form_(form), unit_(unit) {}

  // nullptr where there is no such field for this unit.
  const Field* Find(uint32_t number) const { return IfApplies(form_.FindField(number)); }

  const Field* FindList(uint32_t number) const {
    const Field* field = Find(number);
    return field != nullptr && field->type == FieldType::kItems ? field : nullptr;
  }

  const Field* FindInItem(uint32_t list, uint32_t number) const {
    const Field* field = FindList(list);
    return field == nullptr ? nullptr : IfApplies(field->FindItemField(number));
  }

  bool Takes(const Values& values, const TextKey& key) const {
    const bool in_item = key.item != 0 || key.item_field != 0;
    const Field* field = in_item ? FindInItem(key.field, key.item_field) : Find(key.field);
    if (field == nullptr || field->type != FieldType::kText) return false;
    return !in_item || values.FindItem(key.field, key.item) != nullptr;
  }

 private:
  const Field* IfApplies(const Field* field) const {
    return field != nullptr && Plan::Matches(field->applies, unit_) ? field : nullptr;
  }

  const Form& form_;
  const Unit& unit_;
};

}  // namespace

bool KeepWhatFits(const Form& form, const Unit& unit, Values* values, Texts* texts) {
  const Fitting fitting(form, unit);
  Values kept;
  for (const auto& [number, value] : values->fields()) {
    if (fitting.Find(number) != nullptr) kept.Set(number, value);
  }
  for (const Item& item : values->items()) {
    if (fitting.FindList(item.list_field) == nullptr) continue;
    Item& kept_item = kept.mutable_items().emplace_back(Item{item.list_field, item.id, {}});
    for (const auto& [number, value] : item.fields) {
      if (fitting.FindInItem(item.list_field, number) != nullptr) kept_item.Set(number, value);
    }
  }
  const size_t without =
      std::erase_if(*texts, [&](const auto& text) { return !fitting.Takes(kept, text.first); });
  const bool changed = without > 0 || !(kept == *values);
  if (changed) *values = std::move(kept);
  return changed;
}

}  // namespace gom::plan
