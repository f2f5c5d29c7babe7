// What the hub has signed for, as SchoolService shows it.
#ifndef GOM_AGENT_SERVICE_RECEIPTS_H_
#define GOM_AGENT_SERVICE_RECEIPTS_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Newest first, each with the entries that it covers and no earlier one does. kFailedPrecondition
// not_enrolled.
absl::StatusOr<v1::ListReceiptsResponse> ListReceipts(Desk& desk);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_RECEIPTS_H_
