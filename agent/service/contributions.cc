#include "agent/service/contributions.h"

#include <optional>
#include <string>

#include "common/plan/to_proto.h"

namespace gom::agent {
namespace {

using plan::MeasureKind;
using State = v1::Contribution::State;

State StateOf(const plan::Contribution& c, bool asked) {
  if (!asked) return v1::Contribution::STATE_NOT_YET_ASKED;
  switch (c.coverage) {
    case plan::Coverage::kFresh:
      return v1::Contribution::STATE_FRESH;
    case plan::Coverage::kCarried:
      return v1::Contribution::STATE_CARRIED;
    case plan::Coverage::kMissing:
      return v1::Contribution::STATE_MISSING;
    case plan::Coverage::kNotApplicable:
    case plan::Coverage::kNotExpected:
      return v1::Contribution::STATE_NOT_APPLICABLE;
  }
  return v1::Contribution::STATE_UNSPECIFIED;
}

void Title(const plan::Plan& plan, const plan::Part& part, v1::Contribution* out) {
  const plan::Indicator& indicator = plan.indicators[static_cast<size_t>(part.indicator)];
  out->set_indicator(indicator.code);
  out->set_part(part.source->code());
  *out->mutable_title() =
      part.source->has_title() ? part.source->title() : indicator.source->title();
  *out->mutable_short_title() = indicator.source->short_title();
  out->set_kind(plan::ToProto(part.kind));
  if (part.source->has_target()) *out->mutable_target() = part.source->target();
  if (part.numerator.terms.empty()) return;
  const plan::Field* counted = part.numerator.terms.front().field.definition;
  if (counted != nullptr && counted->source->has_unit())
    *out->mutable_unit() = counted->source->unit();
}

// Of a count the target is everybody's together: nothing is said of one school's share.
void Measure(const plan::Part& part, const plan::PartProgress& progress, v1::Contribution* out) {
  const bool rate = !plan::IsCount(part.kind);
  out->mutable_value()->set_numerator(progress.value.num);
  out->mutable_value()->set_denominator(progress.value.den);
  if (!rate) return;
  out->set_permille(plan::TruncatedPermille(progress.value).value_or(0));
  if (!part.has_target()) return;
  out->set_meets(plan::Meets(progress.value, *part.target_op, part.target));
  out->set_gap(progress.gap);
}

}  // namespace

bool IsShown(const SchoolState& state, const plan::Part& part) {
  return part.reading_of < 0 && part.kind != MeasureKind::kInfoChoice &&
         part.kind != MeasureKind::kInfoText && plan::Plan::Matches(part.applies, state.unit);
}

OwnProgress ProgressIn(const SchoolState& state, const plan::Part& part, const OwnFacts& own,
                       int as_of) {
  const plan::Plan& plan = *state.plan;
  const plan::Locks locks = state.LocksOfPlan();
  const plan::Contribution c = plan::Contribute(plan, part, own.facts(), locks, as_of);
  plan::Totals now, before;
  now.Add(part, c);
  const int asked_before = plan::AskedBefore(part, as_of);
  if (asked_before >= 0)
    before.Add(part, plan::Contribute(plan, part, own.facts(), locks, asked_before));
  OwnProgress out;
  out.progress = plan::Assess(plan, part, now, asked_before >= 0 ? &before : nullptr, as_of, locks);
  Title(plan, part, &out.contribution);
  const int read_at = out.progress.read_at;
  out.contribution.set_state(StateOf(c, read_at >= 0));
  if (read_at < 0) return out;
  out.contribution.set_read_at(plan.periods[static_cast<size_t>(read_at)].code);
  const bool known = out.contribution.state() == v1::Contribution::STATE_FRESH ||
                     out.contribution.state() == v1::Contribution::STATE_CARRIED;
  if (known) Measure(part, out.progress, &out.contribution);
  return out;
}

std::vector<v1::Contribution> ContributionsOf(const SchoolState& state, const plan::Form& form,
                                              int as_of, const Overrides& beside) {
  std::vector<v1::Contribution> all;
  const OwnFacts own(state, beside);
  for (const plan::Part& part : state.plan->parts) {
    if (!IsShown(state, part)) continue;
    std::vector<std::string> fields;
    for (const plan::Field& field : form.fields) {
      const bool asked = plan::Plan::Matches(field.applies, state.unit);
      if (asked && Reads(part, form.index, field.number)) fields.push_back(field.code);
    }
    if (fields.empty()) continue;
    v1::Contribution& c = all.emplace_back(ProgressIn(state, part, own, as_of).contribution);
    for (std::string& code : fields) c.add_fields(std::move(code));
  }
  return all;
}

}  // namespace gom::agent
