#include "common/plan/check.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

namespace gom::plan {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

int MaxEntries(const FieldDescriptor* field) {
  static const auto* const kMax = new absl::flat_hash_map<std::string, int>{
      {"gom.v1.Plan.kinds", kMaxKinds},
      {"gom.v1.Plan.periods", kMaxPeriods},
      {"gom.v1.Plan.forms", kMaxForms},
      {"gom.v1.Plan.rules", kMaxRules},
      {"gom.v1.Plan.indicators", kMaxIndicators},
      {"gom.v1.Form.fields", kMaxFields},
      {"gom.v1.ItemsType.fields", kMaxFields},
      {"gom.v1.ChoiceType.options", kMaxOptions},
      {"gom.v1.Indicator.parts", kMaxParts},
      {"gom.v1.Part.provisional", kMaxProvisional},
      {"gom.v1.Part.other_readings", kMaxReadings},
  };
  const auto at = kMax->find(field->full_name());
  return at == kMax->end() ? kMaxEntries : at->second;
}

void BoundLists(const Node<Message>& node, Mistakes& mistakes) {
  const auto* reflection = node->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(*node, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) {
      const int size = reflection->FieldSize(*node, field), max = MaxEntries(field);
      if (size > max) {
        mistakes.Add(node.At(field->number(), max), kTooMany, field->name(), size, max);
        continue;
      }
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (const auto& child : node.Children<Message>(field->number())) {
        BoundLists(child, mistakes);
      }
    } else {
      BoundLists(node.Child<Message>(field->number()), mistakes);
    }
  }
}

// How many options each choice has, by "form.field".
absl::flat_hash_map<std::string, int> OptionsByName(const v1::Plan& plan) {
  absl::flat_hash_map<std::string, int> options;
  for (const v1::Form& form : plan.forms()) {
    for (const v1::Field& field : form.fields())
      options[absl::StrCat(form.code(), ".", field.code())] = field.choice().options_size();
  }
  return options;
}

void CheckHead(const Checking& c, const Node<v1::Plan>& plan) {
  using P = v1::Plan;
  CheckCode(c.mistakes, plan.At(P::kCodeFieldNumber), plan->code(), kPlanCode);
  if (plan->version() == 0) c.mistakes.Add(plan.At(P::kVersionFieldNumber), kVersionMissing);
  if (plan->year() < 2000 || plan->year() > 2200) {
    c.mistakes.Add(plan.At(P::kYearFieldNumber), kYearWrong, plan->year());
  }
  RequireWords(c.mistakes, plan, P::kTitleFieldNumber);
  const uint32_t threshold = plan->coverage_threshold_percent();
  if (threshold > 100) {
    c.mistakes.Add(plan.At(P::kCoverageThresholdPercentFieldNumber), kPercentWrong, threshold, 1);
  }
  if (plan->periods().empty()) c.mistakes.Add({}, kPeriodsMissing);
  if (plan->forms().empty()) c.mistakes.Add({}, kFormsMissing);
}

bool FormReachesKind(const Form& form, KindSet kind) {
  return (form.applies.none_of & kind) == 0 && (form.applies.any_of & kind) != 0;
}

void CheckKinds(const Checking& c, const Node<v1::Plan>& plan) {
  using K = v1::UnitKind;
  Identities identities(c.mistakes, kKindCode);
  int index = 0;
  for (const auto& node : plan.Children<K>(v1::Plan::kKindsFieldNumber)) {
    identities.Code(node.At(K::kCodeFieldNumber), node->code());
    RequireWords(c.mistakes, node, K::kNameFieldNumber);
    const KindSet kind = KindSet{1} << index++;
    bool reached = c.plan.forms.empty();
    for (const Form& form : c.plan.forms) reached = reached || FormReachesKind(form, kind);
    if (!reached) c.mistakes.Add(node.here(), kKindReachedByNone, node->code());
  }
}

}  // namespace

void CheckBounds(const Node<v1::Plan>& plan, Mistakes& mistakes) {
  BoundLists(plan.Untyped(), mistakes);
}

void CheckTogether(const Node<v1::Plan>& plan, Mistakes& mistakes) {
  using P = v1::Plan;
  const absl::flat_hash_map<std::string, int> options = OptionsByName(*plan);
  int64_t numbers = 0, counted = 0;
  for (const v1::Indicator& indicator : plan->indicators()) {
    for (const v1::Part& part : indicator.parts()) {
      const auto choice = options.find(part.information().choice());
      const int64_t readings = 1 + part.other_readings_size();
      numbers += readings;
      counted +=
          readings * (1 + part.provisional_size() + (choice == options.end() ? 0 : choice->second));
    }
  }
  const int64_t periods = plan->periods_size();
  if (numbers > kMaxNumbersFollowed) {
    mistakes.Add(plan.At(P::kIndicatorsFieldNumber, 0), kTooManyNumbers, numbers,
                 kMaxNumbersFollowed);
  } else if (counted * periods > kMaxTotals) {
    mistakes.Add(plan.At(P::kIndicatorsFieldNumber, 0), kTooManyTotals, counted, periods,
                 kMaxTotals);
  }
  if (plan->forms_size() * periods > kMaxPlacesOfUnit) {
    mistakes.Add(plan.At(P::kFormsFieldNumber, 0), kTooManyPlaces, plan->forms_size(), periods,
                 kMaxPlacesOfUnit);
  }
}

void CheckMeaning(const Node<v1::Plan>& plan, const Plan& compiled, Mistakes& mistakes) {
  const Checking c{compiled, mistakes};
  CheckTexts(c, plan);
  CheckHead(c, plan);
  CheckKinds(c, plan);
  CheckPeriods(c, plan);
  CheckForms(c, plan);
  CheckRules(c, plan);
  CheckIndicators(c, plan);
}

}  // namespace gom::plan
