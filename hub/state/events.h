// What a device of a unit has still to read of the hub's log.
//
//   Events e = CollectEvents(state, unit, request.read(), stream_number);
//   for (v1::Delivery& d : e.deliveries) {
//     if (!IsComplete(d)) …  // read the record at d.index() from the store
//   }
//
// Pure. What a unit receives: the hub's beginning, plans, locks; its own row of the roster; the
// names of its devices' and of the office's streams; what was received for its entries and what
// became of it; verdicts and recognitions on them;
// and which texts of them were erased.
#ifndef GOM_HUB_STATE_EVENTS_H_
#define GOM_HUB_STATE_EVENTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gom/v1/sync.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

inline constexpr size_t kMaxEvents = 512;  // in one answer

// Whether this log has that place: its index is not beyond the end, the first 8 bytes of the digest
// are the same (devices know no more of them), and the term is not higher than ours. Index 0 is
// always known.
bool KnowsPosition(const State& state, const v1::Position& read);

// A place in the hub's log as devices know it: index, the first 8 bytes of the digest, term.
v1::Position DevicePosition(const State& state, uint64_t index);

struct Events {
  // Where reading goes on; index 0: from nothing (also where the read position is not known here).
  v1::Position from;
  // Index and digest are set. What became of the asking stream's own Changes is complete, in `own`,
  // or in `own_run` (without the digest) where neighbours came to the same; into any other the
  // record's bytes are still to go.
  std::vector<v1::Delivery> deliveries;
  // Where the device stands once it has stored all of these.
  v1::Position new_position;
  bool more = false;
};
// `stream`: number of the asking stream; 0: none.
Events CollectEvents(const State& state, uint32_t unit, const v1::Position& read, uint32_t stream,
                     size_t max_events = kMaxEvents);

bool IsComplete(const v1::Delivery& delivery);

// Where an answer had to be cut (64 KiB of bytes read): keeps the first `count` deliveries.
void CutEvents(const State& state, size_t count, Events* events);

// By which a device finds out whether it has made the same of the hub's log
// (common/sync/unit_digest.h): as of state.position.
std::string DigestOfUnit(const State& state, uint32_t unit);

// Whether `sealed` is what a device may be told of this record; false for kinds that are the hub's
// own.
bool IsForUnits(const v1::Event& event);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_EVENTS_H_
