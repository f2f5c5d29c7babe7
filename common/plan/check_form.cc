#include "absl/container/flat_hash_set.h"
#include "common/plan/check.h"

namespace gom::plan {
namespace {

using F = v1::Field;

void CheckWhole(const Checking& c, const Node<v1::NumberType>& node) {
  using N = v1::NumberType;
  const int64_t min = node->min(), max = node->max() == 0 ? Field{}.max : node->max();
  const auto bounded = [&](int64_t n, int field_number) {
    if (n >= -kMaxNumber && n <= kMaxNumber) return true;
    c.mistakes.Add(node.At(field_number), kValueTooLarge, n, kMaxNumber, kMaxNumber);
    return false;
  };
  const bool min_fits = bounded(min, N::kMinFieldNumber),
             max_fits = bounded(max, N::kMaxFieldNumber);
  if (min_fits && max_fits && min > max)
    c.mistakes.Add(node.At(N::kMinFieldNumber), kRangeBackwards, min, max);
}

void CheckChoice(const Checking& c, const Node<v1::ChoiceType>& node, const std::string& field) {
  using O = v1::Option;
  if (node->options().empty()) c.mistakes.Add(node.here(), kOptionsMissing, field);
  Identities identities(c.mistakes, kPlainCode, kMaxOptionNumber);
  for (const auto& option : node.Children<O>(v1::ChoiceType::kOptionsFieldNumber)) {
    identities.Number(option.At(O::kNumberFieldNumber), option->number());
    identities.Code(option.At(O::kCodeFieldNumber), option->code());
    RequireWords(c.mistakes, option, O::kLabelFieldNumber);
  }
}

void CheckField(const Checking& c, const Node<F>& node, Identities& identities);

// A field that came to mean something else: what says so is its number, so there has to be one.
void CheckRedefined(const Checking& c, const Node<F>& node, bool in_list) {
  if (node->redefined_in() == 0) return;
  const Place place = node.At(F::kRedefinedInFieldNumber);
  if (in_list || !(node->has_whole() || node->has_yes_no() || node->has_choice())) {
    c.mistakes.Add(place, kRedefinedType, node->code());
  } else if (node->redefined_in() > c.plan.version()) {
    c.mistakes.Add(place, kRedefinedLater, node->code(), node->redefined_in(), c.plan.version());
  }
}

void CheckItems(const Checking& c, const Node<v1::ItemsType>& node, const Node<F>& list,
                const Form& form, const Field& compiled) {
  using I = v1::ItemsType;
  if (node->max_items() > kMaxItems) {
    c.mistakes.Add(node.At(I::kMaxItemsFieldNumber), kLengthTooLarge, node->max_items(), kMaxItems);
  }
  if (node->fields().empty()) c.mistakes.Add(node.here(), kFormEmpty, list->code());
  Identities identities(c.mistakes, kPlainCode, kMaxFieldNumber);
  size_t index = 0;
  for (const auto& inner : node.Children<F>(I::kFieldsFieldNumber)) {
    const Applies& applies = compiled.item_fields[index++].applies;
    if (inner->has_items()) {
      c.mistakes.Add(inner.At(F::kItemsFieldNumber), kItemsNested, inner->code());
      continue;
    }
    CheckField(c, inner, identities);
    CheckRedefined(c, inner, true);
    if (!Reachable(c.plan, {&form.applies, &compiled.applies, &applies})) {
      c.mistakes.Add(inner.here(), kReachesNone, inner->code());
    }
  }
}

// All but what is inside a list.
void CheckField(const Checking& c, const Node<F>& node, Identities& identities) {
  identities.Number(node.At(F::kNumberFieldNumber), node->number());
  identities.Code(node.At(F::kCodeFieldNumber), node->code());
  RequireWords(c.mistakes, node, F::kLabelFieldNumber);
  if (node->has_applies()) CheckApplies(c, node.Child<v1::Applies>(F::kAppliesFieldNumber));
  switch (node->type_case()) {
    case F::TYPE_NOT_SET:
      c.mistakes.Add(node.here(), kTypeMissing, node->code());
      break;
    case F::kWhole:
      CheckWhole(c, node.Child<v1::NumberType>(F::kWholeFieldNumber));
      break;
    case F::kChoice:
      CheckChoice(c, node.Child<v1::ChoiceType>(F::kChoiceFieldNumber), node->code());
      break;
    case F::kText:
      if (node->text().max_length() > kMaxTextLength) {
        const auto text = node.Child<v1::TextType>(F::kTextFieldNumber);
        c.mistakes.Add(text.At(v1::TextType::kMaxLengthFieldNumber), kLengthTooLarge,
                       text->max_length(), kMaxTextLength);
      }
      break;
    case F::kYesNo:
    case F::kDate:
    case F::kItems:
      break;
  }
}

void CheckForm(const Checking& c, const Node<v1::Form>& node, const Form& form) {
  using V = v1::Form;
  RequireWords(c.mistakes, node, V::kTitleFieldNumber);
  if (node->has_applies()) CheckApplies(c, node.Child<v1::Applies>(V::kAppliesFieldNumber));
  const bool reached = Reachable(c.plan, {&form.applies});
  if (!reached) c.mistakes.Add(node.here(), kReachesNone, node->code());
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < node->periods_size(); ++i) {
    const Place place = node.At(V::kPeriodsFieldNumber, i);
    CheckPeriodCode(c, place, node->periods(i));
    if (!seen.insert(node->periods(i)).second) {
      c.mistakes.Add(place, kListedTwice, node->periods(i));
    }
  }
  if (node->fields().empty()) c.mistakes.Add(node.here(), kFormEmpty, node->code());
  Identities identities(c.mistakes, kPlainCode, kMaxFieldNumber);
  size_t index = 0;
  for (const auto& field : node.Children<F>(V::kFieldsFieldNumber)) {
    const Field& compiled = form.fields[index++];
    CheckField(c, field, identities);
    CheckRedefined(c, field, false);
    // Where the form itself reaches nobody, saying so once is enough.
    if (reached && !Reachable(c.plan, {&form.applies, &compiled.applies})) {
      c.mistakes.Add(field.here(), kReachesNone, field->code());
    } else if (reached && field->has_items()) {
      CheckItems(c, field.Child<v1::ItemsType>(F::kItemsFieldNumber), field, form, compiled);
    }
  }
}

}  // namespace

void CheckForms(const Checking& c, const Node<v1::Plan>& plan) {
  using V = v1::Form;
  Identities identities(c.mistakes, kPlainCode, kMaxFormNumber);
  size_t index = 0;
  for (const auto& node : plan.Children<V>(v1::Plan::kFormsFieldNumber)) {
    identities.Number(node.At(V::kNumberFieldNumber), node->number());
    identities.Code(node.At(V::kCodeFieldNumber), node->code());
    CheckForm(c, node, c.plan.forms[index++]);
  }
}

}  // namespace gom::plan
