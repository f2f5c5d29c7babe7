// Whether the snapshots say what the log says.
#ifndef GOM_HUB_SNAPSHOT_CHECK_H_
#define GOM_HUB_SNAPSHOT_CHECK_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "hub/snapshot/snapshots.h"

namespace gom::hub {

// Folds the log from nothing and holds the State at each snapshot's position against it, totals
// too. The position of the first one that is otherwise or damaged; 0: all are well, or there are
// none (then the log is not read). One that is removed meanwhile, as the keeper does with older
// ones, says nothing.
absl::StatusOr<uint64_t> FindUnlikeSnapshot(HubStore& store, const Snapshots& snapshots);

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_CHECK_H_
