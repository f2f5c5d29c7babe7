#include "absl/container/flat_hash_set.h"
#include "common/plan/check.h"

namespace gom::plan {
namespace {

bool FitsSum(FieldType type, SumUse use) {
  return type == FieldType::kWhole || type == FieldType::kYesNo ||
         (type == FieldType::kDate && use.dates);
}

void CheckOperand(const Checking& c, Place place, const std::string& name, v1::When of,
                  SumUse use) {
  const FieldRef field = CheckFieldName(c, place, name);
  if (field.form < 0) return;
  if (!FitsSum(field.definition->type, use)) {
    c.mistakes.Add(place, kFieldTypeUnfit, name, "whole/yes_no");
  }
  if (of == v1::WHEN_YEAR && c.plan.forms[static_cast<size_t>(field.form)].carried) {
    c.mistakes.Add(place, kYearOfCarried, name);
  }
}

void CheckFactor(const Checking& c, const NodeBase& node, int field_number, int64_t n) {
  if (n >= -kMaxCoefficient && n <= kMaxCoefficient) return;
  c.mistakes.Add(node.At(field_number), kValueTooLarge, n, kMaxCoefficient, kMaxCoefficient);
}

void CheckOption(const Checking& c, const Node<v1::Condition>& node) {
  using C = v1::Condition;
  if (node->has_left() || node->has_right() || node->op() != v1::OPERATOR_UNSPECIFIED) {
    c.mistakes.Add(node.here(), kConditionBoth);
  }
  const FieldRef field = CheckFieldOf(c, node.At(C::kChoiceFieldFieldNumber), node->choice_field(),
                                      FieldType::kChoice);
  if (field.form < 0 || field.definition->FindOption(std::string_view(node->option()))) return;
  c.mistakes.Add(node.At(C::kOptionFieldNumber), kOptionUnknown, node->choice_field(),
                 node->option());
}

}  // namespace

void CheckSum(const Checking& c, const Node<v1::Sum>& sum, SumUse use) {
  using S = v1::Sum;
  absl::flat_hash_set<std::string> seen;
  const auto once = [&](Place place, const std::string& name) {
    if (!seen.insert(name).second) c.mistakes.Add(place, kListedTwice, name);
  };
  for (int i = 0; i < sum->fields_size(); ++i) {
    const Place place = sum.At(S::kFieldsFieldNumber, i);
    CheckOperand(c, place, sum->fields(i), sum->of(), use);
    once(place, sum->fields(i));
  }
  for (const auto& term : sum.Children<v1::Term>(S::kTermsFieldNumber)) {
    const Place place = term.At(v1::Term::kFieldFieldNumber);
    CheckOperand(c, place, term->field(), sum->of(), use);
    once(place, term->field());
    if (term->coefficient() == 0) c.mistakes.Add(term.here(), kCoefficientZero, term->field());
    CheckFactor(c, term, v1::Term::kCoefficientFieldNumber, term->coefficient());
  }
  if (sum->constant() < -kMaxNumber || sum->constant() > kMaxNumber) {
    c.mistakes.Add(sum.At(S::kConstantFieldNumber), kValueTooLarge, sum->constant(), kMaxNumber,
                   kMaxNumber);
  }
  if (!use.chooses_period && sum->of() != v1::WHEN_UNSPECIFIED) {
    c.mistakes.Add(sum.At(S::kOfFieldNumber), kWhenInMeasure);
  }
}

void CheckFullSum(const Checking& c, const Node<v1::Sum>& sum, SumUse use, const char* name) {
  CheckSum(c, sum, use);
  if (sum->fields().empty() && sum->terms().empty()) c.mistakes.Add(sum.here(), kSumEmpty, name);
}

void CheckCondition(const Checking& c, const Node<v1::Condition>& condition, SumUse use) {
  using C = v1::Condition;
  if (!condition->choice_field().empty() || !condition->option().empty()) {
    CheckOption(c, condition);
    return;
  }
  if (!condition->has_left() && condition->op() == v1::OPERATOR_UNSPECIFIED) {
    c.mistakes.Add(condition.here(), kConditionMissing);
    return;
  }
  CheckFullSum(c, condition.Child<v1::Sum>(C::kLeftFieldNumber), use, "left");
  CheckSum(c, condition.Child<v1::Sum>(C::kRightFieldNumber), use);
  if (condition->op() == v1::OPERATOR_UNSPECIFIED) {
    c.mistakes.Add(condition.here(), kOperatorMissing);
  }
}

}  // namespace gom::plan
