#include "hub/snapshot/check.h"

#include "common/text/status_macros.h"
#include "hub/state/apply.h"

namespace gom::hub {

absl::StatusOr<uint64_t> FindUnlikeSnapshot(HubStore& store, const Snapshots& snapshots) {
  State folded;
  for (const SnapshotStamp& stamp : snapshots.List()) {
    RETURN_IF_ERROR(FoldTail(store, &folded, stamp.position.index));
    State kept;
    const absl::Status read = snapshots.Read(stamp, &kept);
    if (absl::IsNotFound(read)) continue;
    if (!read.ok() || folded.position != stamp.position ||
        StateDigest(folded) != StateDigest(kept) || !(folded.progress == kept.progress)) {
      return stamp.position.index;
    }
  }
  return 0;
}

}  // namespace gom::hub
