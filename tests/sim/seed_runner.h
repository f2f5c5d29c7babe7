// Runs many seeds, in processes of their own so that every core has work and that a seed which
// kills its process is one failed seed, and says meanwhile how far it has come.
#ifndef GOM_TESTS_SIM_SEED_RUNNER_H_
#define GOM_TESTS_SIM_SEED_RUNNER_H_

#include <cstdint>
#include <functional>
#include <string>

#include "tests/sim/simulation.h"

namespace gom::sim {

struct SeedRange {
  uint64_t from = 1;
  uint64_t seeds = 1;
  uint64_t jobs = 1;
};

// "agents 5, edits 200"
std::string LineOf(const Counts& counts);

// Runs every seed of the range; `replay` is the command that runs one again, without its number.
// Prints what failed as it fails, then totals, seeds per second and `seeds: N, failed: M`; answers
// M.
uint64_t RunSeeds(const SeedRange& range, const std::function<Outcome(uint64_t seed)>& run,
                  const std::string& replay);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SEED_RUNNER_H_
