#include "common/evidence/jpeg_segments.h"

namespace gom::evidence {

std::optional<size_t> EachSegment(
    std::string_view jpeg, absl::FunctionRef<void(uint8_t marker, std::string_view body)> each) {
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(jpeg[at]); };
  size_t at = 2;  // behind the start of the image
  while (at + 4 <= jpeg.size()) {
    if (byte(at) != 0xff) return std::nullopt;
    const uint8_t marker = byte(at + 1);
    if (marker == 0xff) {  // filling
      ++at;
      continue;
    }
    if (marker == kEndOfImage) return std::nullopt;
    const size_t length = size_t{byte(at + 2)} << 8 | byte(at + 3);
    if (length < 2 || length > jpeg.size() - at - 2) return std::nullopt;
    each(marker, jpeg.substr(at + 4, length - 2));
    at += 2 + length;
    if (marker == kStartOfScan) return at;
  }
  return std::nullopt;
}

}  // namespace gom::evidence
