// Numbers as a Vietnamese clerk types and reads them: groups of three by a dot, a decimal comma.
//
//   ParseWhole("1.234")                            // 1234
//   ParseWhole("1.23")                             // refused: not guessed
//   FormatWhole(Language::kVietnamese, 1234567)    // "1.234.567"
//   FormatRate(Language::kVietnamese, 190, 200)    // "95,0"
//   InWords(Language::kVietnamese, 1234)           // "một nghìn hai trăm ba mươi tư"
#ifndef GOM_COMMON_TEXT_NUMBERS_H_
#define GOM_COMMON_TEXT_NUMBERS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/text/message.h"

namespace gom::text {

// A whole number of at most 18 digits. Takes digits (also full-width ones), groups of three by
// dots, blanks, no-break or narrow no-break blanks (one kind in a number), blanks around. With
// allow_negative also a minus sign in front. Refuses everything else with kInvalidArgument, each
// with its own sentence: number_empty, number_negative, number_grouping ("1.23"), number_decimal
// ("12,5"), number_comma_group ("1,234"), number_exponent ("1e9"), number_not_digits ("12a", "25
// người"), number_too_long.
absl::StatusOr<int64_t> ParseWhole(std::string_view typed, bool allow_negative = false);

// "1.234.567" in Vietnamese, "1,234,567" in English.
std::string FormatWhole(Language l, int64_t n);

// Tenths with the language's decimal mark: 949 is "94,9" or "94.9".
std::string FormatPermille(Language l, int64_t permille);

// numerator / denominator in percent with one decimal, truncated, never rounded up: 100,0 appears
// only where they are equal. "" where the denominator is 0.
std::string FormatRate(Language l, int64_t numerator, int64_t denominator);

// FormatRate with its sign: "94,9 %" in Vietnamese, "94.9%" in English.
std::string FormatPercent(Language l, int64_t numerator, int64_t denominator);

// Read aloud, to echo what was understood: "một nghìn không trăm linh năm", "one thousand and
// five".
std::string InWords(Language l, int64_t n);

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_NUMBERS_H_
