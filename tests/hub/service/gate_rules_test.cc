// The gate's decisions, without a socket.
#include "hub/service/gate_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::hub {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(GateRules, C15_OneAddress_HasItsShareAndNoMore) {
  const GateLimits limits{.per_address = 3};
  EXPECT_TRUE(MayComeIn(2, limits));
  EXPECT_FALSE(MayComeIn(3, limits));
}

TEST(GateRules, C7_FullGate_WhoIsSilentMakesRoomAndWhoTalksStays) {
  const GateLimits limits{.silence = absl::Seconds(5)};
  EXPECT_THAT(Silent({{1, 900, absl::Seconds(5)},
                      {2, 0, absl::Milliseconds(4999)},
                      {3, 0, absl::Seconds(600)}},
                     limits),
              UnorderedElementsAre(1, 3));
  EXPECT_THAT(Silent({}, limits), IsEmpty());
}

TEST(GateRules, C17_ShortOfMemory_WhoSentMostGoesFirst) {
  EXPECT_THAT(SentMost({{1, 400'000, {}}, {2, 90'000'000, {}}, {3, 900'000, {}}, {4, 200'000, {}}}),
              ElementsAre(2, 3));
  EXPECT_THAT(SentMost({{1, 400'000, {}}, {2, 90'000'000, {}}, {3, 900'000, {}}}), ElementsAre(2));
  EXPECT_THAT(SentMost({{7, 100'000, {}}}), ElementsAre(7));
  EXPECT_THAT(SentMost({}), IsEmpty());
}

TEST(GateRules, C17_ShortOfMemory_WhoSentLittleIsNotTheCause) {
  EXPECT_THAT(SentMost({{1, 4'000, {}}, {2, 90'000'000, {}}, {3, 9'000, {}}, {4, kModest, {}}}),
              ElementsAre(2));
  EXPECT_THAT(SentMost({{1, 4'000, {}}, {3, 9'000, {}}}), IsEmpty());
}

TEST(GateRules, MemoryLimit_IsTwiceWhatTheHubItselfNeedsOrWhatItWasGiven) {
  const GateLimits limits{.memory = 1000};
  EXPECT_EQ(MemoryLimit(limits, 30), 1000u);
  EXPECT_EQ(MemoryLimit(limits, 900), 1800u);
}

}  // namespace
}  // namespace gom::hub
