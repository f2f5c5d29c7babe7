// The fold: one Event of the hub's log moves State. It cannot fail and does not decide: what a
// record says was decided is what happens. Unknown kinds of record are counted and passed over;
// whoever folds to go on from there looks at State::least_reader first.
#ifndef GOM_HUB_STATE_APPLY_H_
#define GOM_HUB_STATE_APPLY_H_

#include <cstdint>
#include <string_view>

#include "hub/state/decode.h"
#include "hub/state/state.h"

namespace gom::hub {

// Raised when the same log would fold to another State.
inline constexpr uint32_t kFoldVersion = 6;

// `main`: the bytes of an Event; its second part is never read here. Leaves Progress behind: call
// Settle after the last one of a batch, before anybody reads.
void Fold(State& state, uint64_t index, const log::Digest& digest, std::string_view main);
// The same of what was decoded before; `record` keeps its values.
void Fold(State& state, uint64_t index, const log::Digest& digest, const DecodedRecord& record);
void Settle(State& state);

// A digest of everything in State but Progress, which follows from it; the same on every machine.
log::Digest StateDigest(const State& state);

// The same in pieces that are short to look at, each about kPieceItems long, for whoever may not
// keep others waiting. Kept up while State grows: what is added lands behind, or in a piece of its
// own unit, so that two States at one position have the same piece at the same place.
inline constexpr size_t kPieceItems = 2000;
struct StatePiece {
  // What is small, units, streams, entries; kEnd: there is no more.
  enum class Kind : uint8_t { kSmall, kUnits, kStreams, kEntries, kEnd } kind = Kind::kSmall;
  uint32_t at = 0;    // unit or stream
  uint64_t from = 0;  // within it
};
log::Digest PieceDigest(const State& state, const StatePiece& piece, StatePiece* next);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_APPLY_H_
