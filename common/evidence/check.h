// Whether a file is one that may be kept: what `Reduce` makes, and nothing else. The hub asks it of
// every file that arrives, whoever sent it.
#ifndef GOM_COMMON_EVIDENCE_CHECK_H_
#define GOM_COMMON_EVIDENCE_CHECK_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/evidence/kind.h"

namespace gom::evidence {

// Whether one of this size may be kept at all; for before it is here. kInvalidArgument
// evidence_refused.
absl::Status CheckSize(uint64_t bytes);

// A JPEG within the bounds that holds one scan and no comment, no EXIF, no XMP, no thumbnail and
// nothing behind its end; or a PDF within its bounds that ends where it should. What stands inside
// a PDF is not looked at: it is only ever handed out as a file. kInvalidArgument evidence_refused.
absl::StatusOr<Kind> CheckKept(std::string_view file);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_CHECK_H_
