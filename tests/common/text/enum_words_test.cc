#include "common/text/enum_words.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace gom::text {
namespace {

// Whether 0 of an enum means something to people ("reported", "for information"); else it is said
// to be unknown.
template <typename Enum>
void ExpectWords(const google::protobuf::EnumDescriptor* descriptor, bool zero_has_a_word) {
  std::set<std::string> vi_seen;
  std::set<std::string> en_seen;
  for (int i = 0; i < descriptor->value_count(); ++i) {
    const auto value = static_cast<Enum>(descriptor->value(i)->number());
    const std::string vi(Say(Language::kVietnamese, value));
    const std::string en(Say(Language::kEnglish, value));
    EXPECT_FALSE(vi.empty() || en.empty()) << descriptor->value(i)->name();
    if (descriptor->value(i)->number() == 0 && !zero_has_a_word) {
      EXPECT_EQ(en, "unknown");
      continue;
    }
    EXPECT_NE(vi, "không rõ") << descriptor->value(i)->name();
    EXPECT_NE(en, "unknown") << descriptor->value(i)->name();
    EXPECT_NE(vi, en) << descriptor->value(i)->name();
    EXPECT_TRUE(vi_seen.insert(vi).second) << descriptor->value(i)->name();
    EXPECT_TRUE(en_seen.insert(en).second) << descriptor->value(i)->name();
  }
  const auto newer = static_cast<Enum>(1000);
  EXPECT_EQ(Say(Language::kVietnamese, newer), "không rõ");
  EXPECT_EQ(Say(Language::kEnglish, newer), "unknown");
}

TEST(EnumWordsTest, EveryValueShownToPeople_HasWordsInBothLanguages) {
  ExpectWords<v1::Standing>(v1::Standing_descriptor(), true);
  ExpectWords<v1::Word>(v1::Word_descriptor(), false);
  ExpectWords<v1::Outcome>(v1::Outcome_descriptor(), false);
  ExpectWords<v1::HeldReason>(v1::HeldReason_descriptor(), false);
  ExpectWords<v1::Ownership>(v1::Ownership_descriptor(), false);
  ExpectWords<v1::Manager>(v1::Manager_descriptor(), false);
  ExpectWords<v1::Severity>(v1::Severity_descriptor(), false);
}

TEST(EnumWordsTest, ReadingNotGiven_IsReported) {
  EXPECT_EQ(Say(Language::kEnglish, v1::READING_UNSPECIFIED), "as reported");
  EXPECT_EQ(Say(Language::kEnglish, v1::READING_REPORTED), "as reported");
  EXPECT_EQ(Say(Language::kVietnamese, v1::READING_ACCEPTED), "số đã duyệt");
}

TEST(EnumWordsTest, EveryStanding_HasAShapeOfItsOwn) {
  std::set<std::string_view> marks;
  for (int n = 0; n < v1::Standing_ARRAYSIZE; ++n) {
    EXPECT_TRUE(marks.insert(Mark(static_cast<v1::Standing>(n))).second) << n;
  }
}

TEST(EnumWordsTest, WordsInOneLanguageOnly_AreShownInBoth) {
  v1::Words words;
  words.set_vi("người");
  EXPECT_EQ(In(Language::kEnglish, words), "người");
  words.set_en("people");
  EXPECT_EQ(In(Language::kEnglish, words), "people");
  EXPECT_EQ(In(Language::kVietnamese, words), "người");
}

}  // namespace
}  // namespace gom::text
