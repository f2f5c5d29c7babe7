// Plans and rosters for tests, read from tests/common/plan/testdata.
//
//   std::shared_ptr<const Plan> plan = LoadTestPlan("every-kind.textproto");
//   std::vector<Unit> units = EveryKindRoster(*plan);
#ifndef GOM_TESTS_COMMON_PLAN_TEST_PLANS_H_
#define GOM_TESTS_COMMON_PLAN_TEST_PLANS_H_

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "common/plan/load.h"
#include "common/plan/plan.h"

namespace gom::plan {

// The whole file; stops the test program where there is none.
inline std::string ReadTestPlan(const std::string& name) {
  const std::string path = std::string(GOM_SOURCE_DIR) + "/tests/common/plan/testdata/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::abort();
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The plan in `text`; stops the test program and prints the mistakes where it has any.
inline std::shared_ptr<const Plan> LoadOrDie(const std::string& text) {
  LoadResult result = Load(text);
  for (const Mistake& m : result.mistakes) {
    std::fprintf(stderr, "%d:%d: %s: %s\n", m.line, m.column, m.code.c_str(), m.en.c_str());
  }
  if (result.plan == nullptr) std::abort();
  return result.plan;
}

inline std::shared_ptr<const Plan> LoadTestPlan(const std::string& name) {
  return LoadOrDie(ReadTestPlan(name));
}

// Units for every-kind.textproto: each kind, one of two kinds, a private one, one of the city's,
// two that merge into a new one at the end of June, one that opens in September and one that closes
// in October.
inline std::vector<Unit> EveryKindRoster(const Plan& plan) {
  const Day july = *ParseDay("2026-07-01"), september = *ParseDay("2026-09-01"),
            october = *ParseDay("2026-10-15");
  const auto unit = [&](const char* code, const std::vector<std::string>& kinds,
                        v1::Ownership ownership = v1::OWNERSHIP_PUBLIC,
                        v1::Manager manager = v1::MANAGER_COMMUNE, Day from = kNoFirstDay,
                        Day to = kNoLastDay, const char* successor = "") {
    return plan.CompileUnit(code, code, kinds, ownership, manager, from, to, successor);
  };
  const auto open = v1::OWNERSHIP_PUBLIC;
  const auto own = v1::MANAGER_COMMUNE;
  return {
      unit("TV01", {"library"}),
      unit("TV02", {"library"}, open, own, kNoFirstDay, july - 1, "TV04"),
      unit("TV03", {"library"}, open, own, kNoFirstDay, july - 1, "TV04"),
      unit("TV04", {"library"}, open, own, july),
      unit("YT01", {"health_post"}),
      unit("YT02", {"health_post"}, open, v1::MANAGER_CITY),
      unit("YT03", {"health_post"}, open, own, september),
      unit("CB01", {"club"}, v1::OWNERSHIP_PRIVATE),
      unit("CB02", {"club"}, v1::OWNERSHIP_PRIVATE, own, kNoFirstDay, october),
      unit("LK01", {"library", "club"}),
      unit("UB01", {"office"}),
  };
}

}  // namespace gom::plan

#endif  // GOM_TESTS_COMMON_PLAN_TEST_PLANS_H_
