// Numbers read aloud, in both languages.
#include <array>
#include <cstdint>
#include <string>

#include "common/text/numbers.h"

namespace gom::text {
namespace {

using Words10 = std::array<const char*, 10>;

void Add(const char* word, std::string* out) {
  if (!out->empty()) *out += ' ';
  *out += word;
}

// 0 … 999. `full`: it follows a larger group, so hundreds are said even where they are 0.
void AddVietnameseGroup(int n, bool full, std::string* out) {
  static constexpr Words10 kDigits = {"không", "một", "hai", "ba",  "bốn",
                                      "năm",   "sáu", "bảy", "tám", "chín"};
  const int hundreds = n / 100;
  const int tens = n / 10 % 10;
  const int ones = n % 10;
  if (full || hundreds > 0) {
    Add(kDigits[hundreds], out);
    Add("trăm", out);
  }
  if (tens == 0) {
    if (ones == 0) return;
    if (full || hundreds > 0) Add("linh", out);
    return Add(kDigits[ones], out);
  }
  if (tens == 1) {
    Add("mười", out);
  } else {
    Add(kDigits[tens], out);
    Add("mươi", out);
  }
  if (ones == 0) return;
  const bool after_tens = tens > 1;
  if (ones == 1 && after_tens) return Add("mốt", out);
  if (ones == 4 && after_tens) return Add("tư", out);
  if (ones == 5) return Add("lăm", out);
  Add(kDigits[ones], out);
}

// Below "tỷ" (10^9) groups are triệu and nghìn; above it everything is said again before "tỷ".
void AddVietnamese(uint64_t n, bool full, std::string* out) {
  constexpr uint64_t kBillion = 1'000'000'000;
  if (n >= kBillion) {
    AddVietnamese(n / kBillion, full, out);
    Add("tỷ", out);
    n %= kBillion;
    full = true;
    if (n == 0) return;
  }
  const std::array<std::pair<int, const char*>, 3> groups = {
      std::pair(static_cast<int>(n / 1'000'000), "triệu"),
      std::pair(static_cast<int>(n / 1000 % 1000), "nghìn"),
      std::pair(static_cast<int>(n % 1000), "")};
  for (const auto& [value, name] : groups) {
    if (value == 0) continue;
    AddVietnameseGroup(value, full, out);
    if (*name != '\0') Add(name, out);
    full = true;
  }
}

void AddEnglishGroup(int n, bool follows, std::string* out) {
  static constexpr std::array<const char*, 20> kSmall = {
      "zero",     "one",     "two",     "three",     "four",     "five",    "six",
      "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
      "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr Words10 kTens = {"",      "",      "twenty",  "thirty", "forty",
                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n >= 100) {
    Add(kSmall[n / 100], out);
    Add("hundred", out);
  }
  const int rest = n % 100;
  if (rest == 0) return;
  if (n >= 100 || follows) Add("and", out);
  if (rest < 20) return Add(kSmall[rest], out);
  Add(kTens[rest / 10], out);
  if (rest % 10 > 0) *out += std::string("-") + kSmall[rest % 10];
}

void AddEnglish(uint64_t n, std::string* out) {
  static constexpr std::array<std::pair<uint64_t, const char*>, 6> kGroups = {
      std::pair(1'000'000'000'000'000'000u, "quintillion"),
      std::pair(1'000'000'000'000'000u, "quadrillion"),
      std::pair(1'000'000'000'000u, "trillion"),
      std::pair(1'000'000'000u, "billion"),
      std::pair(1'000'000u, "million"),
      std::pair(1'000u, "thousand")};
  for (const auto& [size, name] : kGroups) {
    const int value = static_cast<int>(n / size);
    n %= size;
    if (value == 0) continue;
    AddEnglishGroup(value, false, out);
    Add(name, out);
  }
  if (n > 0) AddEnglishGroup(static_cast<int>(n), !out->empty(), out);
}

}  // namespace

std::string InWords(Language l, int64_t n) {
  const bool vi = l == Language::kVietnamese;
  if (n == 0) return vi ? "không" : "zero";
  std::string out = n < 0 ? (vi ? "âm" : "minus") : "";
  const uint64_t magnitude = n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  std::string words;
  if (vi) {
    AddVietnamese(magnitude, false, &words);
  } else {
    AddEnglish(magnitude, &words);
  }
  if (!out.empty()) out += ' ';
  return out + words;
}

}  // namespace gom::text
