// Enrollment in a file, the hub's side: a computer that never sees a network asks with its slip and
// is answered with its certificate, and with the plan and all else that the hub has for it.
#ifndef GOM_HUB_SERVICE_IMPORT_ENROLLMENT_H_
#define GOM_HUB_SERVICE_IMPORT_ENROLLMENT_H_

#include "absl/status/statusor.h"
#include "common/sync/bundle.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// A bundle of KIND_ENROLL, judged as EnrollDevice judges a call, once the whole of it is checked;
// durable on return. The same bundle again, or another one by the same key with the same code, is
// answered again. What EnrollDevice says; INVALID_ARGUMENT as common/sync/bundle.h says,
// bundle_not_signed; FAILED_PRECONDITION bundle_of_another_hub; UNKNOWN bundle_unanswered. Blocks
// on the disk and the writer.
absl::StatusOr<v1::ImportBundleResponse> ImportEnrollment(Hub& hub, const sync::Bundle& bundle);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_IMPORT_ENROLLMENT_H_
