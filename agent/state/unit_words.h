// What the hub says of a unit itself: its plan, its row of the roster, locks, recognitions.
#ifndef GOM_AGENT_STATE_UNIT_WORDS_H_
#define GOM_AGENT_STATE_UNIT_WORDS_H_

#include "agent/state/plan_book.h"
#include "agent/state/school_state.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {

// False where `event` speaks of something else; it may be about an entry then. Of rows and
// recognitions those of state.unit_code count.
bool TakeUnitWord(const v1::Event& event, PlanBook& plans, SchoolState& state);

// After the last word: the unit, recognitions and not-applicables in the terms of the plan. What
// this plan does not have is left out, as at the hub; a later one may have it again.
void CompileForPlan(SchoolState& state);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_UNIT_WORDS_H_
