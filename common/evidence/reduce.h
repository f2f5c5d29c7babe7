// From the file that a clerk picks to the one that is kept and sent: pictures are decoded, turned
// upright, made smaller and written again, so that nothing but their pixels is left of them (G11,
// G13); documents stay as they are.
//
//   ASSIGN_OR_RETURN(const evidence::Reduced reduced, evidence::Reduce(bytes));
//
// Pure; the same file gives the same bytes, and so the same name, every time.
#ifndef GOM_COMMON_EVIDENCE_REDUCE_H_
#define GOM_COMMON_EVIDENCE_REDUCE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/evidence/kind.h"

namespace gom::evidence {

struct Reduced {
  std::string bytes;
  Kind kind = Kind::kOther;  // kJpeg or kPdf
  // Where it was taken, or by which camera, stood in it.
  bool place_removed = false;
};

// Takes up to a second and 300 MB for the largest that is taken. kInvalidArgument evidence_refused,
// in words for the clerk.
absl::StatusOr<Reduced> Reduce(std::string_view file);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_REDUCE_H_
