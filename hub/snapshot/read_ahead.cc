#include "hub/snapshot/read_ahead.h"

#include <array>
#include <cstddef>
#include <deque>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"
#include "common/text/status_macros.h"

namespace gom::hub {
namespace {

// Small enough to stay in the processor's cache until they are folded.
constexpr size_t kSliceRecords = 1'000;
constexpr size_t kSlicesAhead = 3;

struct Slice {
  // As many as were ever needed: their messages keep their memory from one use to the next, and
  // stay where they are.
  std::deque<RecordAhead> records;
  size_t count = 0;
  absl::Status status;
  bool last() const { return !status.ok() || count < kSliceRecords; }
};

void Fill(HubStore& store, uint64_t from, Slice* slice) {
  slice->count = 0;
  slice->status = store.Read(from, [slice](const log::Record& record) {
    if (slice->count == slice->records.size()) slice->records.emplace_back();
    RecordAhead& ahead = slice->records[slice->count++];
    ahead.index = record.index;
    ahead.digest = record.digest;
    ahead.decoded.Decode(record.main);
    return slice->count < kSliceRecords;
  });
}

bool Tell(const Slice& slice, absl::FunctionRef<bool(const RecordAhead&)> each) {
  for (size_t i = 0; i < slice.count; ++i) {
    if (!each(slice.records[i])) return false;
  }
  return true;
}

// A ring of slices between two threads.
class Reader {
 public:
  Reader(HubStore& store, uint64_t from) : store_(store), thread_([this, from] { Run(from); }) {}
  ~Reader() {
    {
      platform::MutexLock lock(&mutex_);
      stop_ = true;
    }
    thread_.join();
  }

  // Waits for the next one; it stays as it is until Done.
  const Slice& Next() {
    platform::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Reader::HasSlice));
    return slices_[told_ % kSlicesAhead];
  }
  void Done() {
    platform::MutexLock lock(&mutex_);
    ++told_;
  }

 private:
  void Run(uint64_t from) {
    while (Slice* slice = Room()) {
      Fill(store_, from, slice);
      from += slice->count;
      const bool last = slice->last();
      platform::MutexLock lock(&mutex_);
      ++filled_;
      if (last) return;
    }
  }
  // Null: nobody wants more.
  Slice* Room() {
    platform::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Reader::HasRoom));
    return stop_ ? nullptr : &slices_[filled_ % kSlicesAhead];
  }
  bool HasRoom() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stop_ || filled_ - told_ < kSlicesAhead;
  }
  bool HasSlice() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return told_ < filled_; }

  HubStore& store_;
  platform::Mutex mutex_;
  // Those from told_ up to filled_ are the caller's, the others the reading thread's.
  std::array<Slice, kSlicesAhead> slices_;
  size_t filled_ ABSL_GUARDED_BY(mutex_) = 0, told_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stop_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace

absl::Status ReadAhead(HubStore& store, uint64_t from,
                       absl::FunctionRef<bool(const RecordAhead&)> each) {
  Slice first;
  Fill(store, from, &first);
  if (!Tell(first, each) || first.last()) return first.status;
  Reader reader(store, from + first.count);
  while (true) {
    const Slice& slice = reader.Next();
    if (!Tell(slice, each) || slice.last()) return slice.status;
    reader.Done();
  }
}

}  // namespace gom::hub
