// What a file is, by its first bytes. Its name says nothing.
#ifndef GOM_COMMON_EVIDENCE_KIND_H_
#define GOM_COMMON_EVIDENCE_KIND_H_

#include <string_view>

namespace gom::evidence {

// Programs, pages, SVG and everything else are kOther (G11).
enum class Kind { kOther, kJpeg, kPng, kPdf };

Kind KindOf(std::string_view bytes);
// "image/jpeg"; empty for kOther.
std::string_view TypeOf(Kind kind);
// ".jpg"; empty for kOther.
std::string_view EndingOf(Kind kind);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_KIND_H_
