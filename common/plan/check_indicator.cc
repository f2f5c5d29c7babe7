#include "common/plan/check.h"
#include "common/text/unicode.h"

namespace gom::plan {
namespace {

using I = v1::Indicator;

bool AllAlike(const Checking& c, const Indicator& indicator) {
  const Part& first = c.plan.parts[static_cast<size_t>(indicator.parts.front())];
  for (const int at : indicator.parts) {
    const Part& part = c.plan.parts[static_cast<size_t>(at)];
    if (part.kind != first.kind || part.target_op != first.target_op ||
        part.target != first.target || !part.has_target()) {
      return false;
    }
  }
  return true;
}

void CheckHeadline(const Checking& c, const Node<I>& node, const Indicator& indicator) {
  const Place place = node.At(I::kHeadlineFieldNumber);
  const v1::Headline headline = node->headline();
  if (indicator.parts.size() < 2) {
    if (headline != v1::HEADLINE_UNSPECIFIED) {
      c.mistakes.Add(place, kHeadlineAlone, node->code());
    }
    return;
  }
  if (headline == v1::HEADLINE_UNSPECIFIED) {
    c.mistakes.Add(place, kHeadlineMissing, node->code());
  } else if (headline == v1::HEADLINE_SMALLEST && !AllAlike(c, indicator)) {
    c.mistakes.Add(place, kHeadlineUnlike, node->code());
  }
}

void CheckShortTitle(const Checking& c, const Node<I>& node) {
  RequireWords(c.mistakes, node, I::kShortTitleFieldNumber);
  const auto words = node.Child<v1::Words>(I::kShortTitleFieldNumber);
  const auto narrow = [&](int field_number, const std::string& title) {
    if (text::ColumnWidth(title) <= kMaxShortTitleColumns) return;
    c.mistakes.Add(words.At(field_number), kShortTitleWide, title, kMaxShortTitleColumns);
  };
  narrow(v1::Words::kViFieldNumber, words->vi());
  narrow(v1::Words::kEnFieldNumber, words->en());
}

// One part needs no code of its own; several are told apart by theirs.
void CheckParts(const Checking& c, const Node<I>& node, const Indicator& indicator) {
  using P = v1::Part;
  if (node->parts().empty()) c.mistakes.Add(node.here(), kPartsMissing, node->code());
  Identities identities(c.mistakes, kPlainCode);
  size_t index = 0;
  for (const auto& part : node.Children<P>(I::kPartsFieldNumber)) {
    identities.Number(part.At(P::kNumberFieldNumber), part->number());
    if (node->parts_size() > 1 || !part->code().empty()) {
      identities.Code(part.At(P::kCodeFieldNumber), part->code());
    }
    if (node->parts_size() > 1) RequireWords(c.mistakes, part, P::kTitleFieldNumber);
    const int at = indicator.parts[index++];
    CheckPart(c, part, c.plan.parts[static_cast<size_t>(at)]);
  }
}

}  // namespace

void CheckIndicators(const Checking& c, const Node<v1::Plan>& plan) {
  Identities identities(c.mistakes, kIndicatorCode);
  size_t index = 0;
  for (const auto& node : plan.Children<I>(v1::Plan::kIndicatorsFieldNumber)) {
    const Indicator& indicator = c.plan.indicators[index++];
    identities.Number(node.At(I::kNumberFieldNumber), node->number());
    identities.Code(node.At(I::kCodeFieldNumber), node->code());
    RequireWords(c.mistakes, node, I::kTitleFieldNumber);
    CheckShortTitle(c, node);
    if (node->group() == I::GROUP_UNSPECIFIED) {
      c.mistakes.Add(node.here(), kGroupMissing, node->code());
    }
    CheckDay(c.mistakes, node, I::kDueFieldNumber, node->due(), /*required=*/false);
    CheckParts(c, node, indicator);
    CheckHeadline(c, node, indicator);
  }
}

}  // namespace gom::plan
