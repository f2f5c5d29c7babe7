// What people write for yes, for no and for "not applicable", in a table of their own or on a
// command line: "có", "Co", "x", "ko", "N/A", "KAD" …
#ifndef GOM_COMMON_TEXT_ANSWERS_H_
#define GOM_COMMON_TEXT_ANSWERS_H_

#include <optional>
#include <string_view>

namespace gom::text {

// Blanks at the ends, capitals, marks and full-width letters make no difference. Empty where it is
// neither.
std::optional<bool> ReadYesNo(std::string_view typed);

// The words with or without marks; the abbreviations as they are, since "ná" and "nà" are words.
bool SaysNotApplicable(std::string_view typed);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_ANSWERS_H_
