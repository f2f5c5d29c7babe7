// Enrollment carried out: the judgement of hub/auth/enroll.h over State and secrets, and its
// records.
#ifndef GOM_HUB_SERVICE_ENROLL_DEVICE_H_
#define GOM_HUB_SERVICE_ENROLL_DEVICE_H_

#include "absl/status/statusor.h"
#include "gom/v1/sync.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// Durable when it returns. UNAUTHENTICATED code_refused, the same for every code that does not fit.
// Hashes a password and waits for the writer: for a worker.
absl::StatusOr<v1::EnrollResponse> EnrollDevice(Hub& hub, const v1::EnrollRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_ENROLL_DEVICE_H_
