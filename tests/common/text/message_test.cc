#include "common/text/message.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

namespace gom::text {
namespace {

constexpr Message kTwo{"two_places", "Kỳ {} của {} đã khóa.", "Period {} of {} is locked."};
constexpr Message kBraces{"braces", "tập {{{}}}", "set {{{}}}"};

// Sets an environment variable for the length of a test.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    if (value == nullptr) {
      unsetenv(name);
    } else {
      setenv(name, value, 1);
    }
  }
  ~ScopedVariable() {
    if (old_.empty()) {
      unsetenv(name_);
    } else {
      setenv(name_, old_.c_str(), 1);
    }
  }

 private:
  const char* name_;
  std::string old_;
};

TEST(MessageTest, Say_FillsPlacesInOrder) {
  EXPECT_EQ(Say(Language::kVietnamese, kTwo, "2026-Q3", std::string_view("TH-01")),
            "Kỳ 2026-Q3 của TH-01 đã khóa.");
  EXPECT_EQ(Say(Language::kEnglish, kTwo, 3, std::string("TH-01")), "Period 3 of TH-01 is locked.");
}

TEST(MessageTest, DoubledBraces_AreBraces) {
  EXPECT_EQ(Say(Language::kEnglish, kBraces, 7), "set {7}");
}

TEST(MessageTest, MissingArguments_LeaveThePlaceEmpty) {
  EXPECT_EQ(Fill("a {} b {}.", {"1"}), "a 1 b .");
}

TEST(MessageTest, ArgumentsWithPlaces_AreNotFilledAgain) {
  EXPECT_EQ(Fill("{} {}", {"{}", "x"}), "{} x");
}

TEST(MessageTest, Refusal_CarriesBothLanguagesAndItsCode) {
  const absl::Status status =
      Refuse(absl::StatusCode::kFailedPrecondition, kTwo, "2026-Q3", "TH-01");
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  const v1::Error error = ErrorOf(status);
  EXPECT_EQ(error.code(), "two_places");
  EXPECT_EQ(Sentence(Language::kVietnamese, status), "Kỳ 2026-Q3 của TH-01 đã khóa.");
  EXPECT_EQ(Sentence(Language::kEnglish, status), "Period 2026-Q3 of TH-01 is locked.");
  EXPECT_EQ(std::string(status.message()), "Period 2026-Q3 of TH-01 is locked.");
}

TEST(MessageTest, PlainStatus_BecomesInternalWithItsMessage) {
  const v1::Error error = ErrorOf(absl::UnknownError("disk on fire"));
  EXPECT_EQ(error.code(), "internal");
  EXPECT_EQ(error.vi(), "disk on fire");
  EXPECT_EQ(error.en(), "disk on fire");
}

TEST(MessageTest, Places_StandOnLinesOfTheirOwn) {
  v1::Error error = MakeError(kTwo, {"a", "b"});
  v1::ErrorPlace* place = error.add_places();
  place->set_line(12);
  place->set_column(3);
  place->set_field("mt1a_gv");
  place->set_vi("sai");
  place->set_en("wrong");
  EXPECT_EQ(Sentence(Language::kVietnamese, error),
            "Kỳ a của b đã khóa.\n  dòng 12, cột 3, mt1a_gv: sai");
  EXPECT_EQ(Sentence(Language::kEnglish, error),
            "Period a of b is locked.\n  line 12, column 3, mt1a_gv: wrong");
}

TEST(MessageTest, FirstOfSeveralStandsForAll_IsNotSaidTwice) {
  v1::Error error = MakeError(kTwo, {"a", "b"});
  for (const char* words : {"Kỳ a của b đã khóa.", "Năm đã qua."})
    error.add_places()->set_vi(words);
  EXPECT_EQ(Sentence(Language::kVietnamese, error), "Kỳ a của b đã khóa.\n  Năm đã qua.");
}

TEST(LanguageTest, Names_AreRecognisedInAllTheirForms) {
  for (const char* name : {"en", "EN", "en_US.UTF-8", "en-GB", "en.UTF-8"}) {
    EXPECT_EQ(LanguageFrom(name), Language::kEnglish) << name;
  }
  for (const char* name : {"vi", "vi_VN.UTF-8", "fr_FR", "", "england", "C"}) {
    EXPECT_EQ(LanguageFrom(name), Language::kVietnamese) << name;
  }
}

TEST(LanguageTest, Flag_WinsOverTheEnvironment) {
  const ScopedVariable all("LC_ALL", "vi_VN.UTF-8");
  EXPECT_EQ(ChooseLanguage("en"), Language::kEnglish);
}

TEST(LanguageTest, Environment_IsAskedInOrder) {
  const ScopedVariable all("LC_ALL", nullptr);
  const ScopedVariable messages("LC_MESSAGES", "en_US.UTF-8");
  const ScopedVariable lang("LANG", "vi_VN.UTF-8");
  EXPECT_EQ(ChooseLanguage(""), Language::kEnglish);
}

TEST(LanguageTest, COrPosix_CountAsNotSet) {
  const ScopedVariable all("LC_ALL", "C");
  const ScopedVariable messages("LC_MESSAGES", "POSIX");
  const ScopedVariable lang("LANG", "en_US.UTF-8");
  EXPECT_EQ(ChooseLanguage(""), Language::kEnglish);
  const ScopedVariable c("LANG", "C.UTF-8");
  EXPECT_EQ(ChooseLanguage(""), Language::kVietnamese);
}

}  // namespace
}  // namespace gom::text
