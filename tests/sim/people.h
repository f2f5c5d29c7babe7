// What people do in the simulated commune: clerks at the schools, and the operator at the office.
#ifndef GOM_TESTS_SIM_PEOPLE_H_
#define GOM_TESTS_SIM_PEOPLE_H_

#include <cstddef>

#include "tests/sim/world.h"

namespace gom::sim {

// A clerk at this computer does one thing: enters a Revision, types a draft, submits one, or asks
// for a sync. Nothing where the program is not running.
void ClerkActs(World& world, size_t agent);

// A clerk at this computer edits one and the same Entry so often, each time over the last.
void ClerkEdits(World& world, size_t agent, int times);

// The operator does one thing at a hub that is up: accepts or returns a head, recognises an item,
// locks or reopens a period, applies the next version of the plan, changes the roster, enters for
// a unit, writes to one or to all, enrolls another computer, revokes one or replaces it, takes what
// a revoked one brought or what waits for a lost parent, or settles what waits for the office.
void OperatorActs(World& world, size_t hub);

// The operator readmits every device that came back to a restored hub; answers how many.
size_t OperatorReadmits(World& world, size_t hub);

// The operator takes the work of every revoked device that waits; answers of how many.
size_t OperatorTakesWork(World& world, size_t hub);

// The operator takes whatever waits for a parent, without it; answers in how many Entries.
size_t OperatorTakesWaiting(World& world, size_t hub);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_PEOPLE_H_
