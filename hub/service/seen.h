// When devices were last heard of, since the hub started. Beside the log: it is no decision and may
// be forgotten.
//
// May be shared by threads.
#ifndef GOM_HUB_SERVICE_SEEN_H_
#define GOM_HUB_SERVICE_SEEN_H_

#include <cstdint>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "common/platform/mutex.h"

namespace gom::hub {

struct Seen {
  int64_t last_contact = 0;   // milliseconds since 1970, by the hub's clock
  int64_t clock_skew_ms = 0;  // the device's clock minus the hub's
  uint32_t waiting = 0;       // Changes that it still has to send
};

class SeenDevices {
 public:
  void Note(uint32_t device, const Seen& seen) ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    devices_[device] = seen;
  }

  std::optional<Seen> Find(uint32_t device) const ABSL_LOCKS_EXCLUDED(mutex_) {
    platform::MutexLock lock(&mutex_);
    auto it = devices_.find(device);
    if (it == devices_.end()) return std::nullopt;
    return it->second;
  }

 private:
  mutable platform::Mutex mutex_;
  // As large as the device table: only authorised devices are noted.
  absl::flat_hash_map<uint32_t, Seen> devices_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_SEEN_H_
