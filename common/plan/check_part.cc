#include <algorithm>

#include "common/plan/check.h"
#include "common/plan/compile.h"

namespace gom::plan {
namespace {

using P = v1::Part;

// What the part counts, without what it divides by.
std::vector<FieldRef> Counted(const Part& part) {
  std::vector<FieldRef> reads;
  AppendReads(part.numerator, reads);
  AppendReads(part.condition, reads);
  if (part.list.form >= 0) reads.push_back(part.list);
  return reads;
}

bool OnlyCarried(const Plan& plan, const std::vector<FieldRef>& reads) {
  return std::all_of(reads.begin(), reads.end(), [&](const FieldRef& read) {
    return plan.forms[static_cast<size_t>(read.form)].carried;
  });
}

struct MeasureName {
  const char* name;
  bool sum, any, every;  // beside LATEST, which fits all
};

MeasureName NameOf(MeasureKind kind) {
  switch (kind) {
    case MeasureKind::kRatio:
      return {"ratio", false, false, false};
    case MeasureKind::kShare:
      return {"share", true, true, true};
    case MeasureKind::kCountSum:
    case MeasureKind::kCountItems:
      return {"count", true, false, false};
    case MeasureKind::kInfoSum:
      return {"information.sum", true, false, false};
    case MeasureKind::kInfoChoice:
      return {"information.choice", false, false, false};
    case MeasureKind::kInfoText:
      return {"information.text", false, false, false};
  }
  return {"", false, false, false};
}

bool TimeFits(const MeasureName& measure, v1::OverTime time) {
  switch (time) {
    case v1::OVER_TIME_SUM:
      return measure.sum;
    case v1::OVER_TIME_ANY:
      return measure.any;
    case v1::OVER_TIME_EVERY:
      return measure.every;
    default:
      return true;
  }
}

// Over time, of the part itself or of another reading of it.
void CheckTime(const Checking& c, Place place, const Part& part) {
  const MeasureName measure = NameOf(part.kind);
  if (!TimeFits(measure, part.over_time)) {
    c.mistakes.Add(place, kTimeUnfit, measure.name, v1::OverTime_Name(part.over_time));
    return;
  }
  const std::vector<FieldRef> reads = Counted(part);
  if (reads.empty()) return;  // said already
  const bool every = part.over_time == v1::OVER_TIME_EVERY;
  if (part.kind == MeasureKind::kShare && part.over_time == v1::OVER_TIME_SUM &&
      reads.front().definition->type == FieldType::kChoice) {
    c.mistakes.Add(place, kSumChoice);
  }
  if (OnlyCarried(c.plan, reads)) {
    if (every) c.mistakes.Add(place, kEveryCarried);
    if (part.over_time == v1::OVER_TIME_SUM && part.kind != MeasureKind::kCountItems) {
      c.mistakes.Add(place, kSumCarried);
    }
  }
  if (part.first_asked < 0) c.mistakes.Add(place, every ? kEveryNeverAsked : kNeverAsked);
}

// Whether a sum can exceed zero at some unit that the part applies to.
bool CanBePositive(const Plan& plan, const Part& part) {
  if (part.denominator.constant > 0) return true;
  for (const Term& term : part.denominator.terms) {
    const Field& field = *term.field.definition;
    const int64_t min = field.type == FieldType::kWhole ? field.min : 0;
    const int64_t max = field.type == FieldType::kWhole ? field.max : 1;
    const bool positive = term.coefficient > 0 ? max > 0 : min < 0;
    if (positive && Reaches(plan, part.applies, term.field)) return true;
  }
  return false;
}

// Whom the part, or another reading of it, applies to.
void CheckReach(const Checking& c, Place place, const std::string& name, const Part& part) {
  if (!Reachable(c.plan, {&part.applies})) {
    c.mistakes.Add(place, kReachesNone, name);
    return;
  }
  const std::vector<FieldRef> reads = Counted(part);
  const bool answered = std::any_of(reads.begin(), reads.end(), [&](const FieldRef& read) {
    return Reaches(c.plan, part.applies, read);
  });
  if (!reads.empty() && !answered) c.mistakes.Add(place, kMeasureReachesNone);
  if (part.kind == MeasureKind::kRatio && !part.denominator.terms.empty() &&
      !CanBePositive(c.plan, part)) {
    c.mistakes.Add(place, kDenominatorNever);
  }
}

void CheckWindow(const Checking& c, const Node<v1::Window>& node) {
  using W = v1::Window;
  const int first =
      node->first().empty() ? -1 : CheckPeriodCode(c, node.At(W::kFirstFieldNumber), node->first());
  const int last =
      node->last().empty() ? -1 : CheckPeriodCode(c, node.At(W::kLastFieldNumber), node->last());
  if (first >= 0 && last >= 0 && first > last) {
    c.mistakes.Add(node.At(W::kLastFieldNumber), kWindowBackwards, node->first(), node->last());
  }
}

void CheckTarget(const Checking& c, const Node<v1::Target>& node, const Part& part) {
  using T = v1::Target;
  const bool more = node->op() == v1::OPERATOR_MORE;
  if (!more && node->op() != v1::OPERATOR_AT_LEAST) {
    c.mistakes.Add(node.here(), kTargetOperator);
  }
  const bool rate = part.kind == MeasureKind::kRatio || part.kind == MeasureKind::kShare;
  const int64_t least = more ? 0 : 1;
  const int64_t most = !rate ? kMaxNumber : more ? 99 : 100;
  if (node->value() < least || node->value() > most) {
    c.mistakes.Add(node.At(T::kValueFieldNumber), kTargetValue, node->value(), least, most);
  }
  int before = -1;
  for (const auto& milestone : node.Children<v1::Milestone>(T::kMilestonesFieldNumber)) {
    using M = v1::Milestone;
    const int period = CheckPeriodCode(c, milestone.At(M::kPeriodFieldNumber), milestone->period());
    if (period >= 0 && period <= before) {
      c.mistakes.Add(milestone.At(M::kPeriodFieldNumber), kMilestoneOrder, milestone->period());
    }
    before = std::max(before, period);
    if (milestone->value() < 0 || milestone->value() > most) {
      c.mistakes.Add(milestone.At(M::kValueFieldNumber), kTargetValue, milestone->value(), 0, most);
    }
  }
}

void CheckProvisional(const Checking& c, const Node<v1::Provisional>& node) {
  using V = v1::Provisional;
  RequireWords(c.mistakes, node, V::kReasonFieldNumber);
  switch (node->condition_case()) {
    case V::kUnit:
      CheckCondition(c, node.Child<v1::Condition>(V::kUnitFieldNumber), kInMeasure);
      break;
    case V::kSample: {
      using S = v1::Sample;
      const auto sample = node.Child<S>(V::kSampleFieldNumber);
      CheckFullSum(c, sample.Child<v1::Sum>(S::kNumeratorFieldNumber), kInMeasure, "numerator");
      CheckFullSum(c, sample.Child<v1::Sum>(S::kDenominatorFieldNumber), kInMeasure, "denominator");
      if (sample->below_percent() < 1 || sample->below_percent() > 100) {
        c.mistakes.Add(sample.At(S::kBelowPercentFieldNumber), kPercentWrong,
                       sample->below_percent(), 1);
      }
      break;
    }
    case V::CONDITION_NOT_SET:
      c.mistakes.Add(node.here(), kProvisionalMissing);
      break;
  }
}

void CheckReading(const Checking& c, const Node<v1::OtherReading>& node, const Part& part,
                  const Part& reading) {
  using O = v1::OtherReading;
  RequireWords(c.mistakes, node, O::kLabelFieldNumber);
  const bool other_time = node->over_time() != v1::OVER_TIME_UNSPECIFIED &&
                          node->over_time() != part.source->over_time();
  if (!node->has_applies() && !other_time) c.mistakes.Add(node.here(), kReadingSame);
  if (node->has_applies()) {
    CheckApplies(c, node.Child<v1::Applies>(O::kAppliesFieldNumber));
    CheckReach(c, node.At(O::kAppliesFieldNumber), "other_readings", reading);
  }
  if (other_time) CheckTime(c, node.At(O::kOverTimeFieldNumber), reading);
}

}  // namespace

void CheckPart(const Checking& c, const Node<P>& node, const Part& part) {
  if (node->has_applies()) CheckApplies(c, node.Child<v1::Applies>(P::kAppliesFieldNumber));
  if (node->has_window()) CheckWindow(c, node.Child<v1::Window>(P::kWindowFieldNumber));
  if (node->over_time() == v1::OVER_TIME_UNSPECIFIED) {
    c.mistakes.Add(node.here(), kOverTimeMissing);
  }
  if (node->measure_case() == P::MEASURE_NOT_SET) {
    c.mistakes.Add(node.here(), kMeasureMissing);
    return;  // nothing below means anything without it
  }
  CheckMeasure(c, node);
  CheckTime(c, node.At(P::kOverTimeFieldNumber), part);
  CheckReach(c, node.here(), node->code().empty() ? "parts" : node->code(), part);
  if (node->has_target()) {
    const auto target = node.Child<v1::Target>(P::kTargetFieldNumber);
    if (node->has_information()) {
      c.mistakes.Add(target.here(), kTargetOnInformation);
    } else {
      CheckTarget(c, target, part);
    }
  }
  for (const auto& each : node.Children<v1::Provisional>(P::kProvisionalFieldNumber)) {
    CheckProvisional(c, each);
  }
  // The other readings of a part follow it in Plan::parts.
  size_t at = static_cast<size_t>(part.index);
  for (const auto& each : node.Children<v1::OtherReading>(P::kOtherReadingsFieldNumber)) {
    CheckReading(c, each, part, c.plan.parts[++at]);
  }
}

}  // namespace gom::plan
