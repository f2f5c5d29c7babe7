#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "hub/cli/command_line.h"
#include "tests/hub/service/test_plan.h"

namespace gom::hub {
namespace {

using testing::HasSubstr;

class PlanCheckTest : public testing::Test {
 protected:
  int Check(const std::string& file, const std::string& lang = "en") {
    out_.str("");
    err_.str("");
    return RunCommandLine({"plan", "check", file, "--lang", lang}, out_, err_);
  }
  std::string Write(const std::string& bytes) {
    std::string path = testing::TempDir() + "plan_check.textproto";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  std::ostringstream out_, err_;
};

TEST_F(PlanCheckTest, RealPlan_IsValidAndSummedUp) {
  EXPECT_EQ(Check(GOM_SOURCE_DIR "/hub/plans/tan-ky-2026.textproto"), 0) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("4 periods"));
  EXPECT_EQ(err_.str(), "");
  EXPECT_EQ(Check(GOM_SOURCE_DIR "/hub/plans/tan-ky-2026.textproto", "vi"), 0);
  EXPECT_THAT(out_.str(), HasSubstr("4 kỳ"));
}

TEST_F(PlanCheckTest, FileBeginsWithAByteOrderMark_IsReadWithoutIt) {
  EXPECT_EQ(Check(Write("\xEF\xBB\xBF" + TestPlan())), 0) << out_.str() << err_.str();
  EXPECT_EQ(Check(Write("\xEF\xBB\xBF\xEF\xBB\xBF" + TestPlan())), 1);
}

TEST_F(PlanCheckTest, BrokenPlan_EveryMistakeWithFileLineAndColumn) {
  std::string plan = TestPlan();
  for (const auto& [from, to] :
       {std::pair("\"f.met\" }", "\"f.gone\" }"), std::pair("2026-06-30", "2026-06-31")}) {
    const size_t at = plan.find(from);
    ASSERT_NE(at, std::string::npos);
    plan.replace(at, std::string(from).size(), to);
  }
  const std::string path = Write(plan);
  EXPECT_EQ(Check(path), 1);
  std::istringstream lines(out_.str());
  std::string line;
  int mistakes = 0;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(std::regex_search(line, std::regex("^.*plan_check\\.textproto:[0-9]+:[0-9]+: .")))
        << line;
    ++mistakes;
  }
  EXPECT_GE(mistakes, 2);
  EXPECT_THAT(out_.str(), HasSubstr("gone"));
  EXPECT_NE(err_.str(), "");
}

TEST_F(PlanCheckTest, SyntaxError_IsOneLine) {
  EXPECT_EQ(Check(Write("code: \"x\"\nversion: abc\n"), "vi"), 1);
  EXPECT_THAT(out_.str(), HasSubstr(".textproto:2:"));
}

TEST_F(PlanCheckTest, FileThatIsNotThere_IsOneSentence) {
  EXPECT_EQ(Check("/no/such/plan.textproto", "vi"), 1);
  EXPECT_THAT(err_.str(), HasSubstr("/no/such/plan.textproto"));
}

}  // namespace
}  // namespace gom::hub
