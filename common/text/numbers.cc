#include "common/text/numbers.h"

#include <array>
#include <optional>
#include <vector>

#include "common/text/unicode.h"
#include "common/text/words.h"

namespace gom::text {
namespace {

constexpr size_t kMaxDigits = 18;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// What may separate groups of three. Full-width forms are ASCII by then.
constexpr std::array<std::string_view, 5> kSeparators = {".", " ", "\u00A0", "\u202F", "\u2009"};

std::string_view SeparatorAt(std::string_view s, size_t at) {
  for (const std::string_view separator : kSeparators) {
    if (s.substr(at, separator.size()) == separator) return separator;
  }
  return {};
}

// One minus sign in front, in any of the ways it is typed.
bool TakeMinus(std::string_view* s) {
  for (const std::string_view minus :
       {std::string_view("-"), std::string_view("\u2212"), std::string_view("\u2013")}) {
    if (s->substr(0, minus.size()) != minus) continue;
    s->remove_prefix(minus.size());
    *s = TrimBlanks(*s);
    return true;
  }
  return false;
}

struct Groups {
  std::vector<std::string>
      digits;          // never empty strings but where two separators meet or at an end
  bool mixed = false;  // two kinds of separators
};

// Splits at separators; nullopt where there is anything but digits and separators.
std::optional<Groups> Split(std::string_view s) {
  Groups groups{.digits = {""}};
  std::string_view used;
  for (size_t at = 0; at < s.size();) {
    if (IsDigit(s[at])) {
      groups.digits.back() += s[at++];
      continue;
    }
    const std::string_view separator = SeparatorAt(s, at);
    if (separator.empty()) return std::nullopt;
    groups.mixed = groups.mixed || (!used.empty() && used != separator);
    used = separator;
    groups.digits.emplace_back();
    at += separator.size();
  }
  return groups;
}

// 1-3 digits, then threes. "0.123" looks like a decimal to someone, so a first group does not begin
// with 0.
bool AreThrees(const std::vector<std::string>& groups) {
  if (groups.size() == 1) return !groups[0].empty();
  if (groups[0].empty() || groups[0].size() > 3 || groups[0][0] == '0') return false;
  for (size_t i = 1; i < groups.size(); ++i) {
    if (groups[i].size() != 3) return false;
  }
  return true;
}

std::string Join(const std::vector<std::string>& groups) {
  std::string out;
  for (const std::string& g : groups) out += g;
  return out;
}

// nullopt: no digits, or too many.
std::optional<int64_t> Value(std::string_view digits) {
  const size_t first = digits.find_first_not_of('0');
  if (digits.empty()) return std::nullopt;
  if (first == std::string_view::npos) return 0;
  digits.remove_prefix(first);
  if (digits.size() > kMaxDigits) return std::nullopt;
  int64_t n = 0;
  for (const char c : digits) n = n * 10 + (c - '0');
  return n;
}

absl::Status RefuseAsTyped(const Message& m, std::string_view typed) {
  return Refuse(absl::StatusCode::kInvalidArgument, m, Truncate(OneLine(typed), 40));
}

// Appends "reading in words, how to write it" of n to the arguments of both languages.
void AddReading(int64_t n, std::vector<std::string>* vi, std::vector<std::string>* en) {
  for (const auto& [l, args] :
       {std::pair(Language::kVietnamese, vi), std::pair(Language::kEnglish, en)}) {
    args->push_back(InWords(l, n));
    args->push_back(
        FormatWhole(Language::kVietnamese, n));  // what may be typed, whatever the language
  }
}

// "1.23": the readings that the person may have meant.
absl::Status RefuseGrouping(std::string_view typed, const std::vector<std::string>& groups) {
  std::vector<std::string> vi = {Truncate(OneLine(typed), 40)};
  std::vector<std::string> en = vi;
  const std::optional<int64_t> joined = Value(Join(groups));
  if (!joined.has_value()) return RefuseAsTyped(kNumberTooLong, typed);
  // Where the last group only lacks a digit or two, zeros may have been dropped ("1.23" for
  // "1.230").
  std::vector<std::string> padded = groups;
  if (padded.size() > 1 && !padded.back().empty()) padded.back().resize(3, '0');
  const std::optional<int64_t> filled = Value(Join(padded));
  const bool two =
      groups.size() > 1 && groups.back().size() < 3 && AreThrees(padded) && filled.has_value();
  if (two) AddReading(*filled, &vi, &en);
  AddReading(*joined, &vi, &en);
  const Message& m = two ? kNumberGrouping : kNumberGroupingOne;
  return WithError(absl::StatusCode::kInvalidArgument, MakeError(m, vi, en));
}

// "12,5", "1,234".
absl::Status RefuseComma(std::string_view typed, std::string_view s) {
  std::string with_dots(s);
  for (char& c : with_dots) c = c == ',' ? '.' : c;
  const std::optional<Groups> groups = Split(with_dots);
  if (!groups.has_value()) return RefuseAsTyped(kNumberDecimal, typed);
  const std::optional<int64_t> n = Value(Join(groups->digits));
  if (s.find('.') != std::string_view::npos || !AreThrees(groups->digits) || !n.has_value()) {
    return RefuseAsTyped(kNumberDecimal, typed);
  }
  std::vector<std::string> vi = {Truncate(OneLine(typed), 40)};
  std::vector<std::string> en = vi;
  AddReading(*n, &vi, &en);
  return WithError(absl::StatusCode::kInvalidArgument, MakeError(kNumberCommaGroup, vi, en));
}

bool IsExponent(std::string_view s) {
  const size_t e = s.find_first_of("eE");
  if (e == 0 || e == std::string_view::npos || e + 1 == s.size()) return false;
  std::string_view after = s.substr(e + 1);
  if (after[0] == '+' || after[0] == '-') after.remove_prefix(1);
  const auto only = [](std::string_view part, std::string_view of) {
    return !part.empty() && part.find_first_not_of(of) == std::string_view::npos;
  };
  return only(s.substr(0, e), "0123456789.,") && only(after, "0123456789");
}

// The first thing that is neither digit nor separator, up to the next blank, digit or separator.
std::string FirstStranger(std::string_view s) {
  std::string stranger;
  for (size_t at = 0; at < s.size(); ++at) {
    const bool ours = IsDigit(s[at]) || !SeparatorAt(s, at).empty();
    if (ours && !stranger.empty()) break;
    if (!ours) stranger += s[at];
  }
  return Truncate(OneLine(stranger), 20);
}

}  // namespace

absl::StatusOr<int64_t> ParseWhole(std::string_view typed, bool allow_negative) {
  const std::string narrow = ToHalfWidth(typed);
  std::string_view s = TrimBlanks(narrow);
  if (s.empty()) return Refuse(absl::StatusCode::kInvalidArgument, kNumberEmpty);
  const bool negative = TakeMinus(&s);
  const std::optional<Groups> groups = Split(s);
  if (!groups.has_value() || s.empty()) {
    if (IsExponent(s)) return RefuseAsTyped(kNumberExponent, typed);
    const bool comma = !s.empty() &&
                       s.find_first_not_of("0123456789.,") == std::string_view::npos &&
                       s.find_first_of("0123456789") != std::string_view::npos;
    if (comma) return RefuseComma(typed, s);
    const std::string stranger = s.empty() ? "-" : FirstStranger(s);
    return Refuse(absl::StatusCode::kInvalidArgument, kNumberNotDigits,
                  Truncate(OneLine(typed), 40), stranger);
  }
  const std::string digits = Join(groups->digits);
  if (digits.empty()) {
    return Refuse(absl::StatusCode::kInvalidArgument, kNumberNotDigits,
                  Truncate(OneLine(typed), 40), OneLine(s));
  }
  if (!AreThrees(groups->digits) || groups->mixed) return RefuseGrouping(typed, groups->digits);
  const std::optional<int64_t> n = Value(digits);
  if (!n.has_value()) return RefuseAsTyped(kNumberTooLong, typed);
  if (negative && !allow_negative && *n != 0) return RefuseAsTyped(kNumberNegative, typed);
  return negative ? -*n : *n;
}

std::string FormatWhole(Language l, int64_t n) {
  const uint64_t magnitude = n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  const std::string digits = std::to_string(magnitude);
  std::string out = n < 0 ? "-" : "";
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += l == Language::kVietnamese ? '.' : ',';
    out += digits[i];
  }
  return out;
}

std::string FormatPermille(Language l, int64_t permille) {
  const uint64_t magnitude =
      permille < 0 ? 0 - static_cast<uint64_t>(permille) : static_cast<uint64_t>(permille);
  const std::string sign = permille < 0 ? "-" : "";
  const char mark = l == Language::kVietnamese ? ',' : '.';
  return sign + FormatWhole(l, static_cast<int64_t>(magnitude / 10)) + mark +
         std::to_string(magnitude % 10);
}

std::string FormatRate(Language l, int64_t numerator, int64_t denominator) {
  if (denominator == 0) return "";
  // 128 bits: the product of two honest numbers may not fit 64.
  const __int128 permille = static_cast<__int128>(numerator) * 1000 / denominator;
  return FormatPermille(l, static_cast<int64_t>(permille));
}

std::string FormatPercent(Language l, int64_t numerator, int64_t denominator) {
  std::string rate = FormatRate(l, numerator, denominator);
  if (rate.empty()) return rate;
  return rate + (l == Language::kVietnamese ? " %" : "%");
}

}  // namespace gom::text
