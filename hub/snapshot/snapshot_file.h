// One snapshot on disk: the chunks of a State, then a table that says what they are of and gives
// the SHA-256 of each, then the table's own. A file without a sound end does not count, so one that
// was cut off is none.
//
//   RETURN_IF_ERROR(WriteSnapshot(path, state));               // durable and whole, or not there
//   ASSIGN_OR_RETURN(SnapshotStamp stamp, ReadStamp(path));
//   RETURN_IF_ERROR(ReadSnapshot(path, &state));               // every byte against its digest
//
// kDataLoss snapshot_unfit: damaged, or made by another version; the codes of file_system.h.
// Everything blocks on the disk.
#ifndef GOM_HUB_SNAPSHOT_SNAPSHOT_FILE_H_
#define GOM_HUB_SNAPSHOT_SNAPSHOT_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/log/chain.h"
#include "hub/state/state.h"

namespace gom::hub {

// What a snapshot is of.
struct SnapshotStamp {
  log::Position position;
  int64_t newest_at = 0;         // milliseconds: time of the newest record
  std::vector<uint32_t> locked;  // numbers of periods, ascending
  uint64_t bytes = 0;            // of the file
  friend bool operator==(const SnapshotStamp&, const SnapshotStamp&) = default;
};

// `state` is settled and does not change meanwhile.
absl::Status WriteSnapshot(const std::string& path, const State& state);
// Reads the table alone.
absl::StatusOr<SnapshotStamp> ReadStamp(const std::string& path);
// Into a new State; where it fails that is to be thrown away. Two threads share the work.
absl::Status ReadSnapshot(const std::string& path, State* state);

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_SNAPSHOT_FILE_H_
