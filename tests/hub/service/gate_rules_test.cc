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

TEST(GateRules, C7_ByteByByte_IsCrumbsWhateverIsPingedMeanwhile) {
  EXPECT_TRUE(SendsCrumbs({.received = 20 * 32, .pieces = 20, .sent = 0}));
  EXPECT_TRUE(SendsCrumbs({.received = 20 * (32 + 39), .pieces = 40, .sent = 20 * 39}));
  EXPECT_TRUE(SendsCrumbs({.received = 10, .pieces = 10, .sent = 0})) << "a handshake";
}

TEST(GateRules, C7_WhoReadsPingsOrSendsOverABadNetwork_IsNotEnded) {
  EXPECT_FALSE(SendsCrumbs({})) << "idle";
  EXPECT_FALSE(SendsCrumbs({.received = 3 * 39, .pieces = 3, .sent = 0})) << "pings";
  EXPECT_FALSE(SendsCrumbs({.received = 40 * 35, .pieces = 40, .sent = 900'000})) << "reads much";
  EXPECT_FALSE(SendsCrumbs({.received = 20 * 120, .pieces = 20, .sent = 20 * 100})) << "asks often";
  EXPECT_FALSE(SendsCrumbs({.received = 50'000, .pieces = 94, .sent = 100})) << "20 kbit/s";
  EXPECT_FALSE(SendsCrumbs({.received = 10 * 536, .pieces = 10, .sent = 0})) << "hardly anything";
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

TEST(GateRules, C17_MemoryRunsAway_TheAllocatorIsNotAsked) {
  constexpr uint64_t kMiB = 1 << 20, kLimit = 90 * kMiB;
  EXPECT_TRUE(RunsAway(130 * kMiB, 127 * kMiB, kLimit));
  EXPECT_FALSE(RunsAway(130 * kMiB, 128 * kMiB, kLimit)) << "no more than work takes";
  EXPECT_FALSE(RunsAway(120 * kMiB, 90 * kMiB, kLimit)) << "there is time to ask";
  EXPECT_FALSE(RunsAway(130 * kMiB, 200 * kMiB, kLimit)) << "it falls";
}

TEST(GateRules, MemoryLimit_IsTwiceWhatTheHubItselfNeedsOrWhatItWasGiven) {
  const GateLimits limits{.memory = 1000};
  EXPECT_EQ(MemoryLimit(limits, 30), 1000u);
  EXPECT_EQ(MemoryLimit(limits, 900), 1800u);
}

}  // namespace
}  // namespace gom::hub
