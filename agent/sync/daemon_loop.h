// When `serve` syncs: at once when there is new work or a person asks, else when the hub said to
// come back, else now and then; after failures with a back-off. One thread takes what happened,
// decides, acts.
#ifndef GOM_AGENT_SYNC_DAEMON_LOOP_H_
#define GOM_AGENT_SYNC_DAEMON_LOOP_H_

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/sync/exchange_loop.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/backoff.h"

namespace gom::agent {

// How long to wait before the next sync. Pure but for the random source.
class Pace {
 public:
  // A school with nothing to say asks this often, give or take a quarter.
  static constexpr absl::Duration kQuiet = absl::Minutes(15);

  explicit Pace(platform::RandomSource& random) : random_(random), backoff_(random) {}
  absl::Duration After(const absl::StatusOr<SyncOutcome>& sync);
  // A person asks, or there is new work: start over with short waits.
  void Nudge() { backoff_.Reset(); }

 private:
  platform::RandomSource& random_;
  rpc::Backoff backoff_;
};

class DaemonLoop {
 public:
  // `sync` runs on the loop's own thread. All must outlive the loop.
  DaemonLoop(std::function<absl::StatusOr<SyncOutcome>()> sync,
             const platform::MonotonicClock& clock, platform::RandomSource& random);
  // Waits for a sync that is under way.
  ~DaemonLoop();
  DaemonLoop(const DaemonLoop&) = delete;
  DaemonLoop& operator=(const DaemonLoop&) = delete;

  // There is new work. From any thread; returns at once.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);
  // Until it syncs next by itself; zero while it does.
  absl::Duration UntilNext() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Work();
  bool Called() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return stopping_ || awake_; }

  const std::function<absl::StatusOr<SyncOutcome>()> sync_;
  const platform::MonotonicClock& clock_;
  Pace pace_;  // the loop's thread alone
  platform::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool awake_ ABSL_GUARDED_BY(mutex_) = true;    // the first sync is at once
  absl::Duration next_ ABSL_GUARDED_BY(mutex_);  // by the clock
  std::thread thread_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_DAEMON_LOOP_H_
