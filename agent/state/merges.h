// Conflicts that need no person: own Revisions that became contenders, joined with what counts.
// Pure; where the rules of joining live: common/sync/merge.h.
#ifndef GOM_AGENT_STATE_MERGES_H_
#define GOM_AGENT_STATE_MERGES_H_

#include <cstdint>
#include <vector>

#include "agent/state/compose.h"
#include "agent/state/school_state.h"

namespace gom::agent {

// One Revision for each Entry whose head and one contender of this device can be joined: its
// parents are these two, in the order in which the hub received them, and it has no author. It is
// asked again after each sync, so a crash before it is written loses nothing.
//
// Left to a person, or to a later sync: where the two cannot be joined; where a rule minds (an
// error, or a warning without a reason that neither side has); a locked period; a version that the
// office returned, as joining it would hide that; an Entry of which something is still on its way
// to the hub, or in which the two were joined already (held for some reason). A draft is in
// nobody's way: it keeps the Revision that it was begun on, and what comes of it is joined with the
// merge in its turn, against that Revision.
std::vector<NewRevision> DueMerges(const SchoolState& state, int64_t at);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_MERGES_H_
