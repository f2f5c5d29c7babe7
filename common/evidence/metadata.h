// What a picture carries beside its pixels: which way up it was taken, and what nobody is to learn
// from it. Reads JPEG (EXIF, XMP) and PNG (eXIf, texts); never fails, what is damaged says nothing.
// Pure.
#ifndef GOM_COMMON_EVIDENCE_METADATA_H_
#define GOM_COMMON_EVIDENCE_METADATA_H_

#include <string_view>

namespace gom::evidence {

struct Metadata {
  // As EXIF counts: 1 upright, 3 upside down, 6 to be turned right, 8 to be turned left; 2, 4, 5
  // and 7 mirrored.
  int orientation = 1;
  // Where it was taken, and by which camera or program.
  bool place = false;
  bool camera = false;
};

Metadata MetadataOf(std::string_view picture);

}  // namespace gom::evidence

#endif  // GOM_COMMON_EVIDENCE_METADATA_H_
