// Where the commune stands, as its schools are told: Progress by what was reported, without names
// and without a figure that is another school's.
//
// Pure; call it where State may be read.
#ifndef GOM_HUB_SERVICE_READ_COMMUNE_H_
#define GOM_HUB_SERVICE_READ_COMMUNE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gom/v1/commune.pb.h"
#include "gom/v1/report.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

// Fewer have reported: the total is withheld.
inline constexpr uint32_t kFewestInATotal = 3;

// `progress` is of this plan.
v1::CommuneProgress CommuneOf(const plan::Plan& plan, const v1::GetProgressResponse& progress);

// The figures only where the device does not have them. PERMISSION_DENIED commune_waits: it may not
// read yet; NOT_FOUND no_plan.
absl::StatusOr<v1::GetCommuneProgressResponse> ReadCommune(
    const State& state, uint32_t device, const v1::GetCommuneProgressRequest& request,
    int64_t now_ms);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_READ_COMMUNE_H_
