// What a school is told of a plan that takes the place of another one. Pure.
#ifndef GOM_AGENT_STATE_PLAN_NEWS_H_
#define GOM_AGENT_STATE_PLAN_NEWS_H_

#include "common/plan/plan.h"
#include "gom/v1/plan.pb.h"
#include "gom/v1/unit.pb.h"

namespace gom::agent {

// That there is one, and what it asks of the unit otherwise than the one before: the first changes
// in full, the others by their number.
v1::Words PlanNews(const v1::Unit& unit, const plan::Plan& before, const plan::Plan& now);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_PLAN_NEWS_H_
