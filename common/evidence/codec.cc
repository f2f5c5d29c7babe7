#include "common/evidence/codec.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "common/evidence/jpeg_segments.h"
#include "common/evidence/limits.h"
#include "common/evidence/words.h"
#include "common/text/status_macros.h"

namespace gom::evidence {
namespace {

constexpr auto kRefused = absl::StatusCode::kInvalidArgument;

const unsigned char* Start(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

absl::Status Bearable(int64_t width, int64_t height) {
  if (width <= 0 || height <= 0) return text::Refuse(kRefused, kPictureDamaged);
  if (static_cast<uint64_t>(width) > kMaxPixels / static_cast<uint64_t>(height)) {
    return text::Refuse(kRefused, kPictureTooLarge, width, height, kMaxPixels / 1'000'000);
  }
  return absl::OkStatus();
}

struct CloseTurbo {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, CloseTurbo>;

// libpng's own reading of a file in memory; freed however it ends.
class PngImage {
 public:
  explicit PngImage(std::string_view png) {
    image_.version = PNG_IMAGE_VERSION;
    good_ = png_image_begin_read_from_memory(&image_, png.data(), png.size()) != 0;
  }
  ~PngImage() { png_image_free(&image_); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;

  bool good() const { return good_; }
  png_image& image() { return image_; }

 private:
  png_image image_{};
  bool good_ = false;
};

absl::StatusOr<PictureSize> SizeOf(PngImage& png) {
  if (!png.good()) return text::Refuse(kRefused, kPictureDamaged);
  RETURN_IF_ERROR(Bearable(png.image().width, png.image().height));
  return PictureSize{static_cast<int>(png.image().width), static_cast<int>(png.image().height)};
}

}  // namespace

absl::StatusOr<PictureSize> JpegSize(std::string_view jpeg) {
  const Turbo turbo(tjInitDecompress());
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (turbo == nullptr || tjDecompressHeader3(turbo.get(), Start(jpeg), jpeg.size(), &width,
                                              &height, &subsampling, &colours) != 0) {
    return text::Refuse(kRefused, kPictureDamaged);
  }
  RETURN_IF_ERROR(Bearable(width, height));
  return PictureSize{width, height};
}

absl::StatusOr<PictureSize> PngSize(std::string_view png) {
  PngImage image(png);
  return SizeOf(image);
}

absl::StatusOr<Picture> DecodeJpeg(std::string_view jpeg) {
  ASSIGN_OR_RETURN(const PictureSize size, JpegSize(jpeg));
  // One that was cut short decodes, and is grey where it ends. The entropy coded data never holds
  // this marker, and thumbnails lie in front of it.
  const auto pixels = EachSegment(jpeg, [](uint8_t, std::string_view) {});
  if (!pixels.has_value() || jpeg.find("\xff\xd9", *pixels) == jpeg.npos)
    return text::Refuse(kRefused, kPictureDamaged);
  tjscalingfactor scale{1, 8};
  while (scale.denom > 1 &&
         std::max(TJSCALED(size.width, scale), TJSCALED(size.height, scale)) < kLongSide) {
    scale.denom /= 2;
  }
  Picture picture{TJSCALED(size.width, scale), TJSCALED(size.height, scale), {}};
  picture.rgb.resize(Picture::BytesOf(picture.width, picture.height));
  const Turbo turbo(tjInitDecompress());
  // Bytes between segments, which some telephones write, are only a warning; a file of thousands of
  // scans, made to keep a computer busy, is none.
  if (turbo == nullptr ||
      (tjDecompress2(turbo.get(), Start(jpeg), jpeg.size(), picture.rgb.data(), picture.width, 0,
                     picture.height, TJPF_RGB, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) != 0 &&
       tjGetErrorCode(turbo.get()) != TJERR_WARNING)) {
    return text::Refuse(kRefused, kPictureDamaged);
  }
  return picture;
}

absl::StatusOr<Picture> DecodePng(std::string_view png) {
  PngImage image(png);
  ASSIGN_OR_RETURN(const PictureSize size, SizeOf(image));
  Picture picture{size.width, size.height, {}};
  picture.rgb.resize(Picture::BytesOf(size.width, size.height));
  image.image().format = PNG_FORMAT_RGB;
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image.image(), &white, picture.rgb.data(), 0, nullptr) == 0)
    return text::Refuse(kRefused, kPictureDamaged);
  return picture;
}

absl::StatusOr<std::string> EncodeJpeg(const Picture& picture, int quality) {
  const Turbo turbo(tjInitCompress());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): as the library has it
  const bool done = turbo != nullptr && tjCompress2(turbo.get(), picture.rgb.data(), picture.width,
                                                    0, picture.height, TJPF_RGB, &bytes, &size,
                                                    TJSAMP_420, quality, TJFLAG_ACCURATEDCT) == 0;
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> kept(bytes, tjFree);
  if (!done) return text::Refuse(kRefused, kPictureDamaged);
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace gom::evidence
