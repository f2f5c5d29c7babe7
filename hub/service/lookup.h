// From codes that a caller wrote to places in the plan and in State; each refusal says which codes
// there are.
//
// Pure; call them where State may be read.
#ifndef GOM_HUB_SERVICE_LOOKUP_H_
#define GOM_HUB_SERVICE_LOOKUP_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "common/plan/plan.h"
#include "hub/state/state.h"

namespace gom::hub {

// NOT_FOUND no_plan.
absl::StatusOr<const plan::Plan*> ActivePlan(const State& state);

// Indexes. NOT_FOUND period_unknown, form_unknown, indicator_unknown, with the codes that there
// are.
absl::StatusOr<int> FindPeriod(const plan::Plan& plan, std::string_view code);
absl::StatusOr<int> FindForm(const plan::Plan& plan, std::string_view code);
absl::StatusOr<int> FindIndicator(const plan::Plan& plan, std::string_view code);
// A part of an indicator by its code; empty: the only one, or the headline's. NOT_FOUND
// part_unknown, no_parts.
absl::StatusOr<int> FindPart(const plan::Plan& plan, int indicator, std::string_view code);

// NOT_FOUND unit_unknown.
absl::StatusOr<const UnitState*> FindUnit(const State& state, std::string_view code);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_LOOKUP_H_
