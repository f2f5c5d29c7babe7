// State as it was: folded aside, from the nearest snapshot before and the log, for questions about
// an earlier position or time. The last few answers are kept for a while, since who asks about one
// indicator then asks about the next.
//
//   PastStates past(store, snapshots, clock);
//   ASSIGN_OR_RETURN(std::shared_ptr<const State> then, past.AtPosition(41'200));
//
// May be shared by threads. One question folds at a time, and nobody waits for it: each of those
// that would has a worker, and there are few, which an Exchange may need.
#ifndef GOM_HUB_SNAPSHOT_PAST_H_
#define GOM_HUB_SNAPSHOT_PAST_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "hub/snapshot/snapshots.h"

namespace gom::hub {

class PastStates {
 public:
  // How many are kept, and for how long after the last question about each; the rest is dropped at
  // the next question.
  static constexpr size_t kKept = 2;
  static constexpr absl::Duration kKeptFor = absl::Minutes(5);

  // All must outlive it.
  PastStates(HubStore& store, Snapshots& snapshots, const platform::MonotonicClock& clock)
      : store_(store), snapshots_(snapshots), clock_(clock) {}

  // After the record at `position`. OUT_OF_RANGE position_ahead; RESOURCE_EXHAUSTED past_busy:
  // another question is being folded.
  absl::StatusOr<std::shared_ptr<const State>> AtPosition(uint64_t position)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // After the newest record that was made at that time or before it (milliseconds since 1970); a
  // time to come is now. OUT_OF_RANGE nothing_known before the log begins; past_busy.
  absl::StatusOr<std::shared_ptr<const State>> AtTime(int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Kept {
    uint64_t position = 0;  // as asked; kNewest: by time
    int64_t at = 0;
    absl::Duration asked;  // monotonic
    std::shared_ptr<const State> state;
  };
  // Whether what was folded is still all that there is to say.
  absl::StatusOr<bool> IsCurrent(const Kept& kept);
  // What was asked before and is kept; takes note that it was asked now.
  std::optional<Kept> FindKept(uint64_t position, int64_t at) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::shared_ptr<const State>> Find(uint64_t position, int64_t at)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<std::shared_ptr<const State>> Fold(uint64_t position, int64_t at)
      ABSL_LOCKS_EXCLUDED(mutex_);

  HubStore& store_;
  Snapshots& snapshots_;
  const platform::MonotonicClock& clock_;
  platform::Mutex mutex_;
  std::list<Kept> kept_ ABSL_GUARDED_BY(mutex_);  // asked last, first
  bool folding_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SNAPSHOT_PAST_H_
