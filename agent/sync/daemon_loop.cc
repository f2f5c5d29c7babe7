#include "agent/sync/daemon_loop.h"

#include <algorithm>
#include <utility>

namespace gom::agent {

absl::Duration Pace::After(const absl::StatusOr<SyncOutcome>& sync) {
  if (!sync.ok()) return backoff_.Next();
  const absl::Duration asked =
      sync->come_back_ms > 0 ? backoff_.ComeBack(sync->come_back_ms) : absl::ZeroDuration();
  // A photo that is cut off goes on as soon as the line may bear it, and not before the hub can.
  if (!sync->evidence.status.ok()) {
    if (sync->evidence.bytes > 0) backoff_.Reset();  // it bears some
    return std::max(backoff_.Next(), asked);
  }
  backoff_.Reset();
  if (sync->come_back_ms > 0) return asked;
  const int64_t quarter = absl::ToInt64Milliseconds(kQuiet) / 4;
  const auto jitter = static_cast<int64_t>(random_.Below(static_cast<uint64_t>(2 * quarter)));
  return kQuiet + absl::Milliseconds(jitter - quarter);
}

DaemonLoop::DaemonLoop(std::function<absl::StatusOr<SyncOutcome>()> sync,
                       const platform::MonotonicClock& clock, platform::RandomSource& random)
    : sync_(std::move(sync)), clock_(clock), pace_(random), thread_([this] { Work(); }) {}

DaemonLoop::~DaemonLoop() {
  {
    platform::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void DaemonLoop::Wake() {
  platform::MutexLock lock(&mutex_);
  awake_ = true;
}

absl::Duration DaemonLoop::UntilNext() {
  platform::MutexLock lock(&mutex_);
  return awake_ ? absl::ZeroDuration() : std::max(absl::ZeroDuration(), next_ - clock_.Now());
}

void DaemonLoop::Work() {
  absl::Duration wait = absl::ZeroDuration();
  while (true) {
    {
      platform::MutexLock lock(&mutex_);
      next_ = clock_.Now() + wait;
      mutex_.AwaitWithTimeout(absl::Condition(this, &DaemonLoop::Called), wait);
      if (stopping_) return;
      if (awake_) pace_.Nudge();
      awake_ = false;
    }
    wait = pace_.After(sync_());
  }
}

}  // namespace gom::agent
