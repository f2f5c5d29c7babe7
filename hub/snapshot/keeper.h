// Makes snapshots while the hub runs. It folds a State of its own, from the last snapshot and what
// the log has since, so neither the writer nor a reader ever waits for it; while it is at work
// memory is needed twice.
//
//   SnapshotKeeper keeper(store, snapshots, read_state);
//
// A small hub never has one made: folding a commune's year takes less than a second.
#ifndef GOM_HUB_SNAPSHOT_KEEPER_H_
#define GOM_HUB_SNAPSHOT_KEEPER_H_

#include <cstdint>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/mutex.h"
#include "hub/snapshot/snapshots.h"

namespace gom::hub {

struct SnapshotPolicy {
  // Records since the last one after which another is made.
  uint64_t every = 250'000;
  // With fewer it is not worth it at all; with as many one is made when the hub stops, when a
  // period ended, and when one was locked or opened.
  uint64_t worth = 10'000;
  absl::Duration look_every = absl::Minutes(1);
  // After failures it looks half as often each time, down to this: each try folds the log again.
  absl::Duration look_at_least_every = absl::Hours(1);
};

// How long to wait after so many failures in a row.
absl::Duration NextLook(const SnapshotPolicy& policy, int failures);

// Whether one is due. `last` is all zeros where there is none.
bool SnapshotDue(const SnapshotPolicy& policy, const SnapshotStamp& last, const State& state,
                 bool stopping);

class SnapshotKeeper {
 public:
  // Runs what it is given with the published State.
  using ReadState = std::function<void(absl::FunctionRef<void(const State&)>)>;
  // Told why one that was due could not be made (a full disk); the keeper's thread, or whoever
  // stops it. The hub needs none.
  using OnFailure = std::function<void(const absl::Status&)>;

  // Starts the thread. Store, snapshots and what the functions need must outlive the keeper.
  SnapshotKeeper(HubStore& store, Snapshots& snapshots, ReadState read, OnFailure on_failure = {},
                 SnapshotPolicy policy = {});
  // Stops the thread (one that is being made is finished), then makes a last one if it is worth it.
  ~SnapshotKeeper();

  // One now, durable when it returns, of the log as it is. Blocks for as long as that takes; one at
  // a time.
  absl::StatusOr<SnapshotStamp> Make() ABSL_LOCKS_EXCLUDED(making_);
  const Snapshots& snapshots() const { return snapshots_; }
  // The newest; all zeros where there is none. Does not wait for one that is being made.
  SnapshotStamp last() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run();
  bool Due(bool stopping);
  void Tell(const absl::Status& failure);
  void Remember(const SnapshotStamp& stamp) ABSL_LOCKS_EXCLUDED(mutex_);

  HubStore& store_;
  Snapshots& snapshots_;
  const ReadState read_;
  const OnFailure on_failure_;
  const SnapshotPolicy policy_;
  platform::Mutex making_;
  mutable platform::Mutex mutex_;
  SnapshotStamp last_ ABSL_GUARDED_BY(mutex_);
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_KEEPER_H_
