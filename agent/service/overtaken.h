// A draft whose entry went on meanwhile: another computer submitted, or this one joined two
// versions. The clerk is told; where both changed the same field before the draft can be submitted,
// since the two would stand side by side. The next time that the draft is kept it takes over what
// it did not change itself.
#ifndef GOM_AGENT_SERVICE_OVERTAKEN_H_
#define GOM_AGENT_SERVICE_OVERTAKEN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/entry.pb.h"

namespace gom::agent {

// The version that the draft at `place` does not rest on; nullptr where there is none, or no draft,
// or several versions to choose between (that is said in another way).
const Revision* OvertakenBy(const SchoolState& state, const Place& place);

// What says so, with the fields that the newer version changed and what it says there: an error
// where the draft says something else in one of them, else a warning.
std::optional<v1::Finding> OvertakenFinding(const SchoolState& state, const Place& place);

// The draft, put on top of the version that has overtaken it: where it is still as it was begun it
// takes what the newer one says, the rest stays. Answers the warning that tells what was taken and
// what both had changed; nothing where it was not overtaken.
absl::StatusOr<std::optional<v1::Finding>> TakeOver(const SchoolState& state, const Place& place,
                                                    Draft* draft);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_OVERTAKEN_H_
