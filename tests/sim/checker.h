// What must hold when the faults have stopped and everybody has synced, read from the bytes on the
// disks and from what the history says was promised. It shares no code with the folds that it
// judges, but for reading values out of bytes.
#ifndef GOM_TESTS_SIM_CHECKER_H_
#define GOM_TESTS_SIM_CHECKER_H_

#include <map>
#include <string>

#include "tests/sim/world.h"

namespace gom::sim {

// Whether everything that this agent holds of its own is at the hub.
bool HasArrived(World& world, size_t agent);

// I1: after one sync of this agent, everything that it holds of its own is at the hub.
void CheckArrived(World& world, size_t agent);

// All else; violations go to the world's history.
void CheckAll(World& world);

// For each Entry "unit form period": marks of the head, then of contenders in order.
std::map<std::string, std::string> StandingIn(World& world);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_CHECKER_H_
