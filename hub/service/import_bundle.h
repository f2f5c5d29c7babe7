// Exchange in a file, the hub's side: a request bundle goes the way of any Exchange, call by call,
// and the answers go back in a reply bundle.
#ifndef GOM_HUB_SERVICE_IMPORT_BUNDLE_H_
#define GOM_HUB_SERVICE_IMPORT_BUNDLE_H_

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// All or nothing: the whole is checked first, and what is new in all its calls is taken in one act,
// durable when this returns. The same bundle again takes nothing and is answered again, from how
// things are now. INVALID_ARGUMENT: as common/sync/bundle.h says, bundle_not_signed, not_a_request;
// FAILED_PRECONDITION bundle_of_another_hub (which it names), bundle_device_unknown,
// bundle_device_revoked (in a part of the log that is lost), bundle_hub_overtaken; what
// DecideExchange says of any call; UNKNOWN bundle_unanswered. What a device that is revoked, or
// waits to be readmitted, brings is held, and its photos are not taken. One that asks to enroll:
// import_enrollment.h. Blocks on the disk and on the writer.
absl::StatusOr<v1::ImportBundleResponse> ImportBundle(Hub& hub,
                                                      const v1::ImportBundleRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_IMPORT_BUNDLE_H_
