// What is wrong with this computer's clock, as well as it can tell without the hub. Pure.
//
// How far it was from the hub's is known at each sync. Since then it may have been set: where the
// program has run meanwhile, that shows, as wall time and monotonic time have parted; they part by
// as much while a computer sleeps, so that alone accuses nobody and clears only a clock that would
// be right now.
#ifndef GOM_AGENT_SERVICE_CLOCK_FAULT_H_
#define GOM_AGENT_SERVICE_CLOCK_FAULT_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// Less is what clocks do.
inline constexpr int64_t kClockWorthSayingMs = 5 * 60 * 1000;

// Milliseconds throughout.
struct ClockFacts {
  int64_t now = 0;        // by this computer's clock
  int64_t last_sync = 0;  // by this computer's clock; 0: never
  int64_t skew = 0;       // this clock minus the hub's, at the last sync
  int64_t moved = 0;      // by how much it was set since, as far as the program has seen
};
v1::AgentStatus::Clock ClockFaultOf(const ClockFacts& facts);
// By the hub's clock: not before the last sync, whatever this one says.
int64_t HubNow(const ClockFacts& facts);

// Sees wall time and monotonic time part. May be shared by threads.
class ClockWatch {
 public:
  ClockWatch(int64_t wall_ms, absl::Duration monotonic) { StartAt(wall_ms, monotonic); }
  // A sync has just told how far the clock is off.
  void StartAt(int64_t wall_ms, absl::Duration monotonic) {
    apart_ = wall_ms - absl::ToInt64Milliseconds(monotonic);
  }
  int64_t Moved(int64_t wall_ms, absl::Duration monotonic) const {
    return wall_ms - absl::ToInt64Milliseconds(monotonic) - apart_;
  }

 private:
  std::atomic<int64_t> apart_ = 0;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_CLOCK_FAULT_H_
