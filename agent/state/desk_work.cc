#include "agent/state/desk_work.h"

#include <algorithm>
#include <string>

#include "common/plan/rule.h"

namespace gom::agent {
namespace {

bool Reads(const plan::Sum& sum, int form, uint32_t field) {
  for (const plan::Term& t : sum.terms) {
    if (t.field.form == form && t.field.field == field) return true;
  }
  return false;
}

bool Reads(const plan::Condition& condition, int form, uint32_t field) {
  return Reads(condition.left, form, field) || Reads(condition.right, form, field);
}

std::string CodeOf(const plan::Plan& plan, const plan::FieldRef& ref, int home) {
  if (ref.definition == nullptr) return {};
  if (ref.form == home || ref.form < 0) return ref.definition->code;
  return plan.forms[static_cast<size_t>(ref.form)].code + "." + ref.definition->code;
}

std::vector<plan::EntryFacts> Grid(const SchoolState& state, const Overrides& beside) {
  const plan::Plan& plan = *state.plan;
  const size_t periods = plan.periods.size();
  std::vector<plan::EntryFacts> cells(plan.forms.size() * periods);
  for (const auto& [key, entry] : state.entries) {
    const int form = plan.FormIndex(key.first);
    const int period = plan.PeriodIndex(key.second);
    const Revision* shown = entry.Shown();
    if (form < 0 || period < 0 || shown == nullptr) continue;
    plan::EntryFacts& cell =
        cells[static_cast<size_t>(form) * periods + static_cast<size_t>(period)];
    cell.values = &shown->values;
    cell.in_conflict = entry.members.in_conflict();
    cell.returned = shown->verdict.has_value() && !shown->verdict->accepted;
    cell.plan_version = shown->plan_version;
  }
  for (const auto& [key, entry] : beside) {
    plan::EntryFacts& cell =
        cells[static_cast<size_t>(key.first) * periods + static_cast<size_t>(key.second)];
    cell.values = entry.values;
    cell.plan_version = entry.plan_version;
  }
  return cells;
}

std::string ReasonIn(const sync::Wording& wording, uint32_t rule) {
  for (const auto& [number, reason] : wording.reasons) {
    if (rule != 0 && number == rule) return reason;
  }
  return {};
}

// The reason given where the rule has its home, if that is another entry.
std::string ReasonAt(const SchoolState& state, const Overrides& beside, std::pair<int, int> home,
                     uint32_t rule) {
  if (const auto it = beside.find(home); it != beside.end())
    return ReasonIn(*it->second.wording, rule);
  const Entry* entry =
      state.FindEntry(state.plan->forms[static_cast<size_t>(home.first)].number,
                      state.plan->periods[static_cast<size_t>(home.second)].number);
  const Revision* shown = entry == nullptr ? nullptr : entry->Shown();
  return shown == nullptr ? std::string() : ReasonIn(shown->wording, rule);
}

}  // namespace

bool Reads(const plan::Part& part, int form, uint32_t field) {
  if (Reads(part.numerator, form, field) || Reads(part.denominator, form, field) ||
      Reads(part.population, form, field) || Reads(part.condition, form, field)) {
    return true;
  }
  if (part.list.form == form && part.list.field == field) return true;
  for (const plan::Provisional& p : part.provisional) {
    if (Reads(p.unit, form, field) || Reads(p.numerator, form, field) ||
        Reads(p.denominator, form, field))
      return true;
  }
  return false;
}

OwnFacts::OwnFacts(const SchoolState& state, const Overrides& beside)
    : cells_(Grid(state, beside)) {
  facts_.unit = &state.unit;
  facts_.entries = cells_;
  facts_.recognised = state.recognised;
  facts_.not_applicable = state.not_applicable;
}

std::vector<v1::Finding> Findings(const SchoolState& state, int form, int period,
                                  const plan::Values& values, const sync::Wording& wording,
                                  const Overrides& beside, Ask ask, uint32_t plan_version) {
  Overrides all = beside;
  all[{form, period}] = {&values, &wording, plan_version};
  const OwnFacts own(state, all);

  const plan::Form* then =
      state.FormThen(plan_version, state.plan->forms[static_cast<size_t>(form)].number);
  std::vector<v1::Finding> findings;
  for (const plan::Finding& found :
       plan::Check(*state.plan, own.facts(), form, period, values, wording.texts)) {
    if (plan::WasAsked(then, found)) continue;
    const plan::Rule* rule = found.rule == 0 ? nullptr : state.plan->FindRule(found.rule);
    const std::pair<int, int> here{form, period};
    const std::pair<int, int> home = rule == nullptr || found.within_entry || rule->home_form < 0
                                         ? here
                                         : std::pair(rule->home_form, found.period);
    if (ask == Ask::kAtHome && home != here && beside.contains(home)) continue;
    v1::Finding& f = findings.emplace_back();
    f.set_rule(found.code);
    f.set_severity(found.severity);
    f.set_form(state.plan->forms[static_cast<size_t>(home.first)].code);
    f.set_period(state.plan->periods[static_cast<size_t>(home.second)].code);
    for (const plan::FieldRef& ref : found.fields) f.add_fields(CodeOf(*state.plan, ref, form));
    *f.mutable_message() = found.message;
    f.set_reason(ReasonIn(wording, found.rule));
    if (f.reason().empty() && home != here) f.set_reason(ReasonAt(state, beside, home, found.rule));
  }
  return findings;
}

Earlier NewestEarlier(const SchoolState& state, int form, int period) {
  const plan::Plan& plan = *state.plan;
  const uint32_t number = plan.forms[static_cast<size_t>(form)].number;
  for (int p = period - 1; p >= 0; --p) {
    const Entry* entry = state.FindEntry(number, plan.periods[static_cast<size_t>(p)].number);
    if (entry == nullptr) continue;
    if (const Revision* shown = entry->Shown(); shown != nullptr) return {p, shown};
  }
  return {};
}

bool CarriesOn(const plan::Plan& plan, const plan::Form& form, const plan::Field& field) {
  if (form.carried || field.type == plan::FieldType::kItems) return true;
  if (field.type == plan::FieldType::kText || field.type == plan::FieldType::kDate) return false;
  for (const plan::Part& part : plan.parts) {
    if (part.over_time == v1::OVER_TIME_LATEST && Reads(part, form.index, field.number))
      return true;
  }
  return false;
}

namespace {}  // namespace

bool SaysWhatIsRedefined(const plan::Form& form, const Revision& revision) {
  return std::any_of(form.fields.begin(), form.fields.end(), [&](const plan::Field& field) {
    return revision.plan_version < field.redefined_in && !revision.values.Get(field.number).empty();
  });
}

std::vector<std::pair<int, int>> ToConfirm(const SchoolState& state) {
  std::vector<std::pair<int, int>> found;
  const plan::Plan& plan = *state.plan;
  for (const plan::Form& form : plan.forms) {
    for (int p = static_cast<int>(plan.periods.size()) - 1; p >= 0; --p) {
      const uint32_t period = plan.periods[static_cast<size_t>(p)].number;
      const Entry* entry = state.FindEntry(form.number, period);
      const Revision* shown = entry == nullptr ? nullptr : entry->Shown();
      if (shown == nullptr) continue;
      if (SaysWhatIsRedefined(form, *shown) && !state.locked.contains(period))
        found.emplace_back(form.index, p);
      if (form.carried) break;
    }
  }
  return found;
}

Prefilled Prefill(const SchoolState& state, int form_index, int period) {
  Prefilled prefilled;
  const Earlier earlier = NewestEarlier(state, form_index, period);
  if (earlier.revision == nullptr) return prefilled;
  prefilled.from_period = earlier.period;
  const plan::Form& form = state.plan->forms[static_cast<size_t>(form_index)];
  const plan::Values& last = earlier.revision->values;
  const plan::Texts& texts = earlier.revision->wording.texts;
  for (const plan::Field& field : form.fields) {
    if (!plan::Plan::Matches(field.applies, state.unit) || !CarriesOn(*state.plan, form, field))
      continue;
    // Counted in another way by now: nobody has said what it is in this one.
    if (earlier.revision->plan_version < field.redefined_in) continue;
    prefilled.values.Set(field.number, last.Get(field.number));
    for (const plan::Item& item : last.items()) {
      if (item.list_field == field.number) prefilled.values.mutable_items().push_back(item);
    }
    for (const auto& [key, words] : texts) {
      if (key.field == field.number) prefilled.texts.emplace(key, words);
    }
  }
  return prefilled;
}

}  // namespace gom::agent
