// Sync where there is no network: what waits as a file for the hub, and the hub's answer from one.
//
//   ASSIGN_OR_RETURN(v1::ExportBundleResponse out, ExportBundle(desk));   // to the hub on a stick
//   ASSIGN_OR_RETURN(v1::ImportReplyResponse in, ImportReply(desk, clock, reply));   // and back
//
// The desk must be nobody else's meanwhile, a sync over the network included. Both block on the
// disk.
#ifndef GOM_AGENT_SERVICE_BUNDLE_H_
#define GOM_AGENT_SERVICE_BUNDLE_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "common/platform/clock.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// What is in it counts as saved until ImportReply is given the very bundle that this made last, as
// it was read back from the stick. Asking again makes another bundle of what still waits. Photos
// and scans go along, up to kMaxEvidenceBytes; which of them the hub has, its reply says.
// kFailedPrecondition not_enrolled, no_hub_key.
absl::StatusOr<v1::ExportBundleResponse> ExportBundle(Desk& desk);

// Of what ExportBundle made last: from now on it counts as sent (its outcome is not known),
// durably. Of a reply: checks the whole before it takes any of it, then stores each answer like one
// that came over the network; what was stored already is passed over. kInvalidArgument: as
// common/sync/bundle.h says, bundle_not_signed, not_a_reply, reply_of_another_hub,
// reply_for_another_device.
absl::StatusOr<v1::ImportReplyResponse> ImportReply(Desk& desk,
                                                    const platform::MonotonicClock& monotonic,
                                                    const v1::ImportReplyRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_BUNDLE_H_
