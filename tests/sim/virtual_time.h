// Time that moves when the simulation says so; and the clocks of one machine in it: a monotonic one
// that is right, and a wall clock that somebody may set to anything.
#ifndef GOM_TESTS_SIM_VIRTUAL_TIME_H_
#define GOM_TESTS_SIM_VIRTUAL_TIME_H_

#include <cstdint>

#include "absl/time/time.h"
#include "common/platform/clock.h"

namespace gom::sim {

// Milliseconds since 1970 of a world in which it is July 2026.
struct VirtualTime {
  int64_t now_ms = 1'782'900'000'000;
};

class MachineWallClock final : public platform::WallClock {
 public:
  explicit MachineWallClock(const VirtualTime& time) : time_(time) {}
  int64_t NowMs() const override { return time_.now_ms + wrong_by_ms; }
  int64_t wrong_by_ms = 0;

 private:
  const VirtualTime& time_;
};

class MachineMonotonicClock final : public platform::MonotonicClock {
 public:
  explicit MachineMonotonicClock(const VirtualTime& time) : time_(time) {}
  absl::Duration Now() const override { return absl::Milliseconds(time_.now_ms); }

 private:
  const VirtualTime& time_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_VIRTUAL_TIME_H_
