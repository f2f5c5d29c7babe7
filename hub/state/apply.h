// The fold: one Event of the hub's log moves State. It cannot fail and does not decide: what a
// record says was decided is what happens. Unknown kinds of record are counted and passed over.
#ifndef GOM_HUB_STATE_APPLY_H_
#define GOM_HUB_STATE_APPLY_H_

#include <string_view>

#include "hub/state/state.h"

namespace gom::hub {

// Raised when the same log would fold to another State.
inline constexpr uint32_t kFoldVersion = 2;

// `main`: the bytes of an Event; its second part is never read here. Leaves Progress behind: call
// Settle after the last one of a batch, before anybody reads.
void Fold(State& state, uint64_t index, const log::Digest& digest, std::string_view main);
void Settle(State& state);

// A digest of everything in State but Progress, which follows from it; the same on every machine.
log::Digest StateDigest(const State& state);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_APPLY_H_
