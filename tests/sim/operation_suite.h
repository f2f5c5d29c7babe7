// What must hold of every operation, whatever its disk does. A test of an operation includes this
// and says which operations it has:
//
//   INSTANTIATE_TEST_SUITE_P(Agent, Operations, ::testing::Values(&Enter, &Submit), NameOf);
#ifndef GOM_TESTS_SIM_OPERATION_SUITE_H_
#define GOM_TESTS_SIM_OPERATION_SUITE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <variant>

#include "tests/sim/folder_trial.h"
#include "tests/sim/trial.h"

namespace gom::sim {

struct Named {
  const char* name;
  std::function<std::variant<Operation, FolderOperation>()> make;
};
inline std::string NameOf(const ::testing::TestParamInfo<Named>& info) { return info.param.name; }
inline void PrintTo(const Named& named, std::ostream* out) { *out << named.name; }

class Operations : public ::testing::TestWithParam<Named> {
 protected:
  template <typename Try>
  static Verdicts On(Try each) {
    return std::visit(each, GetParam().make());
  }
  // Every case went well; and there were cases that show it.
  static void ExpectSound(const Verdicts& verdicts) {
    RecordProperty("cases", verdicts.cases);
    EXPECT_THAT(verdicts.wrong, ::testing::IsEmpty());
    EXPECT_GT(verdicts.whole, 0);
    EXPECT_EQ(verdicts.absent + verdicts.whole, verdicts.cases);
  }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Operations);

TEST_P(Operations, A2_A3_A7_A8_PowerCutAnywhere_WholeOrAbsentAndWhatWasSaidIsTrue) {
  const Verdicts verdicts = On([](const auto& op) { return TryPowerCuts(op); });
  ExpectSound(verdicts);
  EXPECT_GT(verdicts.absent, 0);
}
TEST_P(Operations, A2_D1_KilledAnywhere_WhatIsSeenAfterwardsSurvivesAPowerCut) {
  ExpectSound(On([](const auto& op) { return TryKills(op); }));
}
TEST_P(Operations, A15_A17_ErrorOnce_IsToldAndTheSecondTimeItWorks) {
  ExpectSound(On([](const auto& op) { return TryErrorOnce(op); }));
}
TEST_P(Operations, A16_A17_ErrorForEver_IsToldAndWhatWasThereIsStillRead) {
  ExpectSound(On([](const auto& op) { return TryErrorForEver(op); }));
}
TEST_P(Operations, A13_D2_DiskFull_IsToldAndWorksWhenThereIsRoom) {
  ExpectSound(On([](const auto& op) { return TryQuota(op); }));
}
TEST_P(Operations, I14_SecondFaultWhileStartingAgain_TheNextStartRecovers) {
  ExpectSound(On([](const auto& op) { return TrySecondFault(op); }));
}

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_OPERATION_SUITE_H_
