// From Totals to Progress: value, range, gap, pace, trend, Standing. Pure; decided on whole numbers
// only.
//
//   PartProgress p = Assess(plan, part, totals_at(as_of), totals_before, as_of, locks);
//
// The rules are design section 3; the decision table of Standing is in standing.h.
//
// Range: low and high of the totals, widened where needed so that it contains the value.
//
// Coverage: enough if fresh × 100 ≥ threshold × expected, and somebody is expected.
//
// Achieved: of a rate, the low end and the least final end meet the target and no unit is of
// unknown size, now or then; of a count, its low end and its least final end meet it.
//
// Out of reach: the best final end misses the target. Never while that end is open: a count to
// which a unit can still add, a rate without denominator, or one with a unit of unknown size that
// could lift it far enough (nothing lifts a rate to 100 % once one is missing).
//
// Gap: the smallest g so that (value + g) / everyone known meets the target; of a count, what is
// missing to it.
//
// Pace: a milestone at its period. Between milestones, before the first one (from 0) and after the
// last one (to the target) it is even in the asked, non-optional periods. For `every` it is the
// target itself.
//
// Trend: value + (value − value of the asked period before) × asked, non-optional periods left,
// within what the year's end can still be, and never below 0.
#ifndef GOM_COMMON_PLAN_PROGRESS_H_
#define GOM_COMMON_PLAN_PROGRESS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "common/plan/measure.h"
#include "common/plan/plan.h"
#include "common/plan/standing.h"

namespace gom::plan {

struct PartProgress {
  int part = 0;
  Standing standing = Standing::kNone;
  int read_at = -1;           // period index; -1: not asked yet
  Fraction value, low, high;  // low ≤ value ≤ high, as rates; counts have denominator 1
  bool no_upper_end = false;
  Fraction worst_final, best_final;
  bool best_final_unbounded = false;
  Totals totals;
  int64_t gap = 0;
  std::optional<Fraction> pace;  // in percent (or the count's unit): num/den
  std::optional<Fraction>
      trend;  // a rate in ten-thousandths, truncated (or a number), inside the final range
  std::vector<int> provisional;    // indexes of those that hold
  std::optional<Fraction> sample;  // of the first Provisional that is a sample
  StandingQuestions questions;     // from which the Standing follows
};

// `before`: totals as of the asked period before read_at, null where there is none (no trend then).
PartProgress Assess(const Plan& plan, const Part& part, const Totals& now, const Totals* before,
                    int as_of, Locks locks);

// The asked period before the one at which the part is read: what `before` has to be as of. -1
// where there is none.
int AskedBefore(const Part& part, int as_of);

// Most indicators have no more parts. Asking for Progress asks the heap for no large block so: one
// makes glibc tidy all small ones first, which takes the longer the more units the heap has held.
using PartsProgress = absl::InlinedVector<PartProgress, 4>;

struct IndicatorProgress {
  int indicator = 0;
  PartProgress headline;
  int headline_part = 0;         // index into parts
  PartsProgress parts;           // as Indicator::parts
  PartsProgress other_readings;  // every Part with reading_of ≥ 0 of this indicator
};
// Puts the headline together: one part, or value, low and high each from the smallest and the worst
// part's Standing. A part without a value (nothing to divide by) is the smallest only if all are
// without. Of the smallest headline, the gap is the largest one and everything else is that of the
// part with the smallest value. `parts` is not empty.
IndicatorProgress Headline(const Plan& plan, const Indicator& indicator, PartsProgress parts,
                           PartsProgress other_readings);

// Rates as shown: truncated to one decimal. {949, …} means 94.9. Nothing where the denominator is
// 0.
std::optional<int64_t> TruncatedPermille(Fraction f);

// Whether a rate (num/den, target in percent) or a count meets a target. A rate without denominator
// meets nothing.
bool Meets(Fraction value, v1::Operator op, int64_t target_percent);
bool CountMeets(int64_t value, v1::Operator op, int64_t target);
// a < b as rates, exactly; both denominators are above 0.
bool RateLess(Fraction a, Fraction b);

// Whether the numbers of a kind of measure have no denominator.
bool IsCount(MeasureKind kind);

// How a unit could help: what it could still add until the year's end.
struct UnitShare {
  int unit = 0;  // the caller's index
  Contribution contribution;
  int64_t could_add = 0;
};
// People, households or 1 for a unit of a share; for a count 1 where the unit can add anything, as
// nobody knows how much. 0 for a unit of unknown size: it is listed beside.
int64_t CouldAdd(const Part& part, const Contribution& c);
// Largest first, then by the caller's index; units that can add nothing are left out. *suffice: the
// fewest first ones that close the gap; 0: all together do not (or there is no gap).
std::vector<UnitShare> OrderClosers(std::vector<UnitShare> units, int64_t gap, int* suffice);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_PROGRESS_H_
