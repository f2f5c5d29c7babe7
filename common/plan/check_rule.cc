#include <algorithm>

#include "common/plan/check.h"
#include "common/plan/rule_words.h"
#include "re2/re2.h"

namespace gom::plan {
namespace {

using R = v1::Rule;

// Rules that every field brings along; findings carry their codes too (rule.h).
constexpr std::string_view kReserved[] = {
    kRequired.code,     kRange.code,     kDoesNotApply.code,  kUnknownField.code,
    kBadOption.code,    kBadDate.code,   kBadText.code,       kTooLong.code,
    kTooManyItems.code, kItemTwice.code, kTextCharacters.code};
constexpr std::string_view kPlaces[] = {"{left}", "{right}", "{value}", "{previous}", "{field}"};

void CheckPlacesIn(const Checking& c, Place place, const std::string& sentence) {
  size_t open = 0;
  while ((open = sentence.find('{', open)) != std::string::npos) {
    const size_t close = sentence.find('}', open);
    const std::string name =
        sentence.substr(open, close == std::string::npos ? close : close - open + 1);
    if (std::find(std::begin(kPlaces), std::end(kPlaces), name) == std::end(kPlaces)) {
      c.mistakes.Add(place, kMessagePlace, name);
    }
    ++open;
  }
}

void CheckCompare(const Checking& c, const Node<v1::Compare>& node) {
  using C = v1::Compare;
  CheckFullSum(c, node.Child<v1::Sum>(C::kLeftFieldNumber), kInCompare, "left");
  CheckSum(c, node.Child<v1::Sum>(C::kRightFieldNumber), kInCompare);
  if (node->op() == v1::OPERATOR_UNSPECIFIED) c.mistakes.Add(node.here(), kOperatorMissing);
}

void CheckJump(const Checking& c, const Node<v1::Jump>& node) {
  using J = v1::Jump;
  CheckFullSum(c, node.Child<v1::Sum>(J::kSumFieldNumber), kInMeasure, "sum");
  if (node->percent() == 0 && node->points() == 0 && node->factor() == 0) {
    c.mistakes.Add(node.here(), kJumpUnlimited);
  }
  if ((node->points() > 0) != node->has_of()) c.mistakes.Add(node.here(), kJumpOf);
  if (node->has_of()) CheckFullSum(c, node.Child<v1::Sum>(J::kOfFieldNumber), kInMeasure, "of");
  if (node->points() > 100) {
    c.mistakes.Add(node.At(J::kPointsFieldNumber), kPercentWrong, node->points(), 1);
  }
  if (node->factor() == 1) c.mistakes.Add(node.At(J::kFactorFieldNumber), kJumpFactor);
}

void CheckDateWindow(const Checking& c, const Node<v1::DateWindow>& node) {
  using D = v1::DateWindow;
  CheckFieldOf(c, node.At(D::kFieldFieldNumber), node->field(), FieldType::kDate);
  const auto from =
      CheckDay(c.mistakes, node, D::kFromFieldNumber, node->from(), /*required=*/false);
  const auto to = CheckDay(c.mistakes, node, D::kToFieldNumber, node->to(), /*required=*/false);
  if (node->from().empty() && node->to().empty()) c.mistakes.Add(node.here(), kWindowOpen);
  if (from && to && *from > *to) {
    c.mistakes.Add(node.At(D::kToFieldNumber), kWindowBackwards, node->from(), node->to());
  }
}

void CheckExpression(const Checking& c, Place place, const std::string& expression) {
  if (expression.empty()) return;
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 pattern(expression, options);
  if (!pattern.ok()) c.mistakes.Add(place, kPatternWrong, pattern.error());
}

void CheckPattern(const Checking& c, const Node<v1::Pattern>& node) {
  using P = v1::Pattern;
  CheckFieldOf(c, node.At(P::kFieldFieldNumber), node->field(), FieldType::kText);
  if (node->must_match().empty() && node->must_not_match().empty()) {
    c.mistakes.Add(node.here(), kPatternMissing);
  }
  CheckExpression(c, node.At(P::kMustMatchFieldNumber), node->must_match());
  CheckExpression(c, node.At(P::kMustNotMatchFieldNumber), node->must_not_match());
}

void CheckKind(const Checking& c, const Node<R>& node) {
  switch (node->kind_case()) {
    case R::kCompare:
      return CheckCompare(c, node.Child<v1::Compare>(R::kCompareFieldNumber));
    case R::kNoFall:
      return CheckFullSum(
          c,
          node.Child<v1::NoFall>(R::kNoFallFieldNumber).Child<v1::Sum>(v1::NoFall::kSumFieldNumber),
          kInMeasure, "sum");
    case R::kJump:
      return CheckJump(c, node.Child<v1::Jump>(R::kJumpFieldNumber));
    case R::kSameThrice:
      return CheckFullSum(c,
                          node.Child<v1::SameThrice>(R::kSameThriceFieldNumber)
                              .Child<v1::Sum>(v1::SameThrice::kSumFieldNumber),
                          kInMeasure, "sum");
    case R::kDateWindow:
      return CheckDateWindow(c, node.Child<v1::DateWindow>(R::kDateWindowFieldNumber));
    case R::kPattern:
      return CheckPattern(c, node.Child<v1::Pattern>(R::kPatternFieldNumber));
    case R::KIND_NOT_SET:
      return c.mistakes.Add(node.here(), kRuleKindMissing, node->code());
  }
}

}  // namespace

void CheckRules(const Checking& c, const Node<v1::Plan>& plan) {
  Identities identities(c.mistakes, kPlainCode);
  for (const auto& node : plan.Children<R>(v1::Plan::kRulesFieldNumber)) {
    identities.Number(node.At(R::kNumberFieldNumber), node->number());
    identities.Code(node.At(R::kCodeFieldNumber), node->code());
    if (std::find(std::begin(kReserved), std::end(kReserved), node->code()) !=
        std::end(kReserved)) {
      c.mistakes.Add(node.At(R::kCodeFieldNumber), kCodeReserved, node->code());
    }
    if (node->severity() == v1::SEVERITY_UNSPECIFIED) c.mistakes.Add(node.here(), kSeverityMissing);
    RequireWords(c.mistakes, node, R::kMessageFieldNumber);
    const auto words = node.Child<v1::Words>(R::kMessageFieldNumber);
    CheckPlacesIn(c, words.At(v1::Words::kViFieldNumber), words->vi());
    CheckPlacesIn(c, words.At(v1::Words::kEnFieldNumber), words->en());
    if (node->has_when())
      CheckCondition(c, node.Child<v1::Condition>(R::kWhenFieldNumber), kInWhen);
    CheckKind(c, node);
  }
}

}  // namespace gom::plan
