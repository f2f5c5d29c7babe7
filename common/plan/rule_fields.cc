#include "common/plan/rule_case.h"
#include "common/plan/rule_words.h"
#include "common/text/unicode.h"

namespace gom::plan {
namespace {

// 1900-01-01 and 2199-12-31.
constexpr int64_t kFirstDate = -25567, kLastDate = 84005;

// One field, of the form or of an item, with its answer.
struct Place {
  FieldRef ref;
  const Field* definition;
  uint32_t item = 0;
};

bool Tell(FieldListener listener, const text::Message& message, const Place& place,
          int64_t found = 0, int64_t least = 0, int64_t most = 0) {
  return listener(
      FieldTrouble{&message, place.ref, place.definition, place.item, found, least, most});
}

// A lead byte ≥ 0xC0 or a control character: worth a closer look. Vietnamese text is, plain text is
// not.
bool IsPlain(const std::string& s) {
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x7F || (byte < 0x20 && c != '\n' && c != '\t')) return false;
  }
  return true;
}

// Control characters but tab and line break, and characters that turn the direction of text.
bool HasBadCharacters(const std::string& s) {
  if (IsPlain(s)) return false;
  if (!text::IsUtf8(s)) return true;
  for (size_t i = 0; i < s.size(); ++i) {
    const auto byte = static_cast<unsigned char>(s[i]);
    if ((byte < 0x20 && s[i] != '\n' && s[i] != '\t') || byte == 0x7F) return true;
    const auto next = [&](size_t n) { return static_cast<unsigned char>(s[i + n]); };
    if (byte == 0xC2 && next(1) < 0xA0) return true;  // U+0080 … U+009F
    if (byte != 0xE2) continue;
    if (next(1) == 0x80 && next(2) >= 0xAA && next(2) <= 0xAE) return true;  // U+202A … U+202E
    if (next(1) == 0x81 && next(2) >= 0xA6 && next(2) <= 0xA9) return true;  // U+2066 … U+2069
  }
  return false;
}

const std::string* FindText(const EntryCase& entry, const Place& place) {
  const auto it = entry.texts.find(
      TextKey{place.ref.field, place.item, place.item == 0 ? 0 : place.definition->number});
  return it == entry.texts.end() || it->second.empty() ? nullptr : &it->second;
}

bool AskText(const EntryCase& entry, const Place& place, FieldListener listener) {
  const std::string* s = FindText(entry, place);
  if (s == nullptr) return false;
  if (HasBadCharacters(*s) && Tell(listener, kTextCharacters, place)) return true;
  const size_t limit = place.definition->max_length;
  // Never more characters than bytes.
  if (s->size() <= limit) return false;
  const size_t length = text::CountCharacters(*s);
  return length > limit && Tell(listener, kTooLong, place, static_cast<int64_t>(length), 0,
                                static_cast<int64_t>(limit));
}

bool AskNumber(const Place& place, int64_t number, FieldListener listener) {
  const Field& field = *place.definition;
  switch (field.type) {
    case FieldType::kWhole:
      return (number < field.min || number > field.max) &&
             Tell(listener, kRange, place, number, field.min, field.max);
    case FieldType::kYesNo:
      return (number < 0 || number > 1) && Tell(listener, kRange, place, number, 0, 1);
    case FieldType::kChoice: {
      const bool known = number >= 1 && number <= 1000 &&
                         field.FindOption(static_cast<uint32_t>(number)) != nullptr;
      return !known && Tell(listener, kBadOption, place, number);
    }
    case FieldType::kDate:
      return (number < kFirstDate || number > kLastDate) &&
             Tell(listener, kBadDate, place, number, kFirstDate, kLastDate);
    case FieldType::kText:
    case FieldType::kItems:
      // A mark that there is something.
      return number != 1 && Tell(listener, kBadText, place, number, 1, 1);
  }
  return false;
}

bool HasItems(const EntryCase& entry, uint32_t list) {
  for (const Item& item : entry.values.items()) {
    if (item.list_field == list) return true;
  }
  return false;
}

bool IsAnswered(const EntryCase& entry, const Place& place, FieldValue value) {
  if (!value.empty()) return true;
  if (place.definition->type == FieldType::kText) return FindText(entry, place) != nullptr;
  return place.definition->type == FieldType::kItems && HasItems(entry, place.ref.field);
}

// The place of an item in its list, from 1.
int64_t PlaceInList(const EntryCase& entry, const Place& place) {
  int64_t nth = 0;
  for (const Item& item : entry.values.items()) {
    if (item.list_field != place.ref.field) continue;
    ++nth;
    if (item.id == place.item) break;
  }
  return nth;
}

bool TellUnanswered(const EntryCase& entry, const Place& place, FieldListener listener) {
  if (place.item != 0) return Tell(listener, kRequiredInItem, place, PlaceInList(entry, place));
  const bool number = place.definition->type == FieldType::kWhole;
  return Tell(listener, number ? kRequired : kRequiredAnswer, place);
}

// One field with its answer; `applies` of what surrounds it.
bool AskField(const EntryCase& entry, const Place& place, FieldValue value, bool applies,
              FieldListener listener) {
  const Field& field = *place.definition;
  const bool answered = IsAnswered(entry, place, value);
  if (!applies || !Plan::Matches(field.applies, *entry.facts.unit)) {
    return answered && Tell(listener, kDoesNotApply, place);
  }
  if (field.required && !answered) return TellUnanswered(entry, place, listener);
  if (value.is_number() && AskNumber(place, value.number, listener)) return true;
  return field.type == FieldType::kText && AskText(entry, place, listener);
}

bool AskItem(const EntryCase& entry, const Place& list, const Item& item, FieldListener listener) {
  for (const Field& field : list.definition->item_fields) {
    const Place place{list.ref, &field, item.id};
    if (AskField(entry, place, item.Get(field.number), true, listener)) return true;
  }
  for (const auto& [number, value] : item.fields) {
    if (list.definition->FindItemField(number) == nullptr &&
        Tell(listener, kUnknownField, Place{list.ref, nullptr, item.id}, number)) {
      return true;
    }
  }
  return false;
}

bool IsRepeated(const std::vector<Item>& items, size_t i) {
  for (size_t k = 0; k < i; ++k) {
    if (items[k].list_field == items[i].list_field && items[k].id == items[i].id) return true;
  }
  return false;
}

bool AskItems(const EntryCase& entry, const Place& list, FieldListener listener) {
  const std::vector<Item>& items = entry.values.items();
  int64_t count = 0;
  for (const Item& item : items) count += item.list_field == list.ref.field ? 1 : 0;
  const auto most = static_cast<int64_t>(list.definition->max_items);
  // So many are not looked at one by one.
  if (count > most) return Tell(listener, kTooManyItems, list, count, 0, most);
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].list_field != list.ref.field) continue;
    if (IsRepeated(items, i) &&
        Tell(listener, kItemTwice, Place{list.ref, list.definition, items[i].id}, items[i].id)) {
      return true;
    }
    if (AskItem(entry, list, items[i], listener)) return true;
  }
  return false;
}

bool TellUnknown(FieldListener listener, int form, uint32_t field, uint32_t item, uint32_t number) {
  return Tell(listener, kUnknownField, Place{FieldRef{form, field, nullptr}, nullptr, item},
              number);
}

bool AskUnknownValues(const EntryCase& entry, const Form& form, FieldListener listener) {
  for (const auto& [number, value] : entry.values.fields()) {
    if (form.FindField(number) == nullptr && TellUnknown(listener, entry.form, number, 0, number)) {
      return true;
    }
  }
  for (const Item& item : entry.values.items()) {
    const Field* list = form.FindField(item.list_field);
    if ((list == nullptr || list->type != FieldType::kItems) &&
        TellUnknown(listener, entry.form, item.list_field, item.id, item.list_field)) {
      return true;
    }
  }
  return false;
}

bool IsTextField(const EntryCase& entry, const Form& form, const TextKey& key) {
  const Field* field = form.FindField(key.field);
  if (field == nullptr) return false;
  if (key.item == 0 && key.item_field == 0) return field->type == FieldType::kText;
  if (field->type != FieldType::kItems || entry.values.FindItem(key.field, key.item) == nullptr) {
    return false;
  }
  const Field* inner = field->FindItemField(key.item_field);
  return inner != nullptr && inner->type == FieldType::kText;
}

bool AskUnknownTexts(const EntryCase& entry, const Form& form, FieldListener listener) {
  for (const auto& [key, s] : entry.texts) {
    if (!IsTextField(entry, form, key) && TellUnknown(listener, entry.form, key.field, key.item,
                                                      key.item == 0 ? key.field : key.item_field)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool AskFields(const EntryCase& entry, FieldListener listener) {
  const Form& form = entry.plan.forms[static_cast<size_t>(entry.form)];
  const bool applies = Plan::Matches(form.applies, *entry.facts.unit);
  for (const Field& field : form.fields) {
    const Place place{FieldRef{entry.form, field.number, &field}, &field, 0};
    if (AskField(entry, place, entry.values.Get(field.number), applies, listener)) return true;
    const bool list = field.type == FieldType::kItems && applies &&
                      Plan::Matches(field.applies, *entry.facts.unit);
    if (list && AskItems(entry, place, listener)) return true;
  }
  return AskUnknownValues(entry, form, listener) || AskUnknownTexts(entry, form, listener);
}

}  // namespace gom::plan
