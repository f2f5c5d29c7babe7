// The two clocks. Wall time is what people read: it may be wrong by years, jumps, and decides
// nothing. Monotonic time is for deadlines, timers and back-off. Both come in through these
// interfaces, so that a test can hold them.
//
// Implementations may be called from any thread.
#ifndef GOM_COMMON_PLATFORM_CLOCK_H_
#define GOM_COMMON_PLATFORM_CLOCK_H_

#include <atomic>
#include <cstdint>

#include "absl/time/time.h"

namespace gom::platform {

class WallClock {
 public:
  virtual ~WallClock() = default;
  // Milliseconds since 1970-01-01 UTC; may be negative, may go backwards.
  virtual int64_t NowMs() const = 0;
};

class MonotonicClock {
 public:
  virtual ~MonotonicClock() = default;
  // Since an arbitrary start; never goes backwards.
  virtual absl::Duration Now() const = 0;
};

class SystemWallClock final : public WallClock {
 public:
  int64_t NowMs() const override;
};

// Does not count the time that the machine slept.
class SystemMonotonicClock final : public MonotonicClock {
 public:
  absl::Duration Now() const override;
};

// Clocks that stand still until they are told otherwise: for the simulator and for tests.
class ManualWallClock final : public WallClock {
 public:
  explicit ManualWallClock(int64_t now_ms = 0) : now_ms_(now_ms) {}
  int64_t NowMs() const override { return now_ms_; }
  void Set(int64_t now_ms) { now_ms_ = now_ms; }
  void Advance(absl::Duration by) { now_ms_ += absl::ToInt64Milliseconds(by); }

 private:
  std::atomic<int64_t> now_ms_;
};

class ManualMonotonicClock final : public MonotonicClock {
 public:
  absl::Duration Now() const override { return absl::Nanoseconds(now_ns_.load()); }
  void Advance(absl::Duration by) { now_ns_ += absl::ToInt64Nanoseconds(by); }

 private:
  std::atomic<int64_t> now_ns_{0};
};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_CLOCK_H_
