// How much of the heap is in use, asked on a thread of its own: the allocator's answer takes its
// locks, and seconds where somebody shreds the heap meanwhile. Whoever asks here never waits.
//
//   const std::optional<uint64_t> heap = watch.Ask(limit);   // what was answered to the last
//   question
//
// Where the heap is within `limit` and much more is resident, what was freed and is kept is given
// back to the system first.
#ifndef GOM_HUB_SERVICE_HEAP_WATCH_H_
#define GOM_HUB_SERVICE_HEAP_WATCH_H_

#include <cstdint>
#include <optional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"

namespace gom::hub {

// Bytes of this process in memory.
uint64_t ResidentBytes();

// May be shared by threads.
class HeapWatch {
 public:
  HeapWatch() = default;
  ~HeapWatch();
  HeapWatch(const HeapWatch&) = delete;
  HeapWatch& operator=(const HeapWatch&) = delete;

  // Bytes in use when the last question was answered, and the next question is put; nothing while
  // one is not answered yet.
  std::optional<uint64_t> Ask(uint64_t limit) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t Answer(uint64_t limit);

  platform::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<uint64_t> question_ ABSL_GUARDED_BY(mutex_);  // the limit
  std::optional<uint64_t> answer_ ABSL_GUARDED_BY(mutex_);
  bool begun_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t kept_ = 0;   // bytes that stayed when memory was last given back; of the thread alone
  std::thread thread_;  // from the first question on
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_HEAP_WATCH_H_
