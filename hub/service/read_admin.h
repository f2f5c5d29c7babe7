// What the operator reads of the hub itself. All may block on the disk: for a worker.
#ifndef GOM_HUB_SERVICE_READ_ADMIN_H_
#define GOM_HUB_SERVICE_READ_ADMIN_H_

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

inline constexpr uint32_t kDefaultLogLines = 100;
inline constexpr uint32_t kMaxLogLines = 1000;
// Of words that devices handed back: lines, and bytes of their reasons.
inline constexpr size_t kMaxOrphanLines = 1000;
inline constexpr size_t kMaxOrphanTexts = 2 << 20;

absl::StatusOr<v1::HubStatus> ReadStatus(Hub& hub);
absl::StatusOr<v1::ListDevicesResponse> ReadDevices(Hub& hub);
// Oldest first.
absl::StatusOr<v1::ReadLogResponse> ReadLog(Hub& hub, const v1::ReadLogRequest& request);
// What devices handed back and nobody has settled, oldest report first; as many as the limits above
// allow: settle those, and ask again (HubStatus counts all).
absl::StatusOr<v1::ListOrphansResponse> ReadOrphans(Hub& hub);
absl::StatusOr<v1::GetHubKeyResponse> HubKeyOf(const Hub& hub);
// Chain, and other folds of the same log, against State. Mismatches are in the answer, not a
// refusal.
absl::StatusOr<v1::VerifyResponse> VerifyLog(Hub& hub);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_READ_ADMIN_H_
