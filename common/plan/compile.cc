#include "common/plan/compile.h"

#include <algorithm>
#include <utility>

#include "common/plan/limits.h"

namespace gom::plan {
namespace {

FieldType TypeOf(const v1::Field& field) {
  switch (field.type_case()) {
    case v1::Field::kYesNo:
      return FieldType::kYesNo;
    case v1::Field::kChoice:
      return FieldType::kChoice;
    case v1::Field::kDate:
      return FieldType::kDate;
    case v1::Field::kText:
      return FieldType::kText;
    case v1::Field::kItems:
      return FieldType::kItems;
    case v1::Field::kWhole:
    case v1::Field::TYPE_NOT_SET:
      break;
  }
  return FieldType::kWhole;
}

}  // namespace

void PlanCompiler::Run() {
  const uint32_t threshold = plan_.proto.coverage_threshold_percent();
  plan_.coverage_threshold_percent = threshold == 0 ? 50 : static_cast<int>(threshold);
  CompileKinds();
  CompilePeriods();
  CompileForms();
  CompileRules();
  CompileIndicators();
}

void PlanCompiler::CompileKinds() {
  for (int i = 0; i < plan_.proto.kinds_size(); ++i) {
    plan_.kind_by_code_.emplace(plan_.proto.kinds(i).code(), i);
  }
}

void PlanCompiler::CompilePeriods() {
  int school_year = 0;
  for (int i = 0; i < plan_.proto.periods_size(); ++i) {
    const v1::Period& from = plan_.proto.periods(i);
    if (i > 0 && from.school_year() != plan_.proto.periods(i - 1).school_year()) ++school_year;
    Period period;
    period.number = from.number();
    period.code = from.code();
    period.name = from.name();
    period.start = ParseDay(from.start()).value_or(0);
    period.end = ParseDay(from.end()).value_or(0);
    period.due = ParseDay(from.due()).value_or(0);
    period.grace_days = static_cast<int>(std::min(from.grace_days(), kMaxGraceDays));
    period.school_year = school_year;
    period.in_session = from.in_session();
    period.optional = from.optional();
    plan_.periods.push_back(std::move(period));
    plan_.period_by_number_.emplace(from.number(), i);
    plan_.period_by_code_.emplace(from.code(), i);
  }
}

void PlanCompiler::CompileForms() {
  for (int i = 0; i < plan_.proto.forms_size(); ++i) {
    const v1::Form& from = plan_.proto.forms(i);
    plan_.forms.push_back(CompileForm(from, i));
    plan_.form_by_number_.emplace(from.number(), i);
    plan_.form_by_code_.emplace(from.code(), i);
  }
  plan_.rules_of_form.resize(plan_.forms.size());
  plan_.parts_of_form.resize(plan_.forms.size());
}

Form PlanCompiler::CompileForm(const v1::Form& from, int index) const {
  Form form;
  form.index = index;
  form.number = from.number();
  form.code = from.code();
  form.applies = CompileApplies(from.applies());
  form.carried = from.carried();
  form.asked_in.assign(plan_.periods.size(), from.periods().empty());
  for (const std::string& code : from.periods()) {
    const int period = plan_.PeriodIndex(code);
    if (period >= 0) form.asked_in[static_cast<size_t>(period)] = true;
  }
  for (const v1::Field& field : from.fields()) form.fields.push_back(CompileField(field));
  form.source = &from;
  return form;
}

Field PlanCompiler::CompileField(const v1::Field& from) const {
  Field field;
  field.number = from.number();
  field.code = from.code();
  field.type = TypeOf(from);
  field.applies = CompileApplies(from.applies());
  field.required = from.required();
  field.redefined_in = from.redefined_in();
  if (field.type == FieldType::kWhole) {
    field.min = from.whole().min();
    if (from.whole().max() != 0) field.max = from.whole().max();
  }
  if (from.text().max_length() != 0) field.max_length = from.text().max_length();
  if (from.items().max_items() != 0) field.max_items = from.items().max_items();
  if (field.type == FieldType::kItems) {
    // One level only: a list inside a list is a mistake, and is not followed.
    for (const v1::Field& inner : from.items().fields()) {
      Field item_field;
      if (inner.has_items()) {
        item_field.number = inner.number();
        item_field.code = inner.code();
        item_field.type = FieldType::kItems;
        item_field.source = &inner;
      } else {
        item_field = CompileField(inner);
      }
      field.item_fields.push_back(std::move(item_field));
    }
  }
  field.source = &from;
  return field;
}

Applies PlanCompiler::CompileApplies(const v1::Applies& from) const {
  const auto mask = [this](const auto& codes) {
    KindSet set = 0;
    for (const std::string& code : codes) {
      const auto at = plan_.kind_by_code_.find(code);
      if (at != plan_.kind_by_code_.end()) set |= KindSet{1} << at->second;
    }
    return set;
  };
  Applies applies;
  if (!from.kinds().empty()) applies.any_of = mask(from.kinds());
  applies.none_of = mask(from.except_kinds());
  if (!from.ownership().empty()) {
    const auto has = [&](v1::Ownership o) {
      return std::find(from.ownership().begin(), from.ownership().end(), o) !=
             from.ownership().end();
    };
    applies.ownership_public = has(v1::OWNERSHIP_PUBLIC);
    applies.ownership_private = has(v1::OWNERSHIP_PRIVATE);
  }
  if (!from.managers().empty()) {
    const auto has = [&](v1::Manager m) {
      return std::find(from.managers().begin(), from.managers().end(), m) != from.managers().end();
    };
    applies.manager_commune = has(v1::MANAGER_COMMUNE);
    applies.manager_city = has(v1::MANAGER_CITY);
  }
  return applies;
}

FieldRef PlanCompiler::Resolve(std::string_view name) const {
  FieldRef ref;
  const size_t dot = name.find('.');
  if (dot == std::string_view::npos) return ref;
  const int form = plan_.FormIndex(name.substr(0, dot));
  if (form < 0) return ref;
  const Field* field = plan_.forms[static_cast<size_t>(form)].FindField(name.substr(dot + 1));
  if (field == nullptr) return ref;
  ref.form = form;
  ref.field = field->number;
  ref.definition = field;
  return ref;
}

Sum PlanCompiler::CompileSum(const v1::Sum& from) const {
  Sum sum;
  const auto add = [&](const std::string& name, int64_t coefficient) {
    const FieldRef field = Resolve(name);
    if (field.form >= 0) sum.terms.push_back({field, coefficient});
  };
  for (const std::string& name : from.fields()) add(name, 1);
  for (const v1::Term& term : from.terms()) add(term.field(), term.coefficient());
  sum.constant = from.constant();
  sum.of = from.of() == v1::WHEN_UNSPECIFIED ? v1::WHEN_THIS : from.of();
  return sum;
}

Condition PlanCompiler::CompileCondition(const v1::Condition& from) const {
  Condition condition;
  if (from.choice_field().empty()) {
    condition.left = CompileSum(from.left());
    condition.op = from.op();
    condition.right = CompileSum(from.right());
    return condition;
  }
  // "This option was chosen" is "its number is the field's number".
  const FieldRef field = Resolve(from.choice_field());
  if (field.form < 0 || field.definition->type != FieldType::kChoice) return condition;
  const v1::Option* option = field.definition->FindOption(from.option());
  condition.left.terms.push_back({field, 1});
  condition.op = v1::OPERATOR_EQUAL;
  condition.right.constant = option == nullptr ? 0 : option->number();
  return condition;
}

void AppendReads(const Sum& sum, std::vector<FieldRef>& reads) {
  for (const Term& term : sum.terms) reads.push_back(term.field);
}

void AppendReads(const Condition& condition, std::vector<FieldRef>& reads) {
  AppendReads(condition.left, reads);
  AppendReads(condition.right, reads);
}

}  // namespace gom::plan
