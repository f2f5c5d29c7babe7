#include "common/plan/progress_pace.h"

#include <algorithm>

#include "common/plan/measure_sum.h"

namespace gom::plan {
namespace {

constexpr int64_t kTenThousand = 10'000;

// A point of the pace: after so many asked, non-optional periods, this much.
struct Mark {
  int periods = 0;
  int64_t value = 0;
};

// The milestones around `as_of`, the year's start and end standing in where there is none.
struct Around {
  Mark before, after;
  bool exact = false;  // a milestone lies at as_of itself: it is `before`
};

Around MilestonesAround(const Plan& plan, const Part& part, int as_of) {
  Around a;
  a.after = {part.asked_required_until(plan.periods, part.last_asked), part.target};
  for (const v1::Milestone& milestone : part.source->target().milestones()) {
    const int period = plan.PeriodIndex(std::string_view(milestone.period()));
    if (period < 0) continue;
    const Mark mark{part.asked_required_until(plan.periods, period), milestone.value()};
    if (period <= as_of) {
      a.before = mark;
      a.exact = period == as_of;
    } else {
      a.after = mark;
      break;
    }
  }
  return a;
}

// num/den in ten-thousandths, truncated downwards.
int64_t TenThousandths(Fraction f) {
  const Wide scaled = Wide{f.num} * kTenThousand;
  const Wide quotient = scaled / f.den;
  return Narrow(scaled % f.den < 0 ? quotient - 1 : quotient);
}

int PeriodsLeft(const Plan& plan, const Part& part, int read_at) {
  return part.asked_required_until(plan.periods, part.last_asked) -
         part.asked_required_until(plan.periods, read_at);
}

}  // namespace

Fraction PaceOf(const Plan& plan, const Part& part, int as_of) {
  if (part.over_time == v1::OVER_TIME_EVERY) return {part.target, 1};
  const Around a = MilestonesAround(plan, part, as_of);
  const int k = part.asked_required_until(plan.periods, as_of);
  const int span = a.after.periods - a.before.periods;
  if (a.exact) return {a.before.value, 1};
  // Nothing is asked between the two but optional periods: the earlier one holds, and at the year's
  // end the target.
  if (span <= 0) return {a.before.periods == 0 ? a.after.value : a.before.value, 1};
  const Wide rise = (Wide{a.after.value} - a.before.value) * (k - a.before.periods);
  return {Narrow(Wide{a.before.value} * span + rise), span};
}

bool MeetsPace(const Part& part, Fraction value, Fraction pace) {
  if (value.den <= 0) return false;
  const int64_t scale = IsCount(part.kind) ? 1 : 100;
  const Wide left = Wide{value.num} * scale * pace.den;
  const Wide right = Wide{pace.num} * value.den;
  return *part.target_op == v1::OPERATOR_MORE ? left > right : left >= right;
}

std::optional<Fraction> TrendOf(const Plan& plan, const Part& part, const PartProgress& p,
                                const Totals& before) {
  // A step begins with a report: from an optional period that everybody left out there is none.
  if (before.fresh + before.carried == 0) return std::nullopt;
  const int left = PeriodsLeft(plan, part, p.read_at);
  if (IsCount(part.kind)) {
    Wide end = Wide{p.value.num} + (Wide{p.value.num} - before.value.num) * left;
    if (!p.best_final_unbounded) end = std::min(end, Wide{p.best_final.num});
    end = std::max({end, Wide{p.worst_final.num}, Wide{0}});
    return Fraction{Narrow(end), 1};
  }
  if (p.value.den <= 0 || before.value.den <= 0) return std::nullopt;
  const int64_t now = TenThousandths(p.value);
  Wide end = Wide{now} + (Wide{now} - TenThousandths(before.value)) * left;
  const bool bounded = p.worst_final.den > 0 && p.best_final.den > 0;
  const int64_t least = bounded ? TenThousandths(p.worst_final) : 0;
  const int64_t most = bounded ? TenThousandths(p.best_final) : kTenThousand;
  end = std::clamp<Wide>(end, least, std::max(least, most));
  return Fraction{Narrow(std::max(end, Wide{0})), kTenThousand};
}

}  // namespace gom::plan
