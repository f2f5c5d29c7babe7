#include "common/evidence/metadata.h"

#include <cstdint>
#include <optional>

#include "common/evidence/jpeg_segments.h"
#include "common/evidence/kind.h"

namespace gom::evidence {
namespace {

// The tags of EXIF's first directory that are asked for.
constexpr uint32_t kMake = 0x010f;
constexpr uint32_t kModel = 0x0110;
constexpr uint32_t kOrientation = 0x0112;
constexpr uint32_t kPlace = 0x8825;
constexpr uint64_t kEntryBytes = 12;

// Numbers of either byte order; nothing beyond the end.
class Numbers {
 public:
  Numbers(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}
  std::optional<uint32_t> Read(uint64_t at, uint64_t count) const {
    if (at > bytes_.size() || count > bytes_.size() - at) return std::nullopt;
    uint32_t number = 0;
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t place = big_endian_ ? at + i : at + count - 1 - i;
      number = number << 8 | static_cast<uint8_t>(bytes_[place]);
    }
    return number;
  }

 private:
  const std::string_view bytes_;
  const bool big_endian_;
};

// EXIF is a TIFF file without pixels.
void ReadExif(std::string_view tiff, Metadata* metadata) {
  const bool big = tiff.starts_with(std::string_view("MM\0*", 4));
  if (!big && !tiff.starts_with(std::string_view("II*\0", 4))) return;
  const Numbers numbers(tiff, big);
  const std::optional<uint32_t> directory = numbers.Read(4, 4);
  if (!directory.has_value()) return;
  const uint32_t entries = numbers.Read(*directory, 2).value_or(0);
  for (uint32_t i = 0; i < entries; ++i) {
    const uint64_t at = uint64_t{*directory} + 2 + kEntryBytes * i;
    const std::optional<uint32_t> tag = numbers.Read(at, 2);
    if (!tag.has_value()) return;
    if (*tag == kMake || *tag == kModel) metadata->camera = true;
    if (*tag == kPlace) metadata->place = true;
    if (*tag != kOrientation) continue;
    const uint32_t orientation = numbers.Read(at + 8, 2).value_or(0);
    if (orientation >= 1 && orientation <= 8) metadata->orientation = static_cast<int>(orientation);
  }
}

// XMP, and the texts of a PNG: words for "place" and "camera" anywhere in them.
void ReadText(std::string_view text, Metadata* metadata) {
  const auto has = [&](std::string_view word) { return text.find(word) != text.npos; };
  if (has("GPS")) metadata->place = true;
  if (has("Make") || has("Model") || has("CreatorTool") || has("Software")) metadata->camera = true;
}

void ReadJpeg(std::string_view jpeg, Metadata* metadata) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  EachSegment(jpeg, [&](uint8_t marker, std::string_view body) {
    if (marker != kApp1) return;
    if (body.starts_with(kExif)) return ReadExif(body.substr(kExif.size()), metadata);
    ReadText(body, metadata);
  });
}

void ReadPng(std::string_view png, Metadata* metadata) {
  const Numbers numbers(png, true);
  for (uint64_t at = 8;;) {
    const std::optional<uint32_t> length = numbers.Read(at, 4);
    if (!length.has_value() || png.size() - at < uint64_t{*length} + 12) return;
    const std::string_view kind = png.substr(at + 4, 4);
    const std::string_view body = png.substr(at + 8, *length);
    if (kind == "eXIf") ReadExif(body, metadata);
    if (kind == "tEXt" || kind == "iTXt") ReadText(body, metadata);
    at += uint64_t{*length} + 12;
  }
}

}  // namespace

Metadata MetadataOf(std::string_view picture) {
  Metadata metadata;
  const Kind kind = KindOf(picture);
  if (kind == Kind::kJpeg) ReadJpeg(picture, &metadata);
  if (kind == Kind::kPng) ReadPng(picture, &metadata);
  return metadata;
}

}  // namespace gom::evidence
