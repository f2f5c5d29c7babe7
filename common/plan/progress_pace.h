// What should be reached by now, and where it would end. Inside common/plan only; the definitions
// are in progress.h.
#ifndef GOM_COMMON_PLAN_PROGRESS_PACE_H_
#define GOM_COMMON_PLAN_PROGRESS_PACE_H_

#include <optional>

#include "common/plan/progress.h"

namespace gom::plan {

// Of a part that has a target and is asked by now.
Fraction PaceOf(const Plan& plan, const Part& part, int as_of);

// Whether a value (of a count: denominator 1) is at the pace, asked with the target's own operator.
bool MeetsPace(const Part& part, Fraction value, Fraction pace);

// `p` has value and final ends filled in. None where nothing was reported by `before`.
std::optional<Fraction> TrendOf(const Plan& plan, const Part& part, const PartProgress& p,
                                const Totals& before);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_PROGRESS_PACE_H_
