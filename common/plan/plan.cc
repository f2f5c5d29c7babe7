#include "common/plan/plan.h"

#include <algorithm>

#include "absl/strings/string_view.h"

namespace gom::plan {
namespace {

// Numbers mostly follow the order of the file, so the place number − 1 is looked at first.
const Field* ByNumber(const std::vector<Field>& fields, uint32_t number) {
  if (number - 1 < fields.size() && fields[number - 1].number == number) return &fields[number - 1];
  for (const Field& field : fields) {
    if (field.number == number) return &field;
  }
  return nullptr;
}

const Field* ByCode(const std::vector<Field>& fields, std::string_view code) {
  for (const Field& field : fields) {
    if (field.code == code) return &field;
  }
  return nullptr;
}

using NumberMap = absl::flat_hash_map<uint32_t, int>;
using CodeMap = absl::flat_hash_map<std::string, int>;

int IndexIn(const NumberMap& map, uint32_t number) {
  const auto at = map.find(number);
  return at == map.end() ? -1 : at->second;
}

// Abseil as Debian builds it has a string_view of its own.
int IndexIn(const CodeMap& map, std::string_view code) {
  const auto at = map.find(absl::string_view(code.data(), code.size()));
  return at == map.end() ? -1 : at->second;
}

}  // namespace

const v1::Option* Field::FindOption(uint32_t option_number) const {
  for (const v1::Option& option : source->choice().options()) {
    if (option.number() == option_number) return &option;
  }
  return nullptr;
}

const v1::Option* Field::FindOption(std::string_view option_code) const {
  for (const v1::Option& option : source->choice().options()) {
    if (option.code() == option_code) return &option;
  }
  return nullptr;
}

const Field* Field::FindItemField(uint32_t item_field_number) const {
  return ByNumber(item_fields, item_field_number);
}
const Field* Field::FindItemField(std::string_view item_field_code) const {
  return ByCode(item_fields, item_field_code);
}
const Field* Form::FindField(uint32_t field_number) const { return ByNumber(fields, field_number); }
const Field* Form::FindField(std::string_view field_code) const {
  return ByCode(fields, field_code);
}

int Part::AskedAt(int as_of) const {
  for (int p = std::min(as_of, last_asked); p >= 0; --p) {
    if (asked_in[static_cast<size_t>(p)]) return p;
  }
  return -1;
}

int Part::asked_required_until(const std::vector<Period>& periods, int as_of) const {
  int n = 0;
  const int last = std::min(as_of, last_asked);
  for (int p = 0; p <= last; ++p) {
    const auto at = static_cast<size_t>(p);
    if (asked_in[at] && !periods[at].optional) ++n;
  }
  return n;
}

int Plan::PeriodIndex(uint32_t number) const { return IndexIn(period_by_number_, number); }
int Plan::PeriodIndex(std::string_view code) const { return IndexIn(period_by_code_, code); }
int Plan::FormIndex(uint32_t number) const { return IndexIn(form_by_number_, number); }
int Plan::FormIndex(std::string_view code) const { return IndexIn(form_by_code_, code); }
int Plan::IndicatorIndex(std::string_view code) const { return IndexIn(indicator_by_code_, code); }
int Plan::IndicatorIndexByNumber(uint32_t number) const {
  return IndexIn(indicator_by_number_, number);
}

const Rule* Plan::FindRule(uint32_t number) const {
  const int at = IndexIn(rule_by_number_, number);
  return at < 0 ? nullptr : &rules[static_cast<size_t>(at)];
}
const Rule* Plan::FindRule(std::string_view code) const {
  const int at = IndexIn(rule_by_code_, code);
  return at < 0 ? nullptr : &rules[static_cast<size_t>(at)];
}

Unit Plan::CompileUnit(std::string_view code, std::string_view name,
                       const std::vector<std::string>& kinds, v1::Ownership ownership,
                       v1::Manager manager, Day valid_from, Day valid_to,
                       std::string_view successor) const {
  Unit unit;
  unit.code = code;
  unit.name = name;
  for (const std::string& kind : kinds) {
    const int bit = IndexIn(kind_by_code_, kind);
    if (bit >= 0) unit.kinds |= KindSet{1} << bit;
  }
  unit.ownership = ownership;
  unit.manager = manager;
  unit.valid_from = valid_from;
  unit.valid_to = valid_to;
  unit.successor = successor;
  return unit;
}

bool Plan::MatchesWhoRunsIt(const Applies& applies, const Unit& unit) {
  if (!(applies.ownership_public && applies.ownership_private)) {
    const bool fits = (applies.ownership_public && unit.ownership == v1::OWNERSHIP_PUBLIC) ||
                      (applies.ownership_private && unit.ownership == v1::OWNERSHIP_PRIVATE);
    if (!fits) return false;
  }
  if (!(applies.manager_commune && applies.manager_city)) {
    const bool fits = (applies.manager_commune && unit.manager == v1::MANAGER_COMMUNE) ||
                      (applies.manager_city && unit.manager == v1::MANAGER_CITY);
    if (!fits) return false;
  }
  return true;
}

bool Plan::Asked(const Form& form, int period, const Unit& unit) const {
  const auto at = static_cast<size_t>(period);
  return at < periods.size() && form.asked_in[at] && unit.ValidOn(periods[at].end) &&
         Matches(form.applies, unit);
}

}  // namespace gom::plan
