#include "common/cli/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/cli/print.h"
#include "gom/v1/entry.pb.h"

namespace gom::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr text::Message kAbout{"about", "Chương trình thử.", "A program for tests."};
constexpr text::Message kLock{"lock", "Khóa một kỳ.", "Locks a period."};
constexpr text::Message kPlan{"plan", "Kế hoạch.", "The plan."};
constexpr text::Message kPeriod{"period", "Mã kỳ.", "Code of a period."};
constexpr text::Message kRefusal{"refused", "Không được.", "Refused."};

struct Result {
  int code = -1;
  std::string out, err;
};

// gom-test lock PERIOD [--reason TEXT] [--limit N]; gom-test plan check
class AppTest : public testing::Test {
 protected:
  AppTest() {
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    setenv("LANG", "vi_VN.UTF-8", 1);
    unsetenv("GOM_TEST_DATA");
  }

  Result Run(std::vector<std::string> arguments) {
    App app({.name = "gom-test",
             .about = kAbout,
             .data_variable = "GOM_TEST_DATA",
             .data_default = "~/.local/share/gom-test",
             .version = "1.2.3"},
            std::move(arguments));
    std::string period, reason;
    int limit = 0;
    CLI::App* lock = app.Command(app.root(), "lock", kLock,
                                 "gom-test lock 2026-Q2\ngom-test lock 2026-Q3 --json");
    app.Argument(lock, "PERIOD", period, kPeriod)->required();
    app.Option(lock, "--reason", reason, kPeriod);
    app.Option(lock, "--limit", limit, kPeriod);
    app.Action(lock, [&] {
      seen_ = app.globals();
      period_ = period;
      return outcome_;
    });
    CLI::App* plan = app.Command(app.root(), "plan", kPlan);
    CLI::App* check = app.Command(*plan, "check", kPlan);
    app.Action(check, [&] { return outcome_; });
    std::ostringstream out, err;
    Result result;
    result.code = app.Run(out, err);
    result.out = out.str();
    result.err = err.str();
    return result;
  }

  absl::Status outcome_;
  Globals seen_;
  std::string period_;
};

TEST_F(AppTest, CommandThatSucceeds_AnswersZeroAndSaysNothing) {
  const Result result = Run({"lock", "2026-Q2"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(period_, "2026-Q2");
  EXPECT_EQ(result.err, "");
}

TEST_F(AppTest, Outcome_DecidesTheExitCode) {
  const auto code = [&](absl::StatusCode c) {
    outcome_ = text::Refuse(c, kRefusal);
    return Run({"lock", "x"}).code;
  };
  EXPECT_EQ(code(absl::StatusCode::kNotFound), 1);
  EXPECT_EQ(code(absl::StatusCode::kInvalidArgument), 1);
  EXPECT_EQ(code(absl::StatusCode::kUnavailable), 3);
  EXPECT_EQ(code(absl::StatusCode::kDeadlineExceeded), 3);
}

TEST_F(AppTest, Refusal_IsPrintedInTheLanguageWithItsPlaces) {
  v1::Error error = text::MakeError(kRefusal, {});
  v1::ErrorPlace& place = *error.add_places();
  place.set_line(12);
  place.set_vi("Ở đây.");
  place.set_en("Here.");
  outcome_ = text::WithError(absl::StatusCode::kInvalidArgument, error);
  const Result vi = Run({"lock", "x"});
  EXPECT_THAT(vi.err, HasSubstr("Không được."));
  EXPECT_THAT(vi.err, HasSubstr("dòng 12: Ở đây."));
  EXPECT_EQ(vi.out, "");
  const Result en = Run({"--lang", "en", "lock", "x"});
  EXPECT_THAT(en.err, HasSubstr("Refused."));
  EXPECT_THAT(en.err, HasSubstr("line 12: Here."));
}

TEST_F(AppTest, GlobalOptions_MayStandBehindTheCommand) {
  ASSERT_EQ(
      Run({"lock", "2026-Q2", "--json", "--data", "/srv/gom", "--lang=en", "--color", "never"})
          .code,
      0);
  EXPECT_TRUE(seen_.json);
  EXPECT_EQ(seen_.data, "/srv/gom");
  EXPECT_EQ(seen_.language, text::Language::kEnglish);
  EXPECT_EQ(seen_.colour, text::ColourChoice::kNever);
}

TEST_F(AppTest, DataFolder_IsFlagThenVariableThenHome) {
  setenv("HOME", "/home/lan", 1);
  ASSERT_EQ(Run({"lock", "x"}).code, 0);
  EXPECT_EQ(seen_.data, "/home/lan/.local/share/gom-test");
  setenv("GOM_TEST_DATA", "/var/gom", 1);
  ASSERT_EQ(Run({"lock", "x"}).code, 0);
  EXPECT_EQ(seen_.data, "/var/gom");
  ASSERT_EQ(Run({"--data", "/srv", "lock", "x"}).code, 0);
  EXPECT_EQ(seen_.data, "/srv");
}

TEST_F(AppTest, Language_IsFlagThenEnvironmentThenVietnamese) {
  const auto language = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"lock", "x"});
    EXPECT_EQ(Run(arguments).code, 0);
    return seen_.language;
  };
  EXPECT_EQ(language({}), text::Language::kVietnamese);
  setenv("LANG", "en_US.UTF-8", 1);
  EXPECT_EQ(language({}), text::Language::kEnglish);
  EXPECT_EQ(language({"--lang", "vi"}), text::Language::kVietnamese);
  setenv("LANG", "C", 1);
  EXPECT_EQ(language({}), text::Language::kVietnamese);
}

TEST_F(AppTest, UnknownCommand_IsNamedInASentence) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"lokc"}, {"lokc", "2026-Q2"}}) {
    const Result result = Run(arguments);
    EXPECT_EQ(result.code, 2);
    EXPECT_THAT(result.err, HasSubstr("“lokc” không phải là lệnh"));
    EXPECT_THAT(result.err, HasSubstr("gom-test --help"));
  }
  EXPECT_THAT(Run({"--lang", "en", "lokc"}).err, HasSubstr("“lokc” is not a command"));
}

TEST_F(AppTest, UnknownOption_IsNamedWithItsCommand) {
  const Result result = Run({"lock", "2026-Q2", "--resaon", "x"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("“--resaon”"));
  EXPECT_THAT(result.err, HasSubstr("gom-test lock --help"));
}

TEST_F(AppTest, WhatIsMissingOrWrong_IsSaidInTheLanguage) {
  EXPECT_THAT(Run({}).err, HasSubstr("Chưa có lệnh nào"));
  EXPECT_THAT(Run({"plan"}).err, HasSubstr("gom-test plan --help"));
  EXPECT_THAT(Run({"lock"}).err, HasSubstr("Thiếu PERIOD"));
  EXPECT_THAT(Run({"lock", "x", "--reason"}).err, HasSubstr("--reason cần một giá trị"));
  EXPECT_THAT(Run({"lock", "x", "--limit", "1", "--limit", "2"}).err,
              HasSubstr("--limit chỉ được ghi một lần"));
  EXPECT_THAT(Run({"lock", "x", "--limit", "ba"}).err,
              HasSubstr("Giá trị của --limit không hợp lệ"));
  EXPECT_THAT(Run({"lock", "x", "--lang", "fr"}).err, HasSubstr("Giá trị của --lang"));
  EXPECT_THAT(Run({"--lang", "en", "lock", "x", "--color", "red"}).err,
              HasSubstr("The value of --color is not valid"));
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"plan"},
                                             {"lock"},
                                             {"lock", "x", "--reason"},
                                             {"lock", "x", "--limit", "ba"},
                                             {"lock", "x", "--lang", "fr"}}) {
    EXPECT_EQ(Run(arguments).code, 2);
  }
}

TEST_F(AppTest, EmptyDataFolder_IsRefused) {
  const Result result = Run({"--data", "", "lock", "x"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.err, HasSubstr("--data"));
}

TEST_F(AppTest, WhatIsRepeatedInARefusal_CannotSteerTheTerminal) {
  EXPECT_THAT(Run({"lo\x1b[31mck"}).err, HasSubstr("“lo [31mck” không phải"));
  std::ostringstream err;
  PrintRefusal(err, text::Language::kEnglish,
               absl::InternalError("one\x1b]0;x\x07\ntwo\u202e\tthree"));
  EXPECT_EQ(err.str(), "one ]0;x \ntwo three\n");
}

TEST_F(AppTest, OutputThatCannotBeWritten_IsARefusal) {
  App app({.name = "gom-test", .about = kAbout, .data_variable = "", .data_default = "/srv"},
          {"--lang", "en", "lock"});
  std::ofstream full("/dev/full");
  app.Action(app.Command(app.root(), "lock", kLock), [&] {
    full << "answer";
    return absl::OkStatus();
  });
  std::ostringstream err;
  EXPECT_EQ(app.Run(full, err), kRefused);
  EXPECT_THAT(err.str(), HasSubstr("could not be written out"));
}

TEST_F(AppTest, Help_IsInTheLanguageAndShowsExamples) {
  const Result vi = Run({"lock", "--help"});
  EXPECT_EQ(vi.code, 0);
  EXPECT_THAT(vi.out, HasSubstr("Khóa một kỳ."));
  EXPECT_THAT(vi.out, HasSubstr("Cách dùng: gom-test lock"));
  EXPECT_THAT(vi.out, HasSubstr("Ví dụ:\n  gom-test lock 2026-Q2\n  gom-test lock 2026-Q3 --json"));
  EXPECT_THAT(vi.out, HasSubstr("Mã kỳ."));
  for (const char* english :
       {"Usage", "Options", "Positionals", "REQUIRED", "TEXT", "Print this"}) {
    EXPECT_THAT(vi.out, Not(HasSubstr(english)));
  }
  // Both descriptions begin in the same column.
  EXPECT_THAT(vi.out, HasSubstr("\n  --reason CHỮ                Mã kỳ."));
  EXPECT_THAT(vi.out, HasSubstr("\n  --limit SỐ                  Mã kỳ."));
  const Result en = Run({"--lang", "en", "--help"});
  EXPECT_EQ(en.code, 0);
  EXPECT_THAT(en.out, HasSubstr("Usage: gom-test"));
  EXPECT_THAT(en.out, HasSubstr("Locks a period."));
  EXPECT_THAT(en.out, HasSubstr("--json"));
}

TEST_F(AppTest, Version_IsPrinted) {
  const Result result = Run({"--version"});
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.out, "gom-test 1.2.3\n");
}

TEST(PrintTest, NarrowWindow_SentencesAreBrokenAtBlanksAndWhatFitsStaysAsItIs) {
  EXPECT_EQ(FitWidth("Đơn vị:      TH01", 40), "Đơn vị:      TH01\n");
  EXPECT_EQ(FitWidth("  ô: số này lớn hơn tổng số giáo viên", 20),
            "  ô: số này lớn hơn\n  tổng số giáo viên\n");
  EXPECT_EQ(FitWidth("", 20), "\n");
}

TEST(PrintTest, Json_KeepsTheNamesOfTheProtoAndShowsZeros) {
  v1::FieldValue value;
  value.set_field("staff");
  value.mutable_value()->set_number(0);
  const std::string json = ToJson(value);
  EXPECT_THAT(json, HasSubstr("\"field\": \"staff\""));
  EXPECT_THAT(json, HasSubstr("\"number\": \"0\""));
  value.mutable_value()->set_not_applicable(true);
  EXPECT_THAT(ToJson(value), HasSubstr("\"not_applicable\": true"));
  EXPECT_EQ(json.back(), '\n');
}

}  // namespace
}  // namespace gom::cli
