// Pictures from and to bytes, by libjpeg-turbo and libpng, through the interfaces of both that
// return errors. Bytes may be hostile: nothing is decoded before its size is known to be bearable.
#ifndef GOM_COMMON_EVIDENCE_CODEC_H_
#define GOM_COMMON_EVIDENCE_CODEC_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/evidence/picture.h"

namespace gom::evidence {

struct PictureSize {
  int width = 0;
  int height = 0;
};

// From the file's head alone. kInvalidArgument evidence_refused: no such picture, or more than
// kMaxPixels (G12).
absl::StatusOr<PictureSize> JpegSize(std::string_view jpeg);
absl::StatusOr<PictureSize> PngSize(std::string_view png);

// Only pixels come out. A JPEG much larger than kLongSide is decoded at an eighth, a quarter or a
// half of its size; what is transparent in a PNG is white. kInvalidArgument evidence_refused, also
// for one that was cut short.
absl::StatusOr<Picture> DecodeJpeg(std::string_view jpeg);
absl::StatusOr<Picture> DecodePng(std::string_view png);

// Baseline, with nothing in it but the pixels. `quality`: 1 to 100.
absl::StatusOr<std::string> EncodeJpeg(const Picture& picture, int quality);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_CODEC_H_
