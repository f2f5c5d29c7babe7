// One change to the small plan, and the mistake that it must be told by: what the tables of the
// check_…_test.cc share.
#ifndef GOM_TESTS_COMMON_PLAN_MISTAKE_CASE_H_
#define GOM_TESTS_COMMON_PLAN_MISTAKE_CASE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/load.h"
#include "tests/common/plan/test_plans.h"

namespace gom::plan {

struct Case {
  const char* name;
  std::string from;  // occurs once in the plan
  std::string to;
  const char* code;
  std::string at;  // the mistake stands where this first occurs after the change; empty: the file
                   // as a whole
};

inline void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

// The 1-based line and column of the first occurrence.
inline std::pair<int, int> Find(const std::string& text, const std::string& what) {
  const size_t at = text.find(what);
  if (at == std::string::npos) return {-1, -1};
  const auto line = std::count(text.begin(), text.begin() + static_cast<long>(at), '\n');
  const size_t start = text.rfind('\n', at);
  const size_t column = start == std::string::npos || at == 0 ? at + 1 : at - start;
  return {static_cast<int>(line) + 1, static_cast<int>(column)};
}

inline std::string Changed(const std::string& from, const std::string& to) {
  std::string text = ReadTestPlan("small.textproto");
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(text.find(from, at + 1), std::string::npos) << "not unique: " << from;
  return text.replace(at, from.size(), to);
}

inline std::string Listed(const std::vector<Mistake>& mistakes) {
  std::string all;
  for (const Mistake& m : mistakes) {
    absl::StrAppend(&all, m.line, ":", m.column, ": ", m.code, ": ", m.en, "\n");
  }
  return all;
}

class MistakeTest : public ::testing::TestWithParam<Case> {};

inline std::string Name(const ::testing::TestParamInfo<Case>& info) { return info.param.name; }

}  // namespace gom::plan

#endif  // GOM_TESTS_COMMON_PLAN_MISTAKE_CASE_H_
