// Progress, and who could close a gap, read from State. Progress reads totals only, so its cost
// does not depend on how many units there are; closers are as large as the roster.
//
// Pure; call them where State may be read.
#ifndef GOM_HUB_SERVICE_READ_PROGRESS_H_
#define GOM_HUB_SERVICE_READ_PROGRESS_H_

#include "absl/status/statusor.h"
#include "gom/v1/report.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

// UNSPECIFIED means reported.
Reading ReadingOf(v1::Reading reading);

// At most this many silent units are named; how many there are is always said.
inline constexpr int kSilentNamed = 20;

// NOT_FOUND no_plan, period_unknown.
absl::StatusOr<v1::GetProgressResponse> ReadProgress(const State& state,
                                                     const v1::GetProgressRequest& request);

// An empty part is the headline's. NOT_FOUND no_plan, period_unknown, indicator_unknown,
// part_unknown.
absl::StatusOr<v1::ListClosersResponse> ReadClosers(const State& state,
                                                    const v1::ListClosersRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_READ_PROGRESS_H_
