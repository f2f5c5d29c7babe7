// A planted bug: what an agent has moved to a new stream, with the parents that it had in the old
// one, as if moving did not rewrite them.
#ifndef GOM_TESTS_SIM_SPOIL_H_
#define GOM_TESTS_SIM_SPOIL_H_

#include <string>

#include "absl/status/status.h"
#include "agent/state/holdings.h"

namespace gom::sim {

// `old` was frozen and `moved` begun by it. The program must not be running.
absl::Status KeepOldParents(const std::string& folder, const std::string& vfs,
                            const agent::OwnStream& old, const agent::OwnStream& moved);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SPOIL_H_
