#include "common/platform/failpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#if GOM_FAILPOINTS

#include <signal.h>
#include <stdlib.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "common/platform/file_system.h"

namespace gom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::Pair;

// The environment is read once, so each program below is one of its own.
class FailpointTest : public testing::Test {
 protected:
  void SetUp() override { testing::FLAGS_gtest_death_test_style = "threadsafe"; }

  // What a program does that keeps two things, one of them twice.
  static void KeepTwoThings() {
    GOM_STEPS_OF("test.one");
    for (int i = 0; i < 2; ++i) {
      GOM_STEP("write");
    }
    GOM_STEPS_OF("test.two");
    GOM_STEP("write");
  }

  [[noreturn]] static void KeepTwoThingsAnd(int code) {
    KeepTwoThings();
    exit(code);
  }
};

TEST_F(FailpointTest, Orders_AreReadOrRefusedWhole) {
  EXPECT_THAT(ParseFailpoints("a.b.before=kill"), Optional(ElementsAre(Pair("a.b.before", 1))));
  EXPECT_THAT(ParseFailpoints("a=kill@3,b=kill@12"),
              Optional(ElementsAre(Pair("a", 3), Pair("b", 12))));
  for (const char* wrong : {"", "a", "a=", "=kill", "a=die", "a=kill@", "a=kill@0", "a=kill@x",
                            "a=kill2", "a=kill,", "a=kill,a=kill@2"})
    EXPECT_EQ(ParseFailpoints(wrong), std::nullopt) << wrong;
}

TEST_F(FailpointTest, NothingAsked_NothingHappens) {
  EXPECT_EXIT(KeepTwoThingsAnd(7), testing::ExitedWithCode(7), "");
}

TEST_F(FailpointTest, PointPassedOftenEnough_KillsTheProgram) {
  setenv("GOM_FAILPOINTS", "test.one.write.after=kill@2", 1);
  EXPECT_EXIT(KeepTwoThingsAnd(7), testing::KilledBySignal(SIGKILL), "");
  setenv("GOM_FAILPOINTS", "test.one.write.after=kill@3", 1);
  EXPECT_EXIT(KeepTwoThingsAnd(7), testing::ExitedWithCode(7), "");
  unsetenv("GOM_FAILPOINTS");
}

TEST_F(FailpointTest, OrderThatCannotBeRead_EndsTheProgram) {
  setenv("GOM_FAILPOINTS", "test.one.write.after=kil@2", 1);
  EXPECT_EXIT(KeepTwoThingsAnd(7), testing::KilledBySignal(SIGABRT), "is wanted");
  unsetenv("GOM_FAILPOINTS");
}

TEST_F(FailpointTest, PassedPoints_AreWrittenDownInTheirOrder) {
  const std::string file = testing::TempDir() + "/failpoints_passed";
  std::ofstream(file, std::ios::trunc).close();
  setenv("GOM_FAILPOINTS_PASSED", file.c_str(), 1);
  EXPECT_EXIT(KeepTwoThingsAnd(7), testing::ExitedWithCode(7), "");
  unsetenv("GOM_FAILPOINTS_PASSED");
  const absl::StatusOr<std::string> passed = ReadFile(file);
  ASSERT_TRUE(passed.ok()) << passed.status();
  EXPECT_EQ(*passed,
            "test.one.write.before\ntest.one.write.after\ntest.one.write.before\n"
            "test.one.write.after\ntest.two.write.before\ntest.two.write.after\n");
}

TEST_F(FailpointTest, ScopeOfAnotherThread_SaysNothingHere) {
  const std::string file = testing::TempDir() + "/failpoints_of_threads";
  std::ofstream(file, std::ios::trunc).close();
  setenv("GOM_FAILPOINTS_PASSED", file.c_str(), 1);
  EXPECT_EXIT(
      {
        GOM_STEPS_OF("test.outer");
        std::thread([] { GOM_STEP("write"); }).join();
        exit(0);
      },
      testing::ExitedWithCode(0), "");
  unsetenv("GOM_FAILPOINTS_PASSED");
  EXPECT_EQ(ReadFile(file).value_or(""), "?.write.before\n?.write.after\n");
}

}  // namespace
}  // namespace gom::platform

#else

TEST(FailpointTest, SwitchedOff_AreNothing) {
  GOM_STEPS_OF("test");
  GOM_STEP("write");
}

#endif
