#include "common/platform/stop.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "common/platform/clock.h"
#include "common/platform/descriptor.h"
#include "common/platform/words.h"

namespace gom::platform {

absl::StatusOr<std::unique_ptr<StopSignal>> StopSignal::Install() {
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGINT);
  sigaddset(&stopping, SIGTERM);
  const auto refuse = [](int error) {
    return text::Refuse(absl::StatusCode::kInternal, kNoStopSignal,
                        std::generic_category().message(error));
  };
  if (int error = pthread_sigmask(SIG_BLOCK, &stopping, nullptr); error != 0) return refuse(error);
  signal(SIGPIPE, SIG_IGN);
  Descriptor signals(signalfd(-1, &stopping, SFD_CLOEXEC | SFD_NONBLOCK));
  Descriptor requested(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!signals.ok() || !requested.ok()) return refuse(errno);
  return std::unique_ptr<StopSignal>(new StopSignal(signals.Release(), requested.Release()));
}

StopSignal::~StopSignal() {
  close(signals_);
  close(requested_);
}

void StopSignal::Wait() {
  while (!WaitFor(absl::InfiniteDuration())) {
  }
}

bool StopSignal::WaitFor(absl::Duration timeout) {
  const SystemMonotonicClock clock;
  const absl::Duration until = clock.Now() + timeout;
  for (;;) {
    const absl::Duration left = std::max(until - clock.Now(), absl::ZeroDuration());
    // Whole milliseconds, rounded up, an hour at most: poll's timeout is an int.
    const int wait_ms = static_cast<int>(
        absl::ToInt64Milliseconds(std::min(left + absl::Microseconds(999), absl::Hours(1))));
    pollfd ready[] = {{signals_, POLLIN, 0}, {requested_, POLLIN, 0}};
    const int count = poll(ready, 2, wait_ms);
    if (count > 0) {
      // A signal is taken once, but whoever asks later must be told too.
      Request();
      return true;
    }
    if (clock.Now() >= until) return false;
  }
}

void StopSignal::Request() {
  const uint64_t one = 1;
  // Can only fail when the counter is full, and then it is readable already.
  [[maybe_unused]] const ssize_t wrote = write(requested_, &one, sizeof(one));
}

}  // namespace gom::platform
