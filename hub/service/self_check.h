// A hub that compares its log with what it shows by itself (D12): soon after it was started, and
// then every day, on a thread of its own that takes only the time nobody else wants.
//
//   SelfCheck check([&] { return …; }, [&](const auto& result) { … }, {});
//   check.last().problems
#ifndef GOM_HUB_SERVICE_SELF_CHECK_H_
#define GOM_HUB_SERVICE_SELF_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/mutex.h"

namespace gom::hub {

// What somebody else has found holds for so long where the hub does not look by itself.
inline constexpr absl::Duration kStands = absl::Hours(30 * 24);

struct SelfCheckPolicy {
  // Behind the start, which nothing may delay: schools come back all at once.
  absl::Duration first = absl::Minutes(5);
  absl::Duration every = absl::Hours(24);
  // A log of more bytes is left to `gom-hub verify`, and `status` says so: to look through it takes
  // a while, and as much memory again as the hub has. Some 100,000 reports, ten years of a commune.
  int64_t most_bytes = int64_t{64} << 20;
};

struct SelfCheckResult {
  int64_t at = 0;  // milliseconds, by the hub's clock; 0: nothing was looked at
  size_t problems = 0;
  bool too_large = false;  // nothing was looked at: most_bytes
};

class SelfCheck {
 public:
  using Look = std::function<absl::StatusOr<SelfCheckResult>()>;
  // Told of each look, on the thread.
  using Told = std::function<void(const absl::StatusOr<SelfCheckResult>&)>;

  SelfCheck(Look look, Told told, const SelfCheckPolicy& policy);
  // Waits for a look that is under way.
  ~SelfCheck();
  SelfCheck(const SelfCheck&) = delete;
  SelfCheck& operator=(const SelfCheck&) = delete;

  // Of the last look that came to an end; all zeros before the first.
  SelfCheckResult last() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Somebody has looked, and found this.
  void Note(const SelfCheckResult& result) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  bool Stands(int64_t now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Look look_;
  const Told told_;
  const SelfCheckPolicy policy_;
  mutable platform::Mutex mutex_;
  SelfCheckResult last_ ABSL_GUARDED_BY(mutex_);
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_SELF_CHECK_H_
