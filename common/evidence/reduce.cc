#include "common/evidence/reduce.h"

#include <algorithm>
#include <utility>

#include "common/evidence/check.h"
#include "common/evidence/codec.h"
#include "common/evidence/limits.h"
#include "common/evidence/metadata.h"
#include "common/evidence/words.h"
#include "common/text/status_macros.h"

namespace gom::evidence {
namespace {

// Below the last of them letters cannot be read: then the picture is made smaller instead.
constexpr int kQualities[] = {75, 65, 55, 45, 35};

// The first quality that comes to what is aimed at, else the last if it may be kept, else the same
// with three quarters of the size.
absl::StatusOr<std::string> Write(Picture picture) {
  while (true) {
    std::string bytes;
    for (const int quality : kQualities) {
      ASSIGN_OR_RETURN(bytes, EncodeJpeg(picture, quality));
      if (bytes.size() <= kAimBytes) return bytes;
    }
    if (bytes.size() <= kMaxPictureBytes) return bytes;
    const int longer = std::max(picture.width, picture.height);
    picture = Shrink(std::move(picture), longer * 3 / 4);
  }
}

absl::StatusOr<Reduced> ReducePicture(std::string_view file, Kind kind) {
  const Metadata metadata = MetadataOf(file);
  absl::StatusOr<Picture> picture = kind == Kind::kJpeg ? DecodeJpeg(file) : DecodePng(file);
  if (!picture.ok()) return picture.status();
  Reduced reduced;
  ASSIGN_OR_RETURN(reduced.bytes,
                   Write(Turn(Shrink(*std::move(picture), kLongSide), metadata.orientation)));
  reduced.kind = Kind::kJpeg;
  reduced.place_removed = metadata.place || metadata.camera;
  return reduced;
}

}  // namespace

absl::StatusOr<Reduced> Reduce(std::string_view file) {
  const Kind kind = KindOf(file);
  if (kind == Kind::kOther) return text::Refuse(absl::StatusCode::kInvalidArgument, kNotTaken);
  if (file.size() > kMaxInputBytes) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kFileTooLarge, file.size() / 1024,
                        kMaxInputBytes / 1024);
  }
  if (kind != Kind::kPdf) return ReducePicture(file, kind);
  RETURN_IF_ERROR(CheckKept(file).status());
  return Reduced{std::string(file), Kind::kPdf, false};
}

}  // namespace gom::evidence
