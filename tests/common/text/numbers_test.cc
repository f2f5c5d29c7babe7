#include "common/text/numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace gom::text {
namespace {

using ::testing::HasSubstr;

constexpr Language kVi = Language::kVietnamese;
constexpr Language kEn = Language::kEnglish;

// Digits, or the code of the refusal.
std::string Read(std::string_view typed, bool allow_negative = false) {
  const absl::StatusOr<int64_t> n = ParseWhole(typed, allow_negative);
  if (n.ok()) return std::to_string(*n);
  EXPECT_EQ(n.status().code(), absl::StatusCode::kInvalidArgument);
  return ErrorOf(n.status()).code();
}

std::string Refusal(Language l, std::string_view typed) {
  return Sentence(l, ParseWhole(typed).status());
}

TEST(ParseWholeTest, Digits_AreRead) {
  EXPECT_EQ(Read("0"), "0");
  EXPECT_EQ(Read("412"), "412");
  EXPECT_EQ(Read("007"), "7");
  EXPECT_EQ(Read("1234567"), "1234567");
  EXPECT_EQ(Read("999999999999999999"), "999999999999999999");
}

TEST(ParseWholeTest, H4_GroupsOfThree_AreThousands) {
  EXPECT_EQ(Read("1.234"), "1234");
  EXPECT_EQ(Read("12.345.678"), "12345678");
  EXPECT_EQ(Read("1 234"), "1234");
  EXPECT_EQ(Read("1\u00A0234"), "1234");
  EXPECT_EQ(Read("1\u202F234\u202F567"), "1234567");
  EXPECT_EQ(InWords(kVi, *ParseWhole("1.234")), "một nghìn hai trăm ba mươi tư");
}

TEST(ParseWholeTest, H3_FullWidthDigitsAndNoBreakSpaces_AreNormalised) {
  EXPECT_EQ(Read("１２３"), "123");
  EXPECT_EQ(Read("１．２３４"), "1234");
  EXPECT_EQ(Read("\u00A0 42\t\u3000"), "42");
}

TEST(ParseWholeTest, H3_Negative_IsRefusedUnlessAllowed) {
  for (const char* typed : {"-1", "\u22121", "\u20131", "- 1"}) {
    EXPECT_EQ(Read(typed), "number_negative") << typed;
    EXPECT_EQ(Read(typed, true), "-1") << typed;
  }
  EXPECT_EQ(Read("-0"), "0");
}

TEST(ParseWholeTest, H3_WrongGroups_AreRefusedNotGuessed) {
  for (const char* typed : {"1.23", "1.2", "12.34.567", "1234.567", ".5", "5.", "1..234",
                            "1.234 567", "0.123", "95.5"}) {
    EXPECT_EQ(Read(typed), "number_grouping") << typed;
  }
  EXPECT_THAT(Refusal(kVi, "1.23"), HasSubstr("“1.23” không phải số nguyên"));
  EXPECT_THAT(Refusal(kVi, "1.23"), HasSubstr("Nếu là một nghìn hai trăm ba mươi, hãy viết 1.230; "
                                              "nếu là một trăm hai mươi ba, hãy viết 123."));
  EXPECT_THAT(Refusal(kEn, "1.23"),
              HasSubstr("If you mean one thousand two hundred and thirty, write 1.230"));
  EXPECT_THAT(Refusal(kVi, "1234.567"), HasSubstr("hãy viết 1.234.567."));
}

TEST(ParseWholeTest, H4_DecimalComma_IsRefusedInACount) {
  for (const char* typed : {"95,5", "12,5", "1.234,0", "12,50", "0,123"}) {
    EXPECT_EQ(Read(typed), "number_decimal") << typed;
  }
  EXPECT_THAT(Refusal(kVi, "12,5"), HasSubstr("“12,5” có phần lẻ"));
}

TEST(ParseWholeTest, CommaBeforeThreeDigits_IsNotGuessed) {
  EXPECT_EQ(Read("1,234"), "number_comma_group");
  EXPECT_THAT(Refusal(kVi, "1,234"),
              HasSubstr("Nếu là một nghìn hai trăm ba mươi tư, hãy viết 1.234."));
}

TEST(ParseWholeTest, H3_LettersAndUnits_AreNamed) {
  for (const char* typed : {"12a", "25 người", "95%", "O5", "+5", "1'234", "abc", "١٢"}) {
    EXPECT_EQ(Read(typed), "number_not_digits") << typed;
  }
  EXPECT_THAT(Refusal(kVi, "12a"), HasSubstr("có “a”"));
  EXPECT_THAT(Refusal(kVi, "25 người"), HasSubstr("có “người”"));
  EXPECT_THAT(Refusal(kEn, "95%"), HasSubstr("because of “%”"));
}

TEST(ParseWholeTest, H3_Exponent_IsRefused) {
  for (const char* typed : {"1e9", "1E9", "1,5e3", "2e+10"})
    EXPECT_EQ(Read(typed), "number_exponent") << typed;
}

TEST(ParseWholeTest, H8_Empty_IsNotZero) {
  for (const char* typed : {"", " ", "\u00A0"}) EXPECT_EQ(Read(typed), "number_empty");
  EXPECT_THAT(Refusal(kVi, ""), HasSubstr("gõ 0 nếu không có"));
}

TEST(ParseWholeTest, SignAlone_IsRefused) {
  EXPECT_EQ(Read("-"), "number_not_digits");
  EXPECT_EQ(Read("."), "number_not_digits");
}

TEST(ParseWholeTest, MoreThan18Digits_AreRefused) {
  EXPECT_EQ(Read("1000000000000000000"), "number_too_long");
  EXPECT_EQ(Read("1.000.000.000.000.000.000"), "number_too_long");
  EXPECT_EQ(Read(std::string(5000, '9')), "number_too_long");
  EXPECT_EQ(Read("000000000000000000000001"), "1");
}

TEST(ParseWholeTest, HostileBytes_AreRefusedWithACleanSentence) {
  const std::string sentence = Refusal(kVi, "12\x1b[31m\xFF");
  EXPECT_EQ(sentence.find('\x1b'), std::string::npos);
}

TEST(FormatTest, EveryWholeNumber_ReadsBackAsItself) {
  for (const int64_t n : {int64_t{0}, int64_t{5}, int64_t{999}, int64_t{1000}, int64_t{1234567},
                          int64_t{999'999'999'999'999'999}}) {
    EXPECT_EQ(Read(FormatWhole(kVi, n)), std::to_string(n));
  }
}

TEST(FormatTest, Whole_HasTheLanguagesSeparators) {
  EXPECT_EQ(FormatWhole(kVi, 1234567), "1.234.567");
  EXPECT_EQ(FormatWhole(kEn, 1234567), "1,234,567");
  EXPECT_EQ(FormatWhole(kVi, -1234), "-1.234");
  EXPECT_EQ(FormatWhole(kVi, 12), "12");
  EXPECT_EQ(FormatWhole(kEn, std::numeric_limits<int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(FormatTest, Permille_HasOneDecimal) {
  EXPECT_EQ(FormatPermille(kVi, 949), "94,9");
  EXPECT_EQ(FormatPermille(kEn, 949), "94.9");
  EXPECT_EQ(FormatPermille(kVi, 5), "0,5");
  EXPECT_EQ(FormatPermille(kVi, -5), "-0,5");
  EXPECT_EQ(FormatPermille(kVi, 12345), "1.234,5");
}

TEST(FormatTest, Rate_IsTruncatedNeverRoundedUp) {
  EXPECT_EQ(FormatRate(kVi, 9496, 10000), "94,9");
  EXPECT_EQ(FormatRate(kVi, 9997, 10000), "99,9");
  EXPECT_EQ(FormatRate(kVi, 999'999'999, 1'000'000'000), "99,9");
  EXPECT_EQ(FormatRate(kVi, 7, 7), "100,0");
  EXPECT_EQ(FormatRate(kVi, 0, 7), "0,0");
  EXPECT_EQ(FormatRate(kVi, 1, 0), "");
  EXPECT_EQ(FormatPercent(kVi, 190, 200), "95,0 %");
  EXPECT_EQ(FormatPercent(kEn, 190, 200), "95.0%");
}

TEST(FormatTest, RateOfHugeNumbers_DoesNotOverflow) {
  constexpr int64_t kHuge = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(FormatRate(kVi, kHuge, kHuge), "100,0");
  EXPECT_EQ(FormatRate(kVi, kHuge - 1, kHuge), "99,9");
}

TEST(InWordsTest, Vietnamese_FollowsTheSpokenRules) {
  const std::pair<int64_t, const char*> cases[] = {
      {0, "không"},
      {4, "bốn"},
      {10, "mười"},
      {14, "mười bốn"},
      {15, "mười lăm"},
      {20, "hai mươi"},
      {21, "hai mươi mốt"},
      {24, "hai mươi tư"},
      {25, "hai mươi lăm"},
      {101, "một trăm linh một"},
      {115, "một trăm mười lăm"},
      {1005, "một nghìn không trăm linh năm"},
      {1010, "một nghìn không trăm mười"},
      {1230, "một nghìn hai trăm ba mươi"},
      {1000000, "một triệu"},
      {2000015, "hai triệu không trăm mười lăm"},
      {1000000000, "một tỷ"},
      {21000000000, "hai mươi mốt tỷ"},
      {1500000000000, "một nghìn năm trăm tỷ"},
      {-7, "âm bảy"},
  };
  for (const auto& [n, words] : cases) EXPECT_EQ(InWords(kVi, n), words) << n;
}

TEST(InWordsTest, English_FollowsTheSpokenRules) {
  const std::pair<int64_t, const char*> cases[] = {
      {0, "zero"},
      {19, "nineteen"},
      {21, "twenty-one"},
      {100, "one hundred"},
      {115, "one hundred and fifteen"},
      {1005, "one thousand and five"},
      {1234, "one thousand two hundred and thirty-four"},
      {2000000, "two million"},
      {-40, "minus forty"},
  };
  for (const auto& [n, words] : cases) EXPECT_EQ(InWords(kEn, n), words) << n;
}

}  // namespace
}  // namespace gom::text
