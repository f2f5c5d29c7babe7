// What becomes of one Change that arrives. Shared by what devices send and what the office enters.
#ifndef GOM_HUB_STATE_RECEIVE_H_
#define GOM_HUB_STATE_RECEIVE_H_

#include <cstdint>

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

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_RECEIVE_H_
