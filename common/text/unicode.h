// Vietnamese text as people, terminals and files see it: one normal form, true columns, and a key
// for matching.
//
//   Nfc("hoa\u0300")                    // "hoà", precomposed
//   ColumnWidth("Trường")               // 6, however it is encoded
//   Truncate("Trường Tiểu học", 8)      // "Trường …"
//   FoldKey("Trường TH. Đông-Kỳ")       // "truong th dong ky"
//
// Every function takes UTF-8; bytes that are not UTF-8 count as U+FFFD. No locale, no I/O.
#ifndef GOM_COMMON_TEXT_UNICODE_H_
#define GOM_COMMON_TEXT_UNICODE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace gom::text {

bool IsUtf8(std::string_view s);

// Canonical composition. Typing tools write "ò" in three ways; after this there is one.
std::string Nfc(std::string_view s);

// Full-width forms (０１２, ＡＢＣ, ideographic space) become ASCII; everything else stays.
std::string ToHalfWidth(std::string_view s);

// Without blanks at both ends; no-break and other Unicode spaces count as blanks.
std::string_view TrimBlanks(std::string_view s);

// Columns of a terminal: marks take none, East Asian wide characters two, control characters none.
int ColumnWidth(std::string_view s);

// What a person counts as characters (extended grapheme clusters).
size_t CountCharacters(std::string_view s);

// At most `columns` wide, ending in "…" where something was cut; never cuts inside a character.
std::string Truncate(std::string_view s, int columns);

// Lines of at most `columns`, broken at blanks; a word that is wider than a line is cut. Keeps line
// breaks of its own. At least one line.
std::vector<std::string> Wrap(std::string_view s, int columns);

// With blanks up to `columns` at the right end or at the left; longer strings stay.
std::string PadRight(std::string_view s, int columns);
std::string PadLeft(std::string_view s, int columns);

// Control characters become blanks, characters that turn the direction of text are left out: for
// one line of a table.
std::string OneLine(std::string_view s);

// A text as a clerk typed or pasted it, ready to be kept: NFC, line ends as \n, without blanks at
// both ends. kInvalidArgument text_not_utf8, text_control_character (NUL and other control
// characters but tab and line break), text_direction (characters that turn the direction of text),
// text_too_long (more characters than max_characters; says how many).
absl::StatusOr<std::string> CleanText(std::string_view typed, size_t max_characters);

// For finding what was spelled differently, never for identity: NFC, lower case, without marks, đ
// as d; blanks, hyphens and dots become one blank. "hòa", "hoà" and "HOA" have the same key.
std::string FoldKey(std::string_view s);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_UNICODE_H_
