// The bounds of evidence files, by name, with the reason for each.
#ifndef GOM_COMMON_EVIDENCE_LIMITS_H_
#define GOM_COMMON_EVIDENCE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace gom::evidence {

// What a person may hand in: a photo as a good telephone takes it, with room to spare.
inline constexpr size_t kMaxInputBytes = 24u << 20;
// Asked of the file's head, before anything is decoded: at three bytes each this is 150 MB (G12).
inline constexpr uint64_t kMaxPixels = 50'000'000;
// A page of A4 can be read at this size, and a face be told.
inline constexpr int kLongSide = 1600;
// What a picture shall come to, and what it may at most: a school pays for its bytes.
inline constexpr size_t kAimBytes = 200u << 10;
inline constexpr size_t kMaxPictureBytes = 300u << 10;
// A document is kept as it is.
inline constexpr size_t kMaxDocumentBytes = 2u << 20;
// Files of one report.
inline constexpr size_t kMaxFiles = 20;
// How long a name may be, in columns.
inline constexpr int kMaxName = 100;
// Name of a file in its folder: SHA-256.
inline constexpr size_t kDigestBytes = 32;

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_LIMITS_H_
