#include <algorithm>
#include <string_view>

#include "absl/strings/ascii.h"
#include "common/plan/check.h"

namespace gom::plan {

void CheckCode(Mistakes& mistakes, Place place, const std::string& code, const CodeShape& shape) {
  bool fits = !code.empty() && code.size() <= shape.max;
  for (const char c : code) {
    const auto u = static_cast<unsigned char>(c);
    fits = fits && (absl::ascii_islower(u) || absl::ascii_isdigit(u) ||
                    (shape.upper && absl::ascii_isupper(u)) ||
                    std::string_view(shape.extra).find(c) != std::string_view::npos);
  }
  if (!fits) mistakes.Add(place, kCodeWrong, code, shape.max, shape.characters);
}

void Identities::Number(Place place, uint32_t number) {
  if (number == 0) {
    mistakes_.Add(place, kNumberMissing);
  } else if (number > max_number_) {
    mistakes_.Add(place, kNumberTooLarge, number, max_number_);
  } else if (const auto [at, fresh] = line_of_number_.emplace(number, place.line); !fresh) {
    mistakes_.Add(place, kNumberTwice, number, at->second);
  }
}

void Identities::Code(Place place, const std::string& code) {
  CheckCode(mistakes_, place, code, shape_);
  if (code.empty()) return;
  if (const auto [at, fresh] = line_of_code_.emplace(code, place.line); !fresh) {
    mistakes_.Add(place, kCodeTwice, code, at->second);
  }
}

void RequireWords(Mistakes& mistakes, const NodeBase& node, int field_number) {
  if (!node.Has(field_number)) {
    mistakes.Add(node.here(), kWordsAbsent, node.NameOf(field_number));
  }
}

std::optional<Day> CheckDay(Mistakes& mistakes, const NodeBase& node, int field_number,
                            const std::string& iso, bool required) {
  if (iso.empty() && !required) return std::nullopt;
  const std::optional<Day> day = ParseDay(iso);
  if (!day) mistakes.Add(node.At(field_number), kDateWrong, iso);
  return day;
}

int CheckPeriodCode(const Checking& c, Place place, const std::string& code) {
  const int period = c.plan.PeriodIndex(std::string_view(code));
  if (period < 0) c.mistakes.Add(place, kPeriodUnknown, code);
  return period;
}

void CheckApplies(const Checking& c, const Node<v1::Applies>& applies) {
  using A = v1::Applies;
  absl::flat_hash_map<std::string, int> seen;
  const auto kinds = [&](const auto& codes, int field_number) {
    for (int i = 0; i < codes.size(); ++i) {
      const Place place = applies.At(field_number, i);
      const auto& known = c.plan.proto.kinds();
      const bool exists = std::any_of(known.begin(), known.end(), [&](const v1::UnitKind& kind) {
        return kind.code() == codes[i];
      });
      if (!exists) c.mistakes.Add(place, kKindUnknown, codes[i]);
      const auto [at, fresh] = seen.emplace(codes[i], field_number);
      if (fresh) continue;
      c.mistakes.Add(place, at->second == field_number ? kListedTwice : kKindBoth, codes[i]);
    }
  };
  kinds(applies->kinds(), A::kKindsFieldNumber);
  kinds(applies->except_kinds(), A::kExceptKindsFieldNumber);
  for (int i = 0; i < applies->ownership_size(); ++i) {
    if (applies->ownership(i) != v1::OWNERSHIP_UNSPECIFIED) continue;
    c.mistakes.Add(applies.At(A::kOwnershipFieldNumber, i), kAppliesUnspecified);
  }
  for (int i = 0; i < applies->managers_size(); ++i) {
    if (applies->managers(i) != v1::MANAGER_UNSPECIFIED) continue;
    c.mistakes.Add(applies.At(A::kManagersFieldNumber, i), kAppliesUnspecified);
  }
}

bool Reachable(const Plan& plan, std::initializer_list<const Applies*> all) {
  Applies both;
  for (const Applies* applies : all) {
    both.none_of |= applies->none_of;
    both.ownership_public = both.ownership_public && applies->ownership_public;
    both.ownership_private = both.ownership_private && applies->ownership_private;
    both.manager_commune = both.manager_commune && applies->manager_commune;
    both.manager_city = both.manager_city && applies->manager_city;
  }
  if (!both.ownership_public && !both.ownership_private) return false;
  if (!both.manager_commune && !both.manager_city) return false;
  if (plan.proto.kinds().empty()) return true;
  // The unit that is of every kind that nobody left out matches wherever any unit does.
  const int kinds = plan.proto.kinds_size();
  const KindSet every = kinds >= kMaxKinds ? ~KindSet{0} : (KindSet{1} << kinds) - 1;
  const KindSet of = every & ~both.none_of;
  for (const Applies* applies : all) {
    if ((of & applies->any_of) == 0) return false;
  }
  return of != 0;
}

bool Reaches(const Plan& plan, const Applies& applies, const FieldRef& field) {
  Applies named;
  named.none_of = ~applies.any_of;
  return Reachable(plan, {&applies, &named, &plan.forms[static_cast<size_t>(field.form)].applies,
                          &field.definition->applies});
}

FieldRef CheckFieldName(const Checking& c, Place place, const std::string& name) {
  FieldRef ref;
  const size_t dot = name.find('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == name.size()) {
    c.mistakes.Add(place, kNameWrong, name);
    return ref;
  }
  const std::string form_code = name.substr(0, dot), field_code = name.substr(dot + 1);
  const int form = c.plan.FormIndex(std::string_view(form_code));
  if (form < 0) {
    c.mistakes.Add(place, kFormUnknown, form_code);
    return ref;
  }
  const Field* field =
      c.plan.forms[static_cast<size_t>(form)].FindField(std::string_view(field_code));
  if (field == nullptr) {
    c.mistakes.Add(place, kFieldUnknown, form_code, field_code);
    return ref;
  }
  return {form, field->number, field};
}

FieldRef CheckFieldOf(const Checking& c, Place place, const std::string& name, FieldType type) {
  const FieldRef ref = CheckFieldName(c, place, name);
  if (ref.form < 0 || ref.definition->type == type) return ref;
  // The types as plan.proto names them, in the order of FieldType.
  static constexpr const char* kNames[] = {"whole", "yes_no", "choice", "date", "text", "items"};
  c.mistakes.Add(place, kFieldTypeUnfit, name, kNames[static_cast<size_t>(type)]);
  return {};
}

}  // namespace gom::plan
