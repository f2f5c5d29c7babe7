#include "tests/hub/plans/typing_slips.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace gom::hub {
namespace {

using plan::FieldType;
using plan::FieldValue;
using plan::Values;
using Changed = std::optional<Values>;

std::optional<int64_t> NumberAt(const Typed& typed, const plan::Field& field) {
  const FieldValue value = typed.values.Get(field.number);
  if (field.type != FieldType::kWhole || !value.is_number()) return std::nullopt;
  return value.number;
}

Changed With(const Typed& typed, const plan::Field& field, FieldValue value) {
  if (typed.values.Get(field.number) == value) return std::nullopt;
  Values changed = typed.values;
  changed.Set(field.number, value);
  return changed;
}

// 41 becomes 411.
Changed DigitTwice(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value() || *n == 0) return std::nullopt;
  return With(typed, field, FieldValue::Number(*n * 10 + *n % 10));
}

// 41 becomes 4.
Changed DigitMissing(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value() || *n < 10) return std::nullopt;
  return With(typed, field, FieldValue::Number(*n / 10));
}

// 41 becomes 14: the first two digits that differ.
Changed DigitsSwapped(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value()) return std::nullopt;
  std::string digits = absl::StrCat(*n);
  for (size_t i = 0; i + 1 < digits.size(); ++i) {
    if (digits[i] == digits[i + 1]) continue;
    std::swap(digits[i], digits[i + 1]);
    int64_t swapped = 0;
    if (!absl::SimpleAtoi(digits, &swapped)) return std::nullopt;
    return With(typed, field, FieldValue::Number(swapped));
  }
  return std::nullopt;
}

// 41 becomes 51: the key beside the right one.
Changed KeyBeside(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value() || *n == 0) return std::nullopt;
  std::string digits = absl::StrCat(*n);
  digits[0] = static_cast<char>(digits[0] == '9' ? '8' : digits[0] + 1);
  int64_t hit = 0;
  if (!absl::SimpleAtoi(digits, &hit)) return std::nullopt;
  return With(typed, field, FieldValue::Number(hit));
}

// "Absent: 0" where 9 of 900 were.
Changed ZeroForSome(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value() || *n == 0) return std::nullopt;
  return With(typed, field, FieldValue::Number(0));
}

Changed LeftEmpty(const Typed& typed, const plan::Field& field) {
  return With(typed, field, FieldValue());
}

// This number in the next box and that one here.
Changed BoxesExchanged(const Typed& typed, const plan::Field& field) {
  const auto n = NumberAt(typed, field);
  if (!n.has_value()) return std::nullopt;
  const std::vector<plan::Field>& fields = typed.form->fields;
  const auto here = std::find_if(fields.begin(), fields.end(),
                                 [&](const plan::Field& f) { return f.number == field.number; });
  const auto next = std::find_if(
      here + 1, fields.end(), [&](const plan::Field& f) { return NumberAt(typed, f).has_value(); });
  if (next == fields.end() || *NumberAt(typed, *next) == *n) return std::nullopt;
  Changed changed = With(typed, field, typed.values.Get(next->number));
  changed->Set(next->number, FieldValue::Number(*n));
  return changed;
}

// The prefilled number of the last period was not looked at.
Changed NotUpdated(const Typed& typed, const plan::Field& field) {
  if (typed.previous == nullptr || !NumberAt(typed, field).has_value()) return std::nullopt;
  const FieldValue before = typed.previous->Get(field.number);
  return before.is_number() ? With(typed, field, before) : std::nullopt;
}

Changed YesForNo(const Typed& typed, const plan::Field& field) {
  const FieldValue value = typed.values.Get(field.number);
  if (field.type != FieldType::kYesNo || !value.is_number()) return std::nullopt;
  return With(typed, field, FieldValue::Number(1 - value.number));
}

}  // namespace

absl::Span<const Slip> TypingSlips() {
  static const auto* slips = new std::vector<Slip>{
      {"a digit typed twice (41 → 411)", DigitTwice},
      {"a digit left out (41 → 4)", DigitMissing},
      {"two digits swapped (41 → 14)", DigitsSwapped},
      {"the key beside (41 → 51)", KeyBeside},
      {"0 where there were some (9 absent → 0)", ZeroForSome},
      {"a box left empty", LeftEmpty},
      {"two boxes exchanged", BoxesExchanged},
      {"last period's number left standing", NotUpdated},
      {"yes for no, no for yes", YesForNo},
  };
  return *slips;
}

}  // namespace gom::hub
