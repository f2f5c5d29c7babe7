// The enrollment slip as a file, for a school that has no network (v1::EnrollmentSlip):
//   8 bytes   "GOMSLIP1"
//   32 bytes  SHA-256 of the rest
//   the serialised slip
// Sealed and signed by nobody: it is as secret as the paper. The digest is there for sticks that
// fail; whether the slip is the hub's says its code (SlipCode in common/rpc/slip_code.h).
//
// Pure. Refusals are kInvalidArgument: not_a_slip; slip_damaged.
#ifndef GOM_COMMON_SYNC_SLIP_FILE_H_
#define GOM_COMMON_SYNC_SLIP_FILE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "gom/v1/bundle.pb.h"

namespace gom::sync {

// Of the whole file: a code, two keys, and an authority or a few.
inline constexpr size_t kMaxSlipBytes = 64 << 10;

std::string PackSlip(const v1::EnrollmentSlip& slip);
absl::StatusOr<v1::EnrollmentSlip> ReadSlip(std::string_view file);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_SLIP_FILE_H_
