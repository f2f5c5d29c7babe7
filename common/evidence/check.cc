#include "common/evidence/check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/evidence/codec.h"
#include "common/evidence/jpeg_segments.h"
#include "common/evidence/limits.h"
#include "common/evidence/words.h"
#include "common/text/status_macros.h"

namespace gom::evidence {
namespace {

constexpr auto kRefused = absl::StatusCode::kInvalidArgument;

absl::Status AtMost(uint64_t bytes, uint64_t limit) {
  if (bytes <= limit) return absl::OkStatus();
  return text::Refuse(kRefused, kFileTooLarge, bytes / 1024, limit / 1024);
}

// Tables, the frame, and the JFIF head without a thumbnail.
bool NeededForPixels(uint8_t marker, std::string_view body) {
  switch (marker) {
    case kApp0:
      return body.size() == 14 && body.starts_with("JFIF");
    case 0xc0:  // baseline frame
    case 0xc4:  // Huffman tables
    case 0xdb:  // quantisation tables
    case 0xdd:  // restart interval
    case kStartOfScan:
      return true;
    default:
      return false;
  }
}

// One scan from there to the end, and the end is the file's.
bool IsOneScan(std::string_view scan) {
  for (size_t at = scan.find('\xff'); at != scan.npos; at = scan.find('\xff', at + 2)) {
    if (at + 1 == scan.size()) return false;
    const auto marker = static_cast<uint8_t>(scan[at + 1]);
    if (marker == kEndOfImage) return at + 2 == scan.size();
    const bool data = marker == 0 || (marker >= 0xd0 && marker <= 0xd7);
    if (!data) return false;
  }
  return false;
}

absl::Status CheckJpeg(std::string_view file) {
  RETURN_IF_ERROR(AtMost(file.size(), kMaxPictureBytes));
  bool bare = true;
  const auto scan = EachSegment(file, [&](uint8_t marker, std::string_view body) {
    bare = bare && NeededForPixels(marker, body);
  });
  if (!scan.has_value() || !bare || !IsOneScan(file.substr(*scan)))
    return text::Refuse(kRefused, kNotReduced);
  ASSIGN_OR_RETURN(const PictureSize size, JpegSize(file));
  if (std::max(size.width, size.height) > kLongSide) return text::Refuse(kRefused, kNotReduced);
  return absl::OkStatus();
}

// Behind the last end there are blanks at most.
absl::Status CheckPdf(std::string_view file) {
  RETURN_IF_ERROR(AtMost(file.size(), kMaxDocumentBytes));
  constexpr std::string_view kEnd = "%%EOF";
  const size_t end = file.rfind(kEnd);
  const bool whole =
      end != file.npos &&
      std::all_of(file.begin() + static_cast<ptrdiff_t>(end + kEnd.size()), file.end(), [](char c) {
        return c == '\0' || absl::ascii_isspace(static_cast<unsigned char>(c));
      });
  return whole ? absl::OkStatus() : text::Refuse(kRefused, kDocumentDamaged);
}

}  // namespace

absl::Status CheckSize(uint64_t bytes) { return AtMost(bytes, kMaxDocumentBytes); }

absl::StatusOr<Kind> CheckKept(std::string_view file) {
  const Kind kind = KindOf(file);
  switch (kind) {
    case Kind::kJpeg:
      RETURN_IF_ERROR(CheckJpeg(file));
      return kind;
    case Kind::kPdf:
      RETURN_IF_ERROR(CheckPdf(file));
      return kind;
    case Kind::kPng:
      return text::Refuse(kRefused, kNotReduced);
    case Kind::kOther:
      return text::Refuse(kRefused, kNotTaken);
  }
  return text::Refuse(kRefused, kNotTaken);
}

}  // namespace gom::evidence
