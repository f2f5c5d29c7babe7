#include "common/plan/check.h"

namespace gom::plan {
namespace {

void CheckRatio(const Checking& c, const Node<v1::Ratio>& node) {
  using R = v1::Ratio;
  CheckFullSum(c, node.Child<v1::Sum>(R::kNumeratorFieldNumber), kInMeasure, "numerator");
  CheckFullSum(c, node.Child<v1::Sum>(R::kDenominatorFieldNumber), kInMeasure, "denominator");
  if (node->has_population()) {
    CheckFullSum(c, node.Child<v1::Sum>(R::kPopulationFieldNumber), kInMeasure, "population");
  }
}

void CheckRecognised(const Checking& c, const Node<v1::RecognisedItems>& node) {
  using R = v1::RecognisedItems;
  const FieldRef list =
      CheckFieldOf(c, node.At(R::kFieldFieldNumber), node->field(), FieldType::kItems);
  if (node->choice_field().empty() != node->option().empty()) {
    c.mistakes.Add(node.here(), kChoiceHalf);
    return;
  }
  if (node->choice_field().empty() || list.form < 0) return;
  const Place place = node.At(R::kChoiceFieldFieldNumber);
  const Field* choice = list.definition->FindItemField(std::string_view(node->choice_field()));
  if (choice == nullptr) {
    c.mistakes.Add(place, kFieldUnknown, node->field(), node->choice_field());
  } else if (choice->type != FieldType::kChoice) {
    c.mistakes.Add(place, kFieldTypeUnfit, node->choice_field(), "choice");
  } else if (choice->FindOption(std::string_view(node->option())) == nullptr) {
    c.mistakes.Add(node.At(R::kOptionFieldNumber), kOptionUnknown, node->choice_field(),
                   node->option());
  }
}

void CheckCount(const Checking& c, const Node<v1::Count>& node) {
  using C = v1::Count;
  if (node->has_items()) {
    CheckRecognised(c, node.Child<v1::RecognisedItems>(C::kItemsFieldNumber));
  } else {
    CheckFullSum(c, node.Child<v1::Sum>(C::kSumFieldNumber), kInMeasure, "sum");
  }
}

void CheckInformation(const Checking& c, const Node<v1::Information>& node) {
  using I = v1::Information;
  if (node->has_choice()) {
    CheckFieldOf(c, node.At(I::kChoiceFieldNumber), node->choice(), FieldType::kChoice);
  } else if (node->has_text()) {
    CheckFieldOf(c, node.At(I::kTextFieldNumber), node->text(), FieldType::kText);
  } else {
    CheckFullSum(c, node.Child<v1::Sum>(I::kSumFieldNumber), kInMeasure, "sum");
  }
}

}  // namespace

void CheckMeasure(const Checking& c, const Node<v1::Part>& node) {
  using P = v1::Part;
  switch (node->measure_case()) {
    case P::kRatio:
      return CheckRatio(c, node.Child<v1::Ratio>(P::kRatioFieldNumber));
    case P::kShare: {
      const auto share = node.Child<v1::ShareOfUnits>(P::kShareFieldNumber);
      return CheckCondition(c, share.Child<v1::Condition>(v1::ShareOfUnits::kConditionFieldNumber),
                            kInMeasure);
    }
    case P::kCount:
      return CheckCount(c, node.Child<v1::Count>(P::kCountFieldNumber));
    case P::kInformation:
      return CheckInformation(c, node.Child<v1::Information>(P::kInformationFieldNumber));
    case P::MEASURE_NOT_SET:
      return;
  }
}

}  // namespace gom::plan
