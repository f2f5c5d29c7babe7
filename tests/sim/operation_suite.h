// What must hold of every operation, whatever its disk does. A test of an operation includes this
// and says which operations it has:
//
//   INSTANTIATE_TEST_SUITE_P(Agent, Operations, ::testing::Values(&Enter, &Submit), NameOf);
#ifndef GOM_TESTS_SIM_OPERATION_SUITE_H_
#define GOM_TESTS_SIM_OPERATION_SUITE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/sim/trial.h"

namespace gom::sim {

struct Named {
  const char* name;
  Operation (*make)();
};
inline std::string NameOf(const ::testing::TestParamInfo<Named>& info) { return info.param.name; }
inline void PrintTo(const Named& named, std::ostream* out) { *out << named.name; }

class Operations : public ::testing::TestWithParam<Named> {
 protected:
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
  const Verdicts verdicts = TryPowerCuts(GetParam().make());
  ExpectSound(verdicts);
  EXPECT_GT(verdicts.absent, 0);
}
TEST_P(Operations, A2_D1_KilledAnywhere_WhatIsSeenAfterwardsSurvivesAPowerCut) {
  ExpectSound(TryKills(GetParam().make()));
}
TEST_P(Operations, A15_A17_ErrorOnce_IsToldAndTheSecondTimeItWorks) {
  ExpectSound(TryErrorOnce(GetParam().make()));
}
TEST_P(Operations, A16_A17_ErrorForEver_IsToldAndWhatWasThereIsStillRead) {
  ExpectSound(TryErrorForEver(GetParam().make()));
}
TEST_P(Operations, A13_D2_DiskFull_IsToldAndWorksWhenThereIsRoom) {
  ExpectSound(TryQuota(GetParam().make()));
}
TEST_P(Operations, I14_SecondFaultWhileStartingAgain_TheNextStartRecovers) {
  ExpectSound(TrySecondFault(GetParam().make()));
}

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_OPERATION_SUITE_H_
