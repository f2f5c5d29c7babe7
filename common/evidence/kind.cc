#include "common/evidence/kind.h"

namespace gom::evidence {

Kind KindOf(std::string_view bytes) {
  if (bytes.starts_with("\xff\xd8\xff")) return Kind::kJpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return Kind::kPng;
  if (bytes.starts_with("%PDF-")) return Kind::kPdf;
  return Kind::kOther;
}

std::string_view TypeOf(Kind kind) {
  switch (kind) {
    case Kind::kJpeg:
      return "image/jpeg";
    case Kind::kPng:
      return "image/png";
    case Kind::kPdf:
      return "application/pdf";
    case Kind::kOther:
      return {};
  }
  return {};
}

std::string_view EndingOf(Kind kind) {
  switch (kind) {
    case Kind::kJpeg:
      return ".jpg";
    case Kind::kPng:
      return ".png";
    case Kind::kPdf:
      return ".pdf";
    case Kind::kOther:
      return {};
  }
  return {};
}

}  // namespace gom::evidence
