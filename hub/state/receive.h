// What becomes of one Change, and of the held ones that it lets go. Shared by what devices send and
// what the office enters.
#ifndef GOM_HUB_STATE_RECEIVE_H_
#define GOM_HUB_STATE_RECEIVE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "common/sync/entry_fold.h"
#include "common/sync/revision.h"
#include "hub/state/decode.h"
#include "hub/state/view.h"

namespace gom::hub {

// How a Change came here, where that is not from its own device.
struct Route {
  uint32_t office_unit = kNoUnit;  // the unit whose Entry the office enters, also under a lock
  uint32_t via = 0;                // the device that hands it back after a restore
  int64_t first_at = 0;            // when an earlier term received it, as a receipt proves; 0: now
};

struct Received {
  uint64_t hub_index = 0;
  EntryKey entry;
  sync::Placement placement;
};

// Takes the next Change of a stream, whose end is *end; moves it.
Received Receive(View& view, StreamEnd* end, const v1::Sealed& sealed, const Route& route = {});
Received Receive(View& view, StreamEnd* end, const v1::Sealed& sealed, const DecodedChange& decoded,
                 const Route& route = {});

// Decides the held Changes of one Entry again until nothing moves; answers how many were released.
// `arrived`: the numbers of the Revision that was received there, where nothing else is new: it can
// only move those that wait for a parent, and those that may be one with it. Null: everything.
uint32_t ReleaseIn(View& view, const EntryKey& key, const log::Digest* arrived);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_RECEIVE_H_
