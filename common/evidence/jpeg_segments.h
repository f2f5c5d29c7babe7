// The segments of a JPEG file in front of its pixels: where cameras write what they know.
#ifndef GOM_COMMON_EVIDENCE_JPEG_SEGMENTS_H_
#define GOM_COMMON_EVIDENCE_JPEG_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"

namespace gom::evidence {

// Markers, the byte behind 0xff.
inline constexpr uint8_t kStartOfScan = 0xda;
inline constexpr uint8_t kEndOfImage = 0xd9;
inline constexpr uint8_t kApp0 = 0xe0;
inline constexpr uint8_t kApp1 = 0xe1;

// Calls `each` with every segment's marker and body, in order, the first scan's head among them.
// Answers where the pixels of that scan begin; nothing where the bytes are not a JPEG up to there.
std::optional<size_t> EachSegment(
    std::string_view jpeg, absl::FunctionRef<void(uint8_t marker, std::string_view body)> each);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_JPEG_SEGMENTS_H_
