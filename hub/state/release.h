// Held Changes that something, or somebody, has let go. Pure; ReleaseHeld, which asks for all of
// them, is in decide.h.
#ifndef GOM_HUB_STATE_RELEASE_H_
#define GOM_HUB_STATE_RELEASE_H_

#include <cstdint>

#include "common/log/chain.h"
#include "hub/state/view.h"

namespace gom::hub {

// Decides the held Changes of one Entry again until nothing moves, each release a record; answers
// how many were released. `arrived`: the numbers of the Revision that was received there, where
// nothing else is new: it can only move those that wait for a parent, and those that may be one
// with it. Null: everything.
uint32_t ReleaseIn(View& view, const EntryKey& key, const log::Digest* arrived);

// The owner of a stream of a unit has shown that it has the same Changes up to `last`: those that
// wait for the operator because of who had brought them first are decided again as its own. Where
// they go on waiting for something else, that is all that they wait for.
void ReleaseToOwner(View& view, const StreamEnd& stream, uint64_t last);

// The operator's decision on what waits in one Entry for a parent that nobody will bring any more:
// a record of it, with `words`, and all of that decided as if it named only the parents that are
// known here; answers how many were released. 0: nothing waits so, and nothing was added.
uint32_t TakeWaiting(View& view, const EntryKey& key, v1::EventText words);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_RELEASE_H_
