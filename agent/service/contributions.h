// What the school's own reports come to in the plan's numbers, by the arithmetic that the hub uses
// (common/plan/measure.h), without the hub. Pure.
#ifndef GOM_AGENT_SERVICE_CONTRIBUTIONS_H_
#define GOM_AGENT_SERVICE_CONTRIBUTIONS_H_

#include <vector>

#include "agent/state/desk_work.h"
#include "common/plan/progress.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Whether a person is shown a number for the part: it is the unit's to give, and neither a choice
// nor a text.
bool IsShown(const SchoolState& state, const plan::Part& part);

// One part as of a period (an index), and the same held against the target as if the school stood
// alone.
struct OwnProgress {
  v1::Contribution contribution;
  plan::PartProgress progress;
};
OwnProgress ProgressIn(const SchoolState& state, const plan::Part& part, const OwnFacts& own,
                       int as_of);

// All that the form at `form` feeds, in the plan's order, with what lies on the desk in `beside`.
std::vector<v1::Contribution> ContributionsOf(const SchoolState& state, const plan::Form& form,
                                              int as_of, const Overrides& beside);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_CONTRIBUTIONS_H_
