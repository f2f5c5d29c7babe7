// A school's desk as a Program: the agent's store, what the fold makes of it, and one call of
// agent/service over it.
#ifndef GOM_TESTS_SIM_DESK_PROGRAM_H_
#define GOM_TESTS_SIM_DESK_PROGRAM_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "agent/service/desk.h"
#include "tests/agent/school.h"
#include "tests/sim/trial.h"

namespace gom::sim {

// On an enrolled school with a plan: `prepare` has happened when the operation, `act`, begins.
Operation DeskOperation(const std::function<void(agent::School&)>& prepare,
                        std::function<absl::Status(agent::Desk&)> act);

// On a computer that is not enrolled yet.
Operation NewDeskOperation(std::function<absl::Status(agent::Desk&)> act);

// Everything that a store holds, as text: equal for equal holdings.
std::string PictureOf(const agent::AgentStore& store);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_DESK_PROGRAM_H_
