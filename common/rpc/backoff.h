// How long to wait before trying again: exponential with full jitter, so that a thousand agents
// that lost the hub in the same second do not come back in the same second (C12).
#ifndef GOM_COMMON_RPC_BACKOFF_H_
#define GOM_COMMON_RPC_BACKOFF_H_

#include <cstdint>

#include "absl/time/time.h"
#include "common/platform/random.h"

namespace gom::rpc {

struct BackoffOptions {
  // The first wait is at most this …
  absl::Duration first = absl::Seconds(1);
  // … each further one at most twice the one before, and never more than this.
  absl::Duration most = absl::Minutes(10);
};

// Pure but for the random source, which must outlive it. One thread at a time.
class Backoff {
 public:
  explicit Backoff(platform::RandomSource& random, BackoffOptions options = {})
      : options_(options), random_(random) {}

  // The wait before the next try, uniform in (0, ceiling]; call it once for each failure.
  absl::Duration Next();
  // The wait that the hub asked for: never shorter, at most half as long again. 0: Next(). Does not
  // raise the ceiling.
  absl::Duration ComeBack(uint32_t come_back_ms);
  // After a success, or when a person asks to try now.
  void Reset() { failures_ = 0; }
  int failures() const { return failures_; }

 private:
  absl::Duration Ceiling() const;
  absl::Duration UpTo(absl::Duration ceiling);
  const BackoffOptions options_;
  platform::RandomSource& random_;
  int failures_ = 0;
};

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_BACKOFF_H_
