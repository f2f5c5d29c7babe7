// What a Unit answered on one Form for one Period, as numbers.
//
//   Values v;
//   v.Set(3, FieldValue::Number(41));
//   v.Set(4, FieldValue::NotApplicable());
//   v.Get(5).empty();                       // true: nobody answered field 5
//
// Empty, zero and not applicable are three different things, everywhere. Yes/no is 1 or 0, a choice
// is its option's number, a date is days since 1970-01-01. Text takes no part in sums: it is kept
// beside, by field, and may be absent because it was erased.
//
// Plain values: copyable, comparable, no I/O. Not synchronised.
#ifndef GOM_COMMON_PLAN_VALUES_H_
#define GOM_COMMON_PLAN_VALUES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gom::plan {

enum class Presence : uint8_t { kEmpty, kNumber, kNotApplicable };

struct FieldValue {
  Presence presence = Presence::kEmpty;
  int64_t number = 0;  // 0 unless presence is kNumber

  static constexpr FieldValue Number(int64_t n) { return {Presence::kNumber, n}; }
  static constexpr FieldValue NotApplicable() { return {Presence::kNotApplicable, 0}; }
  constexpr bool empty() const { return presence == Presence::kEmpty; }
  constexpr bool is_number() const { return presence == Presence::kNumber; }
  friend constexpr bool operator==(const FieldValue&, const FieldValue&) = default;
};

// One item of a list field. `id` is not 0 and stays the same from period to period.
struct Item {
  uint32_t list_field = 0;
  uint32_t id = 0;
  std::vector<std::pair<uint32_t, FieldValue>> fields;  // ascending by field number, none empty

  FieldValue Get(uint32_t field) const;
  void Set(uint32_t field, FieldValue value);
  friend bool operator==(const Item&, const Item&) = default;
};

// Names a text: field, and for a text inside an item the item's id and its field; otherwise 0.
struct TextKey {
  uint32_t field = 0;
  uint32_t item = 0;
  uint32_t item_field = 0;
  friend auto operator<=>(const TextKey&, const TextKey&) = default;
};
using Texts = std::map<TextKey, std::string>;

class Values {
 public:
  // A form's fields are mostly numbered from 1 on and all answered, so the place number − 1 is
  // looked at first.
  FieldValue Get(uint32_t field) const {
    const size_t place = field - 1;
    return place < fields_.size() && fields_[place].first == field ? fields_[place].second
                                                                   : Search(field);
  }
  // Setting an empty value removes the field.
  void Set(uint32_t field, FieldValue value);
  // Room for so many fields, where that is known before.
  void Reserve(int fields);

  const std::vector<std::pair<uint32_t, FieldValue>>& fields() const { return fields_; }
  const std::vector<Item>& items() const { return items_; }
  std::vector<Item>& mutable_items() { return items_; }
  const Item* FindItem(uint32_t list_field, uint32_t id) const;

  bool empty() const { return fields_.empty() && items_.empty(); }
  friend bool operator==(const Values&, const Values&) = default;

 private:
  FieldValue Search(uint32_t field) const;

  std::vector<std::pair<uint32_t, FieldValue>> fields_;  // ascending by field number, none empty
  std::vector<Item> items_;                              // in the order in which they were entered
};

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_VALUES_H_
