// Files that are not UTF-8: what old and new programs of Vietnamese offices write.
//
//   ASSIGN_OR_RETURN(const Decoded file, Decode(bytes, Encoding::kUnknown));
//   file.utf8; file.encoding            // kTcvn3: shown to a person, "is this how it should read?"
//
// A byte order mark decides, then whether all of it is UTF-8. Else the old ways are tried: the one
// in which the most words can be Vietnamese syllables is taken. That is a guess, which a person may
// overrule.
#ifndef GOM_COMMON_TEXT_ENCODING_H_
#define GOM_COMMON_TEXT_ENCODING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::text {

enum class Encoding {
  kUnknown,
  kUtf8,
  kUtf16,   // with a byte order mark, or as its zeros lie
  kCp1258,  // Windows for Vietnam
  kTcvn3,   // the fonts .VnTime and .VnArial ("ABC"); capitals with a tone are a matter of the font
  kVni,     // the fonts VNI-Times and the like: a letter, and its mark as another one
};

struct Decoded {
  std::string utf8{};  // NFC, without a byte order mark
  Encoding encoding = Encoding::kUnknown;
  bool guessed = false;
};

// kInvalidArgument csv_not_utf8: none of them makes sense of it; encoding_wrong: it is not written
// in the one that was named.
absl::StatusOr<Decoded> Decode(std::string_view bytes, Encoding encoding);

// From 1 on; 0 where all of it is UTF-8.
uint32_t FirstLineNotUtf8(std::string_view bytes);

// Whether a word of letters could be said in Vietnamese: an onset, vowels, a coda, one tone.
bool IsSyllable(std::string_view utf8);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_ENCODING_H_
