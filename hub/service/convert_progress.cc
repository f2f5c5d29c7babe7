#include "hub/service/convert_progress.h"

#include "common/plan/to_proto.h"

namespace gom::hub {
namespace {

using plan::MeasureKind;

bool IsRate(v1::PartProgress::Kind kind) {
  return kind == v1::PartProgress::KIND_RATIO || kind == v1::PartProgress::KIND_SHARE;
}

// Plain numbers say so with a denominator of 1, whatever the arithmetic keeps there.
v1::Fraction Shown(plan::Fraction fraction, bool rate) {
  if (!rate) fraction.den = 1;
  return ToProto(fraction);
}

void SetCoverage(const plan::Totals& totals, v1::PartProgress* out) {
  out->set_expected(static_cast<uint32_t>(totals.expected));
  out->set_fresh(static_cast<uint32_t>(totals.fresh));
  out->set_carried(static_cast<uint32_t>(totals.carried));
  out->set_missing(static_cast<uint32_t>(totals.missing));
  out->set_not_applicable(static_cast<uint32_t>(totals.not_applicable));
  out->set_unknown_size(static_cast<uint32_t>(totals.unknown_size));
  out->set_in_conflict(static_cast<uint32_t>(totals.in_conflict));
  out->set_returned(static_cast<uint32_t>(totals.returned));
  out->set_excess(static_cast<uint32_t>(totals.excess));
}

void SetOptions(const plan::Part& part, const plan::Totals& totals, v1::PartProgress* out) {
  if (part.kind != MeasureKind::kInfoChoice || part.list.definition == nullptr) return;
  const v1::ChoiceType& choice = part.list.definition->source->choice();
  for (int i = 0; i < choice.options_size(); ++i) {
    v1::OptionCount* count = out->add_options();
    count->set_option(choice.options(i).code());
    *count->mutable_label() = choice.options(i).label();
    const size_t at = static_cast<size_t>(i);
    count->set_units(at < totals.options.size() ? totals.options[at] : 0);
  }
}

// What is counted, and what a gap is of: people, households. Units of a share need no word.
void SetUnit(const plan::Part& part, v1::PartProgress* out) {
  if (part.numerator.terms.empty()) return;
  const plan::Field* field = part.numerator.terms.front().field.definition;
  if (field != nullptr && field->source->has_unit()) *out->mutable_unit() = field->source->unit();
}

}  // namespace

void ToProto(const plan::Plan& plan, const plan::PartProgress& progress, v1::PartProgress* out) {
  const plan::Part& part = plan.parts[static_cast<size_t>(progress.part)];
  out->set_kind(plan::ToProto(part.kind));
  const bool rate = IsRate(out->kind());
  out->set_code(part.source->code());
  *out->mutable_title() = part.source->title();
  if (part.source->has_target()) *out->mutable_target() = part.source->target();
  out->set_standing(ToProto(progress.standing));
  if (progress.read_at >= 0) {
    out->set_read_at(plan.periods[static_cast<size_t>(progress.read_at)].code);
  }
  *out->mutable_value() = Shown(progress.value, rate);
  *out->mutable_low() = Shown(progress.low, rate);
  *out->mutable_high() = Shown(progress.high, rate);
  out->set_no_upper_end(progress.no_upper_end);
  *out->mutable_worst_final() = Shown(progress.worst_final, rate);
  *out->mutable_best_final() = Shown(progress.best_final, rate);
  out->set_best_final_unbounded(progress.best_final_unbounded);
  SetCoverage(progress.totals, out);
  out->set_gap(progress.gap);
  if (progress.pace.has_value()) *out->mutable_pace() = ToProto(*progress.pace);
  if (progress.trend.has_value()) *out->mutable_trend() = ToProto(*progress.trend);
  for (int i : progress.provisional) {
    *out->add_provisional() = part.provisional[static_cast<size_t>(i)].source->reason();
  }
  if (progress.sample.has_value()) *out->mutable_sample() = ToProto(*progress.sample);
  SetOptions(part, progress.totals, out);
  SetUnit(part, out);
}

void ToProto(const plan::Plan& plan, const plan::IndicatorProgress& progress,
             v1::IndicatorProgress* out) {
  const plan::Indicator& indicator = plan.indicators[static_cast<size_t>(progress.indicator)];
  out->set_code(indicator.code);
  *out->mutable_title() = indicator.source->title();
  *out->mutable_short_title() = indicator.source->short_title();
  out->set_group(indicator.source->group());
  ToProto(plan, progress.headline, out->mutable_headline());
  out->set_headline_part(progress.headline_part);
  for (const plan::PartProgress& part : progress.parts) ToProto(plan, part, out->add_parts());
  for (const plan::PartProgress& other : progress.other_readings) {
    const plan::Part& reading = plan.parts[static_cast<size_t>(other.part)];
    for (size_t i = 0; i < indicator.parts.size(); ++i) {
      if (indicator.parts[i] != reading.reading_of) continue;
      const int at = static_cast<int>(i);
      v1::OtherReadingProgress* beside = out->mutable_parts(at)->add_other_readings();
      *beside->mutable_label() = reading.reading_source->label();
      beside->set_always_shown(reading.reading_source->always_shown());
      ToProto(plan, other, beside->mutable_progress());
      if (at == progress.headline_part) *out->mutable_headline()->add_other_readings() = *beside;
    }
  }
  *out->mutable_lead() = indicator.source->lead();
  out->set_due(indicator.source->due());
  if (indicator.source->has_source()) *out->mutable_source() = indicator.source->source();
}

}  // namespace gom::hub
