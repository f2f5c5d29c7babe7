#include "common/plan/progress.h"

#include <algorithm>

#include "common/plan/measure_sum.h"
#include "common/plan/progress_pace.h"

namespace gom::plan {
namespace {

bool MeetsTarget(const Part& part, Fraction f) {
  return IsCount(part.kind) ? CountMeets(f.num, *part.target_op, part.target)
                            : Meets(f, *part.target_op, part.target);
}

void TakeRange(const Part& part, const Totals& now, PartProgress* p) {
  p->value = now.value;
  p->low = now.low;
  p->high = now.high;
  p->worst_final = now.worst_final;
  p->best_final = now.best_final;
  if (IsCount(part.kind)) {
    for (Fraction* f : {&p->value, &p->low, &p->high, &p->worst_final, &p->best_final}) f->den = 1;
    p->low.num = std::min(p->low.num, p->value.num);
    p->high.num = std::max(p->high.num, p->value.num);
    p->best_final.num = std::max(p->best_final.num, p->worst_final.num);
    p->no_upper_end = p->best_final_unbounded = now.open_end > 0;
    return;
  }
  if (p->value.den <= 0) return;
  if (p->low.den <= 0 || RateLess(p->value, p->low)) p->low = p->value;
  if (p->high.den <= 0 || RateLess(p->high, p->value)) p->high = p->value;
}

// The smallest number that meets `percent` of `den`.
int64_t Needed(v1::Operator op, int64_t percent, int64_t den) {
  const Wide hundredfold = Wide{percent} * den;
  return Narrow(op == v1::OPERATOR_MORE ? hundredfold / 100 + 1 : (hundredfold + 99) / 100);
}

int64_t GapOf(const Part& part, const PartProgress& p) {
  int64_t needed = part.target;
  if (IsCount(part.kind)) {
    if (*part.target_op == v1::OPERATOR_MORE) needed = Narrow(Wide{needed} + 1);
  } else {
    const int64_t everyone = std::max(p.high.den, p.value.den);
    if (everyone <= 0) return 0;
    needed = Needed(*part.target_op, part.target, everyone);
  }
  return Narrow(std::max(Wide{0}, Wide{needed} - p.value.num));
}

bool BestMeets(const Part& part, const PartProgress& p) {
  if (p.best_final_unbounded || MeetsTarget(part, p.best_final)) return true;
  if (IsCount(part.kind)) return false;
  if (p.best_final.den <= 0) return true;
  // A unit of unknown size may be so large that it decides alone; but it never makes all of what is
  // not all.
  const bool unknown = p.totals.unknown_size > 0 || p.totals.unknown_size_final > 0;
  return unknown && part.target < 100;
}

void AskProvisional(const Part& part, const Totals& now, PartProgress* p) {
  for (size_t i = 0; i < part.provisional.size(); ++i) {
    const uint32_t percent = part.provisional[i].below_percent;
    if (percent == 0) {
      if (i < now.provisional_units.size() && now.provisional_units[i] > 0) {
        p->provisional.push_back(static_cast<int>(i));
      }
      continue;
    }
    if (i >= now.samples.size()) continue;
    const Fraction sample = now.samples[i];
    if (!p->sample.has_value()) p->sample = sample;
    // Of whom nobody knows how many there are, no sample is large enough.
    const bool unknown = sample.den <= 0 && p->value.den > 0;
    if (unknown || Wide{sample.num} * 100 < Wide{percent} * sample.den) {
      p->provisional.push_back(static_cast<int>(i));
    }
  }
}

StandingQuestions QuestionsOf(const Plan& plan, const Part& part, const PartProgress& p) {
  const Totals& t = p.totals;
  StandingQuestions q;
  q.has_target = part.has_target();
  q.asked_yet = p.read_at >= 0;
  if (!q.has_target || !q.asked_yet) return q;
  q.low_meets = MeetsTarget(part, p.low);
  q.unknown_size = t.unknown_size > 0 || t.unknown_size_final > 0;
  q.worst_final_meets = MeetsTarget(part, p.worst_final);
  q.provisional = !p.provisional.empty();
  q.best_final_meets = BestMeets(part, p);
  q.enough_coverage = t.expected > 0 && int64_t{t.fresh} * 100 >=
                                            int64_t{plan.coverage_threshold_percent} * t.expected;
  q.value_meets = MeetsTarget(part, p.value);
  q.pace_met = p.pace.has_value() && MeetsPace(part, p.value, *p.pace);
  return q;
}

// The part whose `field` is the smallest rate (or number); one without a denominator only if all
// are without.
int Smallest(const PartsProgress& parts, Fraction PartProgress::*field) {
  int best = 0;
  for (size_t i = 1; i < parts.size(); ++i) {
    const Fraction& a = parts[i].*field;
    const Fraction& b = parts[static_cast<size_t>(best)].*field;
    if (a.den > 0 && (b.den <= 0 || RateLess(a, b))) best = static_cast<int>(i);
  }
  return best;
}

PartProgress SmallestHeadline(const PartsProgress& parts, int smallest) {
  PartProgress h = parts[static_cast<size_t>(smallest)];
  for (Fraction PartProgress::*field : {&PartProgress::low, &PartProgress::high,
                                        &PartProgress::worst_final, &PartProgress::best_final}) {
    h.*field = parts[static_cast<size_t>(Smallest(parts, field))].*field;
  }
  h.no_upper_end = h.best_final_unbounded = true;
  for (const PartProgress& p : parts) {
    if (Worse(p.standing, h.standing)) h.standing = p.standing;
    h.gap = std::max(h.gap, p.gap);
    // The smallest has an upper end as soon as one part has one.
    h.no_upper_end = h.no_upper_end && p.no_upper_end;
    h.best_final_unbounded = h.best_final_unbounded && p.best_final_unbounded;
  }
  return h;
}

}  // namespace

bool IsCount(MeasureKind kind) {
  return kind != MeasureKind::kRatio && kind != MeasureKind::kShare;
}

int AskedBefore(const Part& part, int as_of) {
  const int at = part.AskedAt(as_of);
  return at <= 0 ? -1 : part.AskedAt(at - 1);
}

PartProgress Assess(const Plan& plan, const Part& part, const Totals& now, const Totals* before,
                    int as_of, Locks /*locks*/) {
  PartProgress p;
  p.part = part.index;
  p.read_at = part.AskedAt(as_of);
  p.totals = now;
  TakeRange(part, now, &p);
  if (p.read_at >= 0) {
    AskProvisional(part, now, &p);
    if (before != nullptr && AskedBefore(part, as_of) >= 0) {
      p.trend = TrendOf(plan, part, p, *before);
    }
    if (part.has_target()) {
      p.pace = PaceOf(plan, part, as_of);
      p.gap = GapOf(part, p);
    }
  }
  p.questions = QuestionsOf(plan, part, p);
  p.standing = Decide(p.questions);
  return p;
}

IndicatorProgress Headline(const Plan& /*plan*/, const Indicator& indicator, PartsProgress parts,
                           PartsProgress other_readings) {
  IndicatorProgress out;
  out.indicator = indicator.index;
  if (indicator.headline == v1::HEADLINE_SMALLEST) {
    out.headline_part = Smallest(parts, &PartProgress::value);
    out.headline = SmallestHeadline(parts, out.headline_part);
  } else {
    out.headline = parts.front();
  }
  out.parts = std::move(parts);
  out.other_readings = std::move(other_readings);
  return out;
}

std::optional<int64_t> TruncatedPermille(Fraction f) {
  if (f.den <= 0) return std::nullopt;
  const Wide scaled = Wide{f.num} * 1000;
  const Wide quotient = scaled / f.den;
  return Narrow(scaled % f.den < 0 ? quotient - 1 : quotient);
}

bool Meets(Fraction value, v1::Operator op, int64_t target_percent) {
  if (value.den <= 0) return false;
  const Wide left = Wide{value.num} * 100;
  const Wide right = Wide{target_percent} * value.den;
  return op == v1::OPERATOR_MORE ? left > right : left >= right;
}

bool CountMeets(int64_t value, v1::Operator op, int64_t target) {
  return op == v1::OPERATOR_MORE ? value > target : value >= target;
}

bool RateLess(Fraction a, Fraction b) { return Wide{a.num} * b.den < Wide{b.num} * a.den; }

}  // namespace gom::plan
