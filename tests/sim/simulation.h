// One simulated year of a commune from one seed: a safety phase, in which everything goes wrong at
// once, and a liveness phase, in which the faults stop and all sides must become equal within three
// syncs of each agent.
//
//   const Outcome outcome = Simulate({.seed = 7, .folder = folder});
//   for (const std::string& v : outcome.violations) …
#ifndef GOM_TESTS_SIM_SIMULATION_H_
#define GOM_TESTS_SIM_SIMULATION_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/sim/world.h"

namespace gom::sim {

struct Outcome {
  std::vector<std::string> violations;
  // What was injected and done, by name.
  Counts counts;
  // What counts in the end: unit, form and period, then the marks of the head and of the
  // contenders.
  std::map<std::string, std::string> standing;
  // Of the hub's State in the end. The same seed has the same, on any machine.
  uint64_t digest = 0;
};

Outcome Simulate(const WorldOptions& options);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SIMULATION_H_
