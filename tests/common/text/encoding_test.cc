#include "common/text/encoding.h"

#include <iconv.h>

#include <string>

#include "common/text/encoding_tables.h"
#include "common/text/message.h"
#include "common/text/unicode.h"
#include "gtest/gtest.h"

namespace gom::text {
namespace {

// "Trường Tiểu học Tân Kỳ đã tập huấn đủ số người", as old programs have written it.
constexpr char kUtf8[] = "Trường Tiểu học Tân Kỳ đã tập huấn đủ số người";
constexpr char kTcvn3Bytes[] =
    "Tr\xAD\xEAng Ti\xD3u h\xE4"
    "c T\xA9n K\xFA \xAE\xB7 t\xCBp hu\xCAn \xAE\xF1 s\xE8 ng\xAD\xEAi";
constexpr char kVniBytes[] =
    "Tr\xF6\xF4\xF8ng Tie\xE5u ho\xEF\x63 Ta\xE2n Ky\xF8 \xF1\x61\xF5 ta\xE4p hua\xE1n \xF1u\xFB "
    "so\xE1 "
    "ng\xF6\xF4\xF8i";

std::string Converted(const char* to, std::string text) {
  const iconv_t tables = iconv_open(to, "UTF-8");
  std::string out(text.size() * 4 + 8, '\0');
  char *from_at = text.data(), *to_at = out.data();
  size_t from_left = text.size(), to_left = out.size();
  EXPECT_NE(iconv(tables, &from_at, &from_left, &to_at, &to_left), static_cast<size_t>(-1)) << to;
  iconv_close(tables);
  out.resize(out.size() - to_left);
  return out;
}

Decoded Read(const std::string& bytes, Encoding encoding = Encoding::kUnknown) {
  const absl::StatusOr<Decoded> decoded = Decode(bytes, encoding);
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  return decoded.ok() ? *decoded : Decoded();
}

TEST(EncodingTest, G18_FilesInOldEncodings_AreRecognisedAndReadTheSame) {
  for (const auto& [bytes, encoding] :
       {std::pair(std::string(kTcvn3Bytes), Encoding::kTcvn3),
        {std::string(kVniBytes), Encoding::kVni},
        {Converted("CP1258", kUtf8), Encoding::kCp1258},
        {"\xFF\xFE" + Converted("UTF-16LE", kUtf8), Encoding::kUtf16},
        {"\xFE\xFF" + Converted("UTF-16BE", kUtf8), Encoding::kUtf16},
        {Converted("UTF-16LE", "period;value of a form\n"), Encoding::kUtf16}}) {
    const Decoded decoded = Read(bytes);
    EXPECT_EQ(decoded.encoding, encoding);
    if (decoded.utf8.starts_with("Tr")) {
      EXPECT_EQ(decoded.utf8, kUtf8);
    }
    EXPECT_EQ(decoded.guessed, encoding != Encoding::kUtf16);
  }
}

TEST(EncodingTest, Utf8_IsNotGuessedAndLosesItsMark) {
  const Decoded decoded = Read("\xEF\xBB\xBF" + std::string(kUtf8));
  EXPECT_EQ(decoded.encoding, Encoding::kUtf8);
  EXPECT_FALSE(decoded.guessed);
  EXPECT_EQ(decoded.utf8, kUtf8);
}

// What glibc calls TCVN has the same letters, and some more.
TEST(EncodingTest, EachLetterOfTcvn3_IsWhatTheSystemsTableSays) {
  int letters = 0;
  for (size_t i = 0; i < std::size(kTcvn3); ++i) {
    if (kTcvn3[i].empty()) continue;
    ++letters;
    std::string bytes = Converted("TCVN", std::string(kTcvn3[i]));
    EXPECT_EQ(bytes, std::string(1, static_cast<char>(kTcvn3First + i))) << kTcvn3[i];
  }
  EXPECT_EQ(letters, 67 + 7);  // every small letter with a mark, and the seven capitals
}

// 12 vowels with six tones each but the bare one, and đ: all that a small Vietnamese text can hold.
TEST(EncodingTest, EachLetterOfVni_ComesOutAsOneLetterOfVietnamese) {
  std::string all;
  for (const VniMark& mark : kVniMarks) {
    for (const char base : std::string("aeo")) {
      if (mark.marks.starts_with(kBreve) && base != 'a') continue;
      all += Read(std::string(1, base) + static_cast<char>(mark.small), Encoding::kVni).utf8 + " ";
    }
  }
  for (const char* word : {"ắ", "ẵ", "ặ", "ề", "ệ", "ỗ", "ộ", "ạ", "é", "õ"})
    EXPECT_NE(all.find(std::string(word) + " "), std::string::npos) << word;
  EXPECT_EQ(Read("Y\xEA\xD1\xD4\xD9", Encoding::kVni).utf8, "YêĐỚ");
  EXPECT_EQ(Read("\xF6\xEA", Encoding::kVni).utf8, "ưê") << "a horned letter bears a tone alone";
}

TEST(EncodingTest, NamedByAPerson_IsNotGuessedAndRefusedWhereItCannotBe) {
  EXPECT_EQ(Read(kVniBytes, Encoding::kVni).utf8, kUtf8);
  EXPECT_NE(Read(kVniBytes, Encoding::kTcvn3).utf8, kUtf8);
  const absl::Status refused = Decode(kVniBytes, Encoding::kUtf8).status();
  EXPECT_EQ(ErrorOf(refused).code(), "encoding_wrong");
}

TEST(EncodingTest, BytesThatMakeSenseInNone_AreRefusedWithTheLine) {
  const absl::Status refused =
      Decode("a,b\nx\xFFy\xFEz\xFF,\x81q\x8Dw\n", Encoding::kUnknown).status();
  EXPECT_EQ(ErrorOf(refused).code(), "csv_not_utf8");
  EXPECT_NE(ErrorOf(refused).en().find("line 2"), std::string::npos);
}

TEST(EncodingTest, Syllables_AreToldFromWhatNobodyCanSay) {
  for (const char* word :
       {"trường", "nghiêng", "gì", "giếng", "quyển", "Ươm", "yêu", "ĐÃ", "khuỷu"})
    EXPECT_TRUE(IsSyllable(word)) << word;
  for (const char* word : {"tr\u00AD\u00EAng", "hµ", "xyz", "ng", "tòàn", "bêênn", "hoèk", ""})
    EXPECT_FALSE(IsSyllable(word)) << word;
}

}  // namespace
}  // namespace gom::text
