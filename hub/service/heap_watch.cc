#include "hub/service/heap_watch.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace gom::hub {
namespace {

constexpr uint64_t kWorthGivingBack = 16 << 20;

uint64_t HeapBytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

}  // namespace

uint64_t ResidentBytes() {
  uint64_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

HeapWatch::~HeapWatch() {
  {
    platform::MutexLock lock(&mutex_);
    closed_ = true;
  }
  if (thread_.joinable()) thread_.join();
}

std::optional<uint64_t> HeapWatch::Ask(uint64_t limit) {
  platform::MutexLock lock(&mutex_);
  if (!std::exchange(begun_, true)) thread_ = std::thread([this] { Run(); });
  if (question_.has_value()) return std::nullopt;
  question_ = limit;
  return std::exchange(answer_, std::nullopt);
}

uint64_t HeapWatch::Answer(uint64_t limit) {
  const uint64_t heap = HeapBytes();
  const uint64_t resident = ResidentBytes();
  kept_ = std::min(kept_, resident);
  if (heap <= limit && resident > kept_ + kWorthGivingBack) {
    malloc_trim(0);
    kept_ = ResidentBytes();
  }
  return heap;
}

void HeapWatch::Run() {
  const auto something = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return closed_ || question_.has_value();
  };
  while (true) {
    uint64_t limit = 0;
    {
      platform::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(&something));
      if (closed_) return;
      limit = *question_;
    }
    const uint64_t heap = Answer(limit);
    platform::MutexLock lock(&mutex_);
    answer_ = heap;
    question_.reset();
  }
}

}  // namespace gom::hub
