// Pictures for tests, as cameras and scanners make them.
#ifndef GOM_TESTS_COMMON_EVIDENCE_PHOTOS_H_
#define GOM_TESTS_COMMON_EVIDENCE_PHOTOS_H_

#include <png.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "common/evidence/codec.h"
#include "gtest/gtest.h"

namespace gom::evidence {

// Colours that run from corner to corner, with some noise: `noise` 0 is smooth, 255 compresses
// badly. The same every time.
inline Picture Scene(int width, int height, unsigned noise = 20) {
  std::minstd_rand random(7);
  Picture picture{width, height, {}};
  picture.rgb.reserve(Picture::BytesOf(width, height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const unsigned base[] = {static_cast<unsigned>(x * 200 / width),
                               static_cast<unsigned>(y * 200 / height), 90};
      for (const unsigned c : base)
        picture.rgb.push_back(static_cast<uint8_t>((c + random() % (noise + 1)) & 0xff));
    }
  }
  return picture;
}

inline std::string JpegOf(const Picture& picture, int quality = 92) {
  const auto bytes = EncodeJpeg(picture, quality);
  EXPECT_TRUE(bytes.ok()) << bytes.status();
  return bytes.ok() ? *bytes : std::string();
}

inline std::string PngOf(const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  EXPECT_NE(png_image_write_to_memory(&image, nullptr, &size, 0, picture.rgb.data(), 0, nullptr),
            0);
  std::string bytes(size, '\0');
  EXPECT_NE(
      png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.rgb.data(), 0, nullptr), 0);
  bytes.resize(size);
  return bytes;
}

// The head of a PNG of that size, and no pixels.
inline std::string PngHead(uint32_t width, uint32_t height) {
  std::string chunk = "IHDR";
  for (const uint32_t n : {width, height}) {
    for (int shift = 24; shift >= 0; shift -= 8) chunk.push_back(static_cast<char>(n >> shift));
  }
  chunk += std::string("\x08\x02\0\0\0", 5);
  uint32_t crc = 0xffffffff;
  for (const char c : chunk) {
    crc ^= static_cast<uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
  }
  std::string png = std::string("\x89PNG\r\n\x1a\n\0\0\0\x0d", 12) + chunk;
  for (int shift = 24; shift >= 0; shift -= 8) png.push_back(static_cast<char>(~crc >> shift));
  return png + std::string("\0\0\0\0IDAT", 8);
}

// Numbers of EXIF, the last byte first.
inline std::string Little(uint64_t number, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(number >> (8 * i)));
  return out;
}

// What a telephone writes: its maker, which way up it was held, and where it was.
inline std::string ExifOf(int orientation, bool place) {
  const auto entry = [](int tag, int type, uint64_t count, uint64_t value) {
    return Little(static_cast<uint64_t>(tag), 2) + Little(static_cast<uint64_t>(type), 2) +
           Little(count, 4) + Little(value, 4);
  };
  std::string tiff = std::string("II*\0", 4) + Little(8, 4) + Little(place ? 3 : 2, 2);
  tiff += entry(0x010f, 2, 4, 0x00434241);  // "ABC"
  tiff += entry(0x0112, 3, 1, static_cast<uint64_t>(orientation));
  if (place) tiff += entry(0x8825, 4, 1, 50);
  tiff += Little(0, 4);
  tiff += "GPSLatitude 20.5 N";
  return tiff;
}

// The JPEG with a segment right behind its start.
inline std::string WithSegment(const std::string& jpeg, char marker, const std::string& body) {
  const size_t length = body.size() + 2;
  std::string segment{'\xff', marker, static_cast<char>(length >> 8), static_cast<char>(length)};
  return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}
inline std::string WithExif(const std::string& jpeg, int orientation, bool place = true) {
  return WithSegment(jpeg, '\xe1', std::string("Exif\0\0", 6) + ExifOf(orientation, place));
}

}  // namespace gom::evidence

#endif  // GOM_TESTS_COMMON_EVIDENCE_PHOTOS_H_
