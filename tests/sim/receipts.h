// I1 of what is signed for: receipts, when they come and when the faults have stopped.
#ifndef GOM_TESTS_SIM_RECEIPTS_H_
#define GOM_TESTS_SIM_RECEIPTS_H_

#include <string>

#include "tests/sim/world.h"

namespace gom::sim {

// What is wrong with the receipt in this agent's reply; empty: nothing, or there is none. It is for
// a place that the agent has sent, and not behind the one that the hub says it has (that it has
// that one is asked of each word that is shown).
std::string WrongWithReceipt(const World& world, const SimAgent& agent,
                             const v1::ExchangeResponse& reply);

// The same of all that this agent holds, after its last sync. What was signed for of its streams is
// what the hub holds, whichever hub signed and however often one was put back since; and the end of
// the current one is signed for.
std::string WrongWithReceipts(const hub::State& state, SimAgent& agent);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_RECEIPTS_H_
