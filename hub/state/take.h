// Comparing what a device sends with what is here, and taking what is new, in order. Shared by a
// device's own stream and those that it hands back.
#ifndef GOM_HUB_STATE_TAKE_H_
#define GOM_HUB_STATE_TAKE_H_

#include <cstdint>

#include "gom/v1/record.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "hub/state/proofs.h"
#include "hub/state/receive.h"
#include "hub/state/view.h"

namespace gom::hub {

// Whether our chain has this digest there; `place` must be at or before our end.
bool SameAt(const View& view, const StreamEnd& ours, const log::Position& place);

struct Taken {
  uint64_t agreed = 0;            // how far the chains were compared and are the same
  uint64_t first_difference = 0;  // 0: none was seen; otherwise exact: agreed + 1
  uint32_t taken = 0;             // new Changes
  uint32_t known = 0;             // that are here already, the same
};
// `changes` stand right after `after`. Moves *ours. Where the chains differ at `after`, or we have
// no such place, nothing is taken and agreed is 0. `decoded`: of each of them, or empty. `proofs`:
// of when an earlier term received them; of other streams they are passed over.
Taken TakeChanges(View& view, const log::Position& after,
                  const google::protobuf::RepeatedPtrField<v1::Sealed>& changes,
                  absl::Span<const DecodedChange> decoded, absl::Span<const Proof> proofs,
                  const Route& route, StreamEnd* ours);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_TAKE_H_
