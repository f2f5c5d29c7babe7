// What the hub says of a unit itself: its plan, its row of the roster, locks, recognitions.
#ifndef GOM_AGENT_STATE_UNIT_WORDS_H_
#define GOM_AGENT_STATE_UNIT_WORDS_H_

#include <vector>

#include "agent/state/plan_book.h"
#include "agent/state/school_state.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

// False where `event` speaks of something else; it may be about an entry then. Of rows and
// recognitions those of state.unit_code count. A plan is added to `plans`.
bool TakeUnitWord(const v1::Event& event, SchoolState& state, std::vector<v1::PlanApplied>& plans);

// After the last word: the plan, which is the newest of `plans` that came whole and can be read.
// Only those that are looked at are compiled; each that will not do is a problem.
void ChoosePlan(const std::vector<v1::PlanApplied>& plans, PlanBook& book, SchoolState& state);

// Then: the unit, recognitions and not-applicables in the terms of the plan. What
// this plan does not have is left out, as at the hub; a later one may have it again.
void CompileForPlan(SchoolState& state);

// Then, of the Revisions that are here: by which plans they were entered.
void KeepEarlierPlans(const std::vector<v1::PlanApplied>& plans, PlanBook& book,
                      SchoolState& state);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_UNIT_WORDS_H_
