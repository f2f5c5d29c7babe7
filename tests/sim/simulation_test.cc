// That the simulator finds what it is there to find, and says the same twice.
#include "tests/sim/simulation.h"

#include <gtest/gtest.h>

#include "tests/common/log/temp_folder.h"

namespace gom::sim {
namespace {

WorldOptions Seed(uint64_t seed, const std::string& folder) {
  WorldOptions options;
  options.seed = seed;
  options.folder = folder;
  return options;
}

class PlantedBug : public ::testing::TestWithParam<NamedBug> {};

TEST_P(PlantedBug, IsFoundWithinFiftySeeds) {
  constexpr uint64_t kSeeds = 50;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const TempFolder folder;
    WorldOptions options = Seed(seed, folder.path());
    options.bug = GetParam().bug;
    const Outcome outcome = Simulate(options);
    if (outcome.violations.empty()) continue;
    // It is the bug that was found, not something that this seed shows without it.
    const TempFolder clean;
    if (!Simulate(Seed(seed, clean.path())).violations.empty()) continue;
    RecordProperty("seed", static_cast<int>(seed));
    std::cout << GetParam().name << ": seed " << seed << ": " << outcome.violations.front() << "\n";
    return;
  }
  FAIL() << GetParam().name << " went unseen in " << kSeeds << " seeds";
}

INSTANTIATE_TEST_SUITE_P(All, PlantedBug, ::testing::ValuesIn(kBugs.begin() + 1, kBugs.end()),
                         [](const auto& each) {
                           std::string name(each.param.name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Simulation, SameSeed_SameStoryAndTheSameStateInTheEnd) {
  for (const uint64_t seed : {7, 5784}) {
    std::ostringstream stories[2];
    uint64_t digests[2];
    for (const size_t time : {0, 1}) {
      const TempFolder folder;
      WorldOptions options = Seed(seed, folder.path());
      options.echo = &stories[time];
      digests[time] = Simulate(options).digest;
    }
    EXPECT_EQ(stories[0].str(), stories[1].str()) << "seed " << seed;
    EXPECT_FALSE(stories[0].str().empty());
    EXPECT_EQ(digests[0], digests[1]) << "seed " << seed;
    EXPECT_NE(digests[0], 0u);
  }
}

TEST(Simulation, EverySeed_HasEditsCrashesAndComputersEnough) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const TempFolder folder;
    Outcome outcome = Simulate(Seed(seed, folder.path()));
    EXPECT_EQ(outcome.violations, std::vector<std::string>()) << "seed " << seed;
    EXPECT_GE(outcome.counts["edits"], 200u) << "seed " << seed;
    EXPECT_GE(outcome.counts["agents"], 3u) << "seed " << seed;
    EXPECT_GE(outcome.counts["agent crashes"] + outcome.counts["hub crashes"], 10u)
        << "seed " << seed;
  }
}

// What only chance brings about is there often enough to mean something.
TEST(Simulation, AFewSeeds_HaveWhatIsRare) {
  Counts totals;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const TempFolder folder;
    for (const auto& [name, count] : Simulate(Seed(seed, folder.path())).counts)
      totals[name] += count;
  }
  for (const char* name :
       {"moves of unsent work with its parents", "replies lost after the outcome", "disks cloned",
        "hubs restored and appended to", "two terms alive", "agents restored and typed on",
        "agents restored, nothing typed", "devices enrolled later", "snapshots",
        "write-ahead logs swept away", "snapshots cut off", "devices replaced",
        "work of revoked devices taken", "computers that never come back"}) {
    EXPECT_GT(totals[name], 0u) << name;
  }
}

TEST(Simulation, B1_B2_B3_WallClocksYearsOff_SameFiguresCount) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    std::map<std::string, std::string> standings[2];
    for (const bool wrong : {false, true}) {
      const TempFolder folder;
      WorldOptions options = Seed(seed, folder.path());
      options.wrong_clocks = wrong;
      standings[wrong ? 1 : 0] = Simulate(options).standing;
    }
    EXPECT_EQ(standings[0], standings[1]) << "seed " << seed;
    EXPECT_FALSE(standings[0].empty());
  }
}

}  // namespace
}  // namespace gom::sim
