#include "common/text/unicode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/text/message.h"

namespace gom::text {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string CodeOf(const absl::Status& status) { return ErrorOf(status).code(); }

TEST(UnicodeTest, H9_EveryWayOfTypingAVowel_BecomesOne) {
  EXPECT_EQ(Nfc("e\u0302\u0301"), "ế");  // three code points
  EXPECT_EQ(Nfc("ê\u0301"), "ế");        // a vowel and its tone
  EXPECT_EQ(Nfc("e\u0323\u0302"), "ệ");  // marks in the other order
  EXPECT_EQ(Nfc("Trường Tiểu học"), "Trường Tiểu học");
  EXPECT_EQ(Nfc("plain"), "plain");
}

TEST(UnicodeTest, BytesThatAreNotUtf8_AreReplaced) {
  EXPECT_FALSE(IsUtf8("Tr\xADêng"));
  EXPECT_FALSE(IsUtf8("\xC3"));
  EXPECT_TRUE(IsUtf8("Trường 🎓"));
  EXPECT_EQ(Nfc("a\xFF"), "a\uFFFD");
}

TEST(UnicodeTest, FullWidth_BecomesAscii) {
  EXPECT_EQ(ToHalfWidth("ＡＢ－０１　x đ"), "AB-01 x đ");
}

TEST(UnicodeTest, Trim_TakesAllKindsOfBlanks) {
  EXPECT_EQ(TrimBlanks("\u00A0 \t\u3000a b\u202F\r\n"), "a b");
  EXPECT_EQ(TrimBlanks(" \u00A0"), "");
}

TEST(WidthTest, VietnameseLetters_TakeOneColumnHoweverEncoded) {
  EXPECT_EQ(ColumnWidth("Trường"), 6);
  EXPECT_EQ(ColumnWidth("Tru\u031Bo\u031B\u0300ng"), 6);
  EXPECT_EQ(ColumnWidth(""), 0);
}

TEST(WidthTest, WideAndZeroWidthCharacters) {
  EXPECT_EQ(ColumnWidth("学校"), 4);
  EXPECT_EQ(ColumnWidth("✔●▲✖?○·→…–≥¹²"), 13);
  EXPECT_EQ(ColumnWidth("a\u200Bb"), 2);
}

TEST(WidthTest, Characters_AreWhatAPersonCounts) {
  EXPECT_EQ(CountCharacters("ế"), 1u);
  EXPECT_EQ(CountCharacters("e\u0302\u0301"), 1u);
  EXPECT_EQ(CountCharacters("👩‍🏫"), 1u);
  EXPECT_EQ(CountCharacters("Tân Kỳ"), 6u);
}

TEST(TruncateTest, NeverWiderAndNeverInsideACharacter) {
  EXPECT_EQ(Truncate("Trường Tiểu học", 8), "Trường …");
  EXPECT_EQ(Truncate("Trường", 6), "Trường");
  EXPECT_EQ(Truncate("Tru\u031Bo\u031B\u0300ng", 4), "Tru\u031B…");
  EXPECT_EQ(Truncate("学校", 3), "学…");
  EXPECT_EQ(Truncate("学校", 2), "…");
  EXPECT_EQ(Truncate("abc", 0), "");
  const std::string long_text = "Ủy ban nhân dân xã Tân Kỳ 学校";
  for (int columns = 1; columns < 32; ++columns)
    EXPECT_LE(ColumnWidth(Truncate(long_text, columns)), columns);
}

TEST(WrapTest, BreaksAtBlanksAndCutsOnlyWhatIsTooLong) {
  EXPECT_THAT(Wrap("Trường Tiểu học Tân Kỳ", 11), ElementsAre("Trường Tiểu", "học Tân Kỳ"));
  EXPECT_THAT(Wrap("abcdefgh ij", 4), ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(Wrap("a\nb", 10), ElementsAre("a", "b"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

TEST(PadTest, ColumnsNotBytes) {
  EXPECT_EQ(PadRight("Kỳ", 4), "Kỳ  ");
  EXPECT_EQ(PadLeft("Kỳ", 4), "  Kỳ");
  EXPECT_EQ(PadRight("Kỳ", 1), "Kỳ");
}

TEST(OneLineTest, ControlAndDirectionCharacters_DoNoHarm) {
  EXPECT_EQ(OneLine("a\nb\x1b[31m\u202Ec"), "a b [31mc");
}

TEST(CleanTextTest, PastedText_IsReadyToKeep) {
  EXPECT_EQ(*CleanText("  - Hoa\u0300 bình\r\ndòng hai\rdòng ba \u00A0", 100),
            "- Hoà bình\ndòng hai\ndòng ba");
  EXPECT_EQ(*CleanText("🎓 Xong!", 100), "🎓 Xong!");
  EXPECT_EQ(*CleanText("", 100), "");
}

TEST(CleanTextTest, H10_ControlCharactersAndNul_AreRefusedWithTheirPlace) {
  const absl::Status nul = CleanText(std::string_view("ab\0c", 4), 100).status();
  EXPECT_EQ(CodeOf(nul), "text_control_character");
  EXPECT_THAT(Sentence(Language::kVietnamese, nul), HasSubstr("(U+0000) ở vị trí 3"));
  EXPECT_EQ(CodeOf(CleanText("a\x1b[31m", 100).status()), "text_control_character");
  EXPECT_EQ(CodeOf(CleanText("a\u0085", 100).status()), "text_control_character");
}

TEST(CleanTextTest, H10_BidirectionalOverride_IsRefused) {
  EXPECT_EQ(CodeOf(CleanText("abc\u202Egpj.exe", 100).status()), "text_direction");
  EXPECT_EQ(CodeOf(CleanText("abc\u2066x\u2069", 100).status()), "text_direction");
}

TEST(CleanTextTest, H10_TooLong_IsRefusedWithTheCount) {
  std::string narrative;
  for (int i = 0; i < 34'000; ++i) narrative += "ế";  // 100 kB
  const absl::Status status = CleanText(narrative, 2000).status();
  EXPECT_EQ(CodeOf(status), "text_too_long");
  EXPECT_THAT(Sentence(Language::kEnglish, status),
              HasSubstr("34000 characters and may have 2000"));
  EXPECT_TRUE(CleanText(narrative.substr(0, 2000 * 3), 2000).ok());
}

TEST(CleanTextTest, NotUtf8_IsRefused) {
  EXPECT_EQ(CodeOf(CleanText("Tr\xADêng", 100).status()), "text_not_utf8");
}

TEST(FoldKeyTest, H9_SpellingsOfOneName_HaveOneKey) {
  EXPECT_EQ(FoldKey("hòa"), FoldKey("hoà"));
  EXPECT_EQ(FoldKey("HOA"), FoldKey("ho\u0300a"));
  EXPECT_EQ(FoldKey("Trường TH. Đông-Kỳ"), "truong th dong ky");
  EXPECT_EQ(FoldKey("  Trường   TH \u2013 Đông\u00A0Kỳ. "), "truong th dong ky");
  EXPECT_EQ(FoldKey("ＭＮ－０１"), "mn 01");
  EXPECT_NE(FoldKey("Tân Kỳ I"), FoldKey("Tân Kỳ II"));
}

}  // namespace
}  // namespace gom::text
