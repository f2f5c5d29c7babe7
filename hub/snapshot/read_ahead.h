// Reads a long log ahead of whoever folds it: one thread takes the records from the store, which
// checks their chain, and decodes them; the caller's own folds.
//
//   RETURN_IF_ERROR(ReadAhead(store, state.position.index + 1, [&](const RecordAhead& r) {
//     Fold(state, r.index, r.digest, r.decoded);
//     return true;
//   }));
//
// In slices, so that nobody waits long for the store. What fits into one is read by the caller
// alone. Blocks on the disk.
#ifndef GOM_HUB_SNAPSHOT_READ_AHEAD_H_
#define GOM_HUB_SNAPSHOT_READ_AHEAD_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "hub/state/decode.h"
#include "hub/store/hub_store.h"

namespace gom::hub {

struct RecordAhead {
  uint64_t index = 0;
  log::Digest digest{};
  DecodedRecord decoded;
};

// Calls `each` with the records from index `from` on, in order, until it answers false or the log
// ends. Codes of LogStore::Read; what stands before a damage was told by then.
absl::Status ReadAhead(HubStore& store, uint64_t from,
                       absl::FunctionRef<bool(const RecordAhead&)> each);

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_READ_AHEAD_H_
