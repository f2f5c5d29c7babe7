#include "common/rpc/backoff.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gom::rpc {
namespace {

TEST(BackoffTest, Failures_DoubleTheCeilingUpToTheMost) {
  // The longest of many waits after n failures comes close to the ceiling, and none is above it.
  platform::SeededRandom random(3);
  for (int failures : {0, 1, 4, 9, 10, 200}) {
    const absl::Duration ceiling =
        std::min(absl::Seconds(1) * (int64_t{1} << std::min(failures, 20)), absl::Minutes(10));
    absl::Duration longest, shortest = absl::InfiniteDuration();
    for (int i = 0; i < 300; ++i) {
      Backoff backoff(random);
      for (int f = 0; f < failures; ++f) backoff.Next();
      const absl::Duration wait = backoff.Next();
      longest = std::max(longest, wait);
      shortest = std::min(shortest, wait);
    }
    EXPECT_LE(longest, ceiling) << failures;
    EXPECT_GT(longest, ceiling * 0.9) << failures;
    EXPECT_LT(shortest, ceiling * 0.1) << failures << ": jitter must be full";
    EXPECT_GT(shortest, absl::ZeroDuration()) << failures;
  }
}

TEST(BackoffTest, Reset_StartsOver) {
  platform::SeededRandom random(3);
  Backoff backoff(random);
  for (int i = 0; i < 30; ++i) backoff.Next();
  backoff.Reset();
  EXPECT_EQ(backoff.failures(), 0);
  EXPECT_LE(backoff.Next(), absl::Seconds(1));
}

TEST(BackoffTest, C12_HubSaysWhenToComeBack_NobodyComesEarlierNorAllAtOnce) {
  platform::SeededRandom random(3);
  Backoff backoff(random);
  absl::Duration earliest = absl::InfiniteDuration(), latest;
  for (int i = 0; i < 1000; ++i) {
    const absl::Duration wait = backoff.ComeBack(40'000);
    earliest = std::min(earliest, wait);
    latest = std::max(latest, wait);
  }
  EXPECT_GE(earliest, absl::Seconds(40));
  EXPECT_LE(latest, absl::Seconds(60));
  EXPECT_GT(latest - earliest, absl::Seconds(15));
  EXPECT_EQ(backoff.failures(), 0);
  EXPECT_LE(backoff.ComeBack(0), absl::Seconds(1)) << "0 leaves it to the device";
}

}  // namespace
}  // namespace gom::rpc
