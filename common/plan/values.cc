#include "common/plan/values.h"

#include <algorithm>

namespace gom::plan {
namespace {

using Fields = std::vector<std::pair<uint32_t, FieldValue>>;

Fields::const_iterator Find(const Fields& fields, uint32_t field) {
  return std::lower_bound(fields.begin(), fields.end(), field,
                          [](const auto& entry, uint32_t key) { return entry.first < key; });
}

FieldValue GetFrom(const Fields& fields, uint32_t field) {
  const auto at = Find(fields, field);
  return at != fields.end() && at->first == field ? at->second : FieldValue{};
}

void SetIn(Fields& fields, uint32_t field, FieldValue value) {
  if ((fields.empty() || fields.back().first < field) && !value.empty()) {
    fields.emplace_back(field, value);
    return;
  }
  const auto at = fields.begin() + (Find(fields, field) - fields.cbegin());
  const bool found = at != fields.end() && at->first == field;
  if (value.empty()) {
    if (found) fields.erase(at);
  } else if (found) {
    at->second = value;
  } else {
    fields.insert(at, {field, value});
  }
}

}  // namespace

FieldValue Item::Get(uint32_t field) const { return GetFrom(fields, field); }

void Item::Set(uint32_t field, FieldValue value) { SetIn(fields, field, value); }

FieldValue Values::Search(uint32_t field) const { return GetFrom(fields_, field); }

void Values::Set(uint32_t field, FieldValue value) { SetIn(fields_, field, value); }

void Values::Reserve(int fields) { fields_.reserve(static_cast<size_t>(fields)); }

const Item* Values::FindItem(uint32_t list_field, uint32_t id) const {
  for (const Item& item : items_) {
    if (item.list_field == list_field && item.id == id) return &item;
  }
  return nullptr;
}

}  // namespace gom::plan
