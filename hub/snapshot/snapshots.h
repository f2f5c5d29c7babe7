// The snapshots of a hub: files in a folder beside hub.db, one each, named by their position. Not
// in hub.db, where a gigabyte would go through the write-ahead log and make every commit and every
// backup wait for a cache. Removing the whole folder loses nothing but time.
//
//   Snapshots snapshots(folder + "/snapshots");
//   ASSIGN_OR_RETURN(std::unique_ptr<State> state, snapshots.Load(store, position));
//
// May be shared by threads of one process: a file is whole or not there, and readers hold it open.
#ifndef GOM_HUB_SNAPSHOT_SNAPSHOTS_H_
#define GOM_HUB_SNAPSHOT_SNAPSHOTS_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "hub/snapshot/snapshot_file.h"
#include "hub/state/state.h"
#include "hub/store/hub_store.h"

namespace gom::hub {

inline constexpr uint64_t kNewest = std::numeric_limits<uint64_t>::max();
inline constexpr int64_t kAnyTime = std::numeric_limits<int64_t>::max();

class Snapshots {
 public:
  // The folder is made when the first one is written.
  explicit Snapshots(std::string folder) : folder_(std::move(folder)) {}
  const std::string& folder() const { return folder_; }

  // Those with a sound end, ascending by position.
  std::vector<SnapshotStamp> List() const;

  // Removes what a crash left half written. Not while one is being written.
  absl::Status Tidy();

  // Durable when it returns OK; then thins the older ones. One at a time.
  absl::StatusOr<SnapshotStamp> Write(const State& state);

  // One of the list, as it is; see ReadSnapshot.
  absl::Status Read(const SnapshotStamp& stamp, State* state) const;

  // The newest one at or before a position and a time whose position and digest the log has, or an
  // empty State. One that is damaged or not of this log is dropped on the way, one that the disk
  // refuses is passed over. Fails only where the store cannot be read.
  absl::StatusOr<std::unique_ptr<State>> Load(HubStore& store, uint64_t position = kNewest,
                                              int64_t at = kAnyTime);

 private:
  std::string PathOf(uint64_t position) const;
  void Drop(uint64_t position);

  const std::string folder_;
};

// Positions of those that are kept: the two newest, the newest before each `boundary` (time in
// milliseconds: ends of periods), and the first of each set of locked periods. The newest and what
// people ask about; the rest is folded from them.
std::vector<uint64_t> WorthKeeping(const std::vector<SnapshotStamp>& ascending,
                                   const std::vector<int64_t>& boundaries);
// The first moment after each period of the active plan, at +07:00, where the communes are.
std::vector<int64_t> EndsOfPeriods(const State& state);

// Folds the log over a State: records up to a position and to a time (the first later one and all
// after it are not read). In slices, so that nobody waits long for the store. Settled on return.
// `on_slice` is told the index reached, now and then.
absl::Status FoldTail(HubStore& store, State* state, uint64_t position = kNewest,
                      int64_t at = kAnyTime,
                      const std::function<void(uint64_t)>& on_slice = nullptr);

// When a record was made; nullopt where the log has none there.
absl::StatusOr<std::optional<int64_t>> TimeAt(HubStore& store, uint64_t index);

// Told while a long log is folded: how far, of how many records.
using FoldProgress = std::function<void(uint64_t done, uint64_t total)>;

// The State of the whole log, from the newest snapshot that fits.
absl::StatusOr<std::unique_ptr<State>> LoadState(HubStore& store, Snapshots& snapshots,
                                                 const FoldProgress& on_fold = nullptr);

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_SNAPSHOTS_H_
