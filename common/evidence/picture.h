// Pixels, and what is done to them before they are written again. Pure, exact integers: the same
// picture comes out the same on every computer.
#ifndef GOM_COMMON_EVIDENCE_PICTURE_H_
#define GOM_COMMON_EVIDENCE_PICTURE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gom::evidence {

struct Picture {
  int width = 0;
  int height = 0;
  // Red, green, blue; row by row from the top, without gaps.
  std::vector<uint8_t> rgb;

  static size_t BytesOf(int width, int height) {
    return 3 * static_cast<size_t>(width) * static_cast<size_t>(height);
  }
};

// At most `long_side` pixels long, in the same proportions; each new pixel is the mean of those
// that it covers. One that is small enough stays as it is.
Picture Shrink(Picture picture, int long_side);

// Upright, from how EXIF says that it was taken (metadata.h).
Picture Turn(Picture picture, int orientation);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_PICTURE_H_
