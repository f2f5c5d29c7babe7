// How two old ways of writing Vietnamese stand for its letters. Inside common/text only.
#ifndef GOM_COMMON_TEXT_ENCODING_TABLES_H_
#define GOM_COMMON_TEXT_ENCODING_TABLES_H_

#include <cstddef>
#include <string_view>

namespace gom::text {

// TCVN3: the bytes from 0xA1 on, one letter each; "" where there is none.
inline constexpr unsigned char kTcvn3First = 0xA1;
inline constexpr std::string_view kTcvn3[] = {
    "Ă", "Â", "Ê", "Ô", "Ơ", "Ư", "Đ", "ă", "â", "ê", "ô", "ơ", "ư", "đ", "",   // A1
    "",  "",  "",  "",  "",  "à", "ả", "ã", "á", "ạ", "",  "ằ", "ẳ", "ẵ", "ắ",  // B0
    "",  "",  "",  "",  "",  "",  "",  "ặ", "ầ", "ẩ", "ẫ", "ấ", "ậ", "è", "",   // BF
    "ẻ", "ẽ", "é", "ẹ", "ề", "ể", "ễ", "ế", "ệ", "ì", "ỉ", "",  "",  "",  "ĩ",  // CE
    "í", "ị", "ò", "",  "ỏ", "õ", "ó", "ọ", "ồ", "ổ", "ỗ", "ố", "ộ", "ờ", "ở",  // DD
    "ỡ", "ớ", "ợ", "ù", "",  "ủ", "ũ", "ú", "ụ", "ừ", "ử", "ữ", "ứ", "ự", "ỳ",  // EC
    "ỷ", "ỹ", "ý", "ỵ",                                                         // FB
};

// VNI: what a byte (as Windows shows it) means behind a letter that can bear it, as the marks to be
// joined to that letter. Capitals stand behind capitals.
struct VniMark {
  unsigned char small, capital;
  std::string_view marks;
};
inline constexpr std::string_view kGrave = "\u0300", kAcute = "\u0301", kCircumflex = "\u0302",
                                  kTilde = "\u0303", kBreve = "\u0306", kHook = "\u0309",
                                  kHorn = "\u031B", kDot = "\u0323";
inline constexpr VniMark kVniMarks[] = {
    {0xF8, 0xD8, "\u0300"},       {0xFB, 0xDB, "\u0309"},       {0xF5, 0xD5, "\u0303"},
    {0xF9, 0xD9, "\u0301"},       {0xEF, 0xCF, "\u0323"},       {0xEA, 0xCA, "\u0306"},
    {0xE8, 0xC8, "\u0306\u0300"}, {0xFA, 0xDA, "\u0306\u0309"}, {0xFC, 0xDC, "\u0306\u0303"},
    {0xE9, 0xC9, "\u0306\u0301"}, {0xEB, 0xCB, "\u0306\u0323"}, {0xE2, 0xC2, "\u0302"},
    {0xE0, 0xC0, "\u0302\u0300"}, {0xE5, 0xC5, "\u0302\u0309"}, {0xE3, 0xC3, "\u0302\u0303"},
    {0xE1, 0xC1, "\u0302\u0301"}, {0xE4, 0xC4, "\u0302\u0323"},
};

// VNI: bytes that are a letter by themselves.
struct VniLetter {
  unsigned char byte;
  std::string_view letter;
};
inline constexpr VniLetter kVniLetters[] = {
    {0xEC, "ì"}, {0xE6, "ỉ"}, {0xF3, "ĩ"}, {0xED, "í"}, {0xF2, "ị"}, {0xEE, "ỵ"},
    {0xF4, "ơ"}, {0xF6, "ư"}, {0xF1, "đ"}, {0xCC, "Ì"}, {0xC6, "Ỉ"}, {0xD3, "Ĩ"},
    {0xCD, "Í"}, {0xD2, "Ị"}, {0xCE, "Ỵ"}, {0xD4, "Ơ"}, {0xD6, "Ư"}, {0xD1, "Đ"},
};

// What a Vietnamese syllable may begin and end with, without marks and in small letters.
inline constexpr std::string_view kOnsets[] = {
    "",  "b",  "c",   "ch", "d", "đ",  "g",  "gh", "gi", "h", "k",  "kh", "l", "m",
    "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",  "s",  "t", "th", "tr", "v", "x",
};
inline constexpr std::string_view kCodas[] = {"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_ENCODING_TABLES_H_
