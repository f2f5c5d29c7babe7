#include "common/text/encoding.h"

#include <iconv.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "common/text/encoding_tables.h"
#include "common/text/unicode.h"
#include "common/text/words.h"

namespace gom::text {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
// As much of a file tells how the rest is written.
constexpr size_t kSample = 64 << 10;

void AppendCodePoint(utf8proc_int32_t code, std::string* out) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t n = utf8proc_encode_char(code, bytes.data());
  out->append(reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(n));
}

// By the system's tables; nothing where a byte stands for no letter.
std::optional<std::string> ByIconv(const char* from, std::string_view bytes) {
  const iconv_t tables = iconv_open("UTF-8", from);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): what iconv_open says where it has none.
  if (tables == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  const std::unique_ptr<void, int (*)(iconv_t)> close(tables, &iconv_close);
  std::string in(bytes);
  std::string out(bytes.size() * 3 + 16, '\0');
  char *from_at = in.data(), *to_at = out.data();
  size_t from_left = in.size(), to_left = out.size();
  const auto failed = static_cast<size_t>(-1);
  if (iconv(tables, &from_at, &from_left, &to_at, &to_left) == failed) return std::nullopt;
  // What waits for a mark that might follow.
  if (iconv(tables, nullptr, nullptr, &to_at, &to_left) == failed) return std::nullopt;
  out.resize(out.size() - to_left);
  return Nfc(out);
}

// Punctuation that fonts of any kind have where Windows has it: “ ” – …
void AppendWestern(unsigned char byte, std::string* out) {
  static constexpr utf8proc_int32_t kPunctuation[] = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  AppendCodePoint(byte >= 0x80 && byte < 0xA0 ? kPunctuation[byte - 0x80] : byte, out);
}

std::string FromTcvn3(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const size_t place = byte - kTcvn3First;
    if (byte >= kTcvn3First && place < std::size(kTcvn3) && !kTcvn3[place].empty()) {
      out += kTcvn3[place];
    } else {
      AppendWestern(byte, &out);
    }
  }
  return Nfc(out);
}

// Which marks the byte behind `letter` joins to it; "" where it is no mark of that letter.
std::string_view VniMarks(char letter, unsigned char next) {
  const char base = absl::ascii_tolower(static_cast<unsigned char>(letter));
  if (std::string_view("aeouy").find(base) == std::string_view::npos) return {};
  for (const VniMark& mark : kVniMarks) {
    if (mark.small != next && mark.capital != next) continue;
    if (mark.marks.starts_with(kBreve) && base != 'a') return {};
    if (mark.marks.starts_with(kCircumflex) && (base == 'u' || base == 'y')) return {};
    return mark.marks;
  }
  return {};
}

// A horned letter bears a tone, and nothing else.
std::string_view VniTone(unsigned char next) {
  for (const VniMark& mark : kVniMarks) {
    const bool tone =
        mark.marks.size() == kGrave.size() && mark.marks != kBreve && mark.marks != kCircumflex;
    if (tone && (mark.small == next || mark.capital == next)) return mark.marks;
  }
  return {};
}

std::string FromVni(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const auto next = static_cast<unsigned char>(i + 1 < bytes.size() ? bytes[i + 1] : 0);
    const auto* letter = std::find_if(std::begin(kVniLetters), std::end(kVniLetters),
                                      [&](const VniLetter& l) { return l.byte == byte; });
    std::string_view marks;
    if (byte < 0x80) {
      out += bytes[i];
      marks = VniMarks(bytes[i], next);
    } else if (letter != std::end(kVniLetters)) {
      out += letter->letter;
      if (letter->letter == "ơ" || letter->letter == "ư" || letter->letter == "Ơ" ||
          letter->letter == "Ư")
        marks = VniTone(next);
    } else {
      AppendWestern(byte, &out);
    }
    out += marks;
    if (!marks.empty()) ++i;
  }
  return Nfc(out);
}

// Half of what is written so are zeros, on one side. A byte order mark of its own goes.
std::optional<std::string> FromUtf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return ByIconv("UTF-16LE", bytes.substr(2));
  if (bytes.starts_with("\xFE\xFF")) return ByIconv("UTF-16BE", bytes.substr(2));
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < std::min(bytes.size(), kSample); ++i) zeros[i % 2] += bytes[i] == '\0';
  return ByIconv(zeros[1] >= zeros[0] ? "UTF-16LE" : "UTF-16BE", bytes);
}

bool LooksLikeUtf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view sample = bytes.substr(0, kSample);
  const auto zeros = static_cast<size_t>(std::count(sample.begin(), sample.end(), '\0'));
  return bytes.size() % 2 == 0 && zeros * 4 > sample.size();
}

std::optional<std::string> From(Encoding encoding, std::string_view bytes) {
  switch (encoding) {
    case Encoding::kUtf8:
      if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
      if (!IsUtf8(bytes)) return std::nullopt;
      return std::string(bytes);
    case Encoding::kUtf16:
      return FromUtf16(bytes);
    case Encoding::kCp1258:
      return ByIconv("CP1258", bytes);
    case Encoding::kTcvn3:
      return FromTcvn3(bytes);
    case Encoding::kVni:
      return FromVni(bytes);
    case Encoding::kUnknown:
      break;
  }
  return std::nullopt;
}

// A letter taken apart: without its tone and its other mark. False: Vietnamese has no such letter.
struct Letter {
  std::string base;  // one small letter
  bool vowel = false;
  int tones = 0;
};

// Takes a word apart; nothing where something in it is no Vietnamese letter.
std::optional<std::vector<Letter>> Spell(std::string_view word) {
  utf8proc_uint8_t* apart = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
      static_cast<utf8proc_ssize_t>(word.size()), &apart,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD));
  if (length < 0) return std::nullopt;
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(apart, &std::free);
  std::vector<Letter> letters;
  for (utf8proc_ssize_t at = 0; at < length;) {
    utf8proc_int32_t code = 0;
    at += utf8proc_iterate(apart + at, length - at, &code);
    std::string piece;
    AppendCodePoint(code, &piece);
    const bool tone =
        piece == kGrave || piece == kAcute || piece == kTilde || piece == kHook || piece == kDot;
    if (piece == "đ" ||
        (piece.size() == 1 && absl::ascii_isalpha(static_cast<unsigned char>(piece[0])))) {
      const bool vowel = std::string_view("aeiouy").find(piece) != std::string_view::npos;
      letters.push_back({piece, vowel, 0});
    } else if (letters.empty() || !letters.back().vowel) {
      return std::nullopt;
    } else if (tone) {
      ++letters.back().tones;
    } else {
      const std::string& base = letters.back().base;
      const std::string_view may_bear = piece == kBreve        ? "a"
                                        : piece == kCircumflex ? "aeo"
                                        : piece == kHorn       ? "ou"
                                                               : "";
      if (may_bear.find(base) == std::string_view::npos) return std::nullopt;
    }
  }
  return letters;
}

bool IsLetterByte(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// How many words with a Vietnamese letter there are more than such as nobody could say.
int Plausible(std::string_view utf8) {
  int more = 0;
  for (size_t at = 0; at < utf8.size();) {
    size_t end = at;
    while (end < utf8.size() && IsLetterByte(utf8[end])) ++end;
    const std::string_view word = utf8.substr(at, end - at);
    const bool marked = std::any_of(word.begin(), word.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (marked) more += IsSyllable(word) ? 1 : -1;
    at = std::max(end, at + 1);
  }
  return more;
}

Encoding Guess(std::string_view bytes) {
  Encoding best = Encoding::kUnknown;
  int most = 0;
  for (const Encoding encoding : {Encoding::kCp1258, Encoding::kTcvn3, Encoding::kVni}) {
    const std::optional<std::string> text = From(encoding, bytes.substr(0, kSample));
    const int plausible = text.has_value() ? Plausible(*text) : 0;
    if (plausible <= most) continue;
    most = plausible;
    best = encoding;
  }
  return best;
}

}  // namespace

uint32_t FirstLineNotUtf8(std::string_view bytes) {
  uint32_t line = 1;
  for (size_t at = 0; at < bytes.size(); ++line) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    if (!IsUtf8(bytes.substr(at, end - at))) return line;
    at = end + 1;
  }
  return 0;
}

bool IsSyllable(std::string_view utf8) {
  const std::optional<std::vector<Letter>> letters = Spell(utf8);
  if (!letters.has_value()) return false;
  int tones = 0;
  std::string bare;
  for (const Letter& letter : *letters) {
    tones += letter.tones;
    bare += letter.base;
  }
  if (tones > 1) return false;
  for (const std::string_view onset : kOnsets) {
    if (!std::string_view(bare).starts_with(onset)) continue;
    const std::string_view rest = std::string_view(bare).substr(onset.size());
    const size_t vowels = std::min(rest.find_first_not_of("aeiouy"), rest.size());
    const bool said =
        std::find(std::begin(kCodas), std::end(kCodas), rest.substr(vowels)) != std::end(kCodas);
    if (vowels >= 1 && vowels <= 3 && said) return true;
  }
  return false;
}

absl::StatusOr<Decoded> Decode(std::string_view bytes, Encoding encoding) {
  Decoded decoded{.encoding = encoding};
  if (encoding == Encoding::kUnknown) {
    if (LooksLikeUtf16(bytes)) {
      decoded.encoding = Encoding::kUtf16;
    } else if (IsUtf8(bytes)) {
      decoded.encoding = Encoding::kUtf8;
    } else {
      decoded.encoding = Guess(bytes);
      decoded.guessed = true;
    }
  }
  std::optional<std::string> text = From(decoded.encoding, bytes);
  if (!text.has_value() && encoding == Encoding::kUnknown)
    return Refuse(absl::StatusCode::kInvalidArgument, kCsvNotUtf8, FirstLineNotUtf8(bytes));
  if (!text.has_value()) return Refuse(absl::StatusCode::kInvalidArgument, kEncodingWrong);
  decoded.utf8 = *std::move(text);
  return decoded;
}

}  // namespace gom::text
