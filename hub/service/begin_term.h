// The one click by which a hub that was overtaken goes on: a device has seen a higher term, of a
// copy of this hub that ran elsewhere, and sends nothing to a lower one.
#ifndef GOM_HUB_SERVICE_BEGIN_TERM_H_
#define GOM_HUB_SERVICE_BEGIN_TERM_H_

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// The highest term that a device has reported since the hub was opened, or that the ratchet knows,
// where it is above ours; else 0. What no hub can have reached by being restored is no term.
uint64_t HigherTermSeen(const Hub& hub, uint64_t term);

// Sets the term above every one that a device has reported or the ratchet knows; does nothing where
// none is higher. Durable when it returns.
absl::StatusOr<v1::BeginTermResponse> BeginTerm(Hub& hub, const v1::BeginTermRequest& request);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_BEGIN_TERM_H_
