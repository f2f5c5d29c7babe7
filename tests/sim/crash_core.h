// The disk behind a CrashDisk, in C++: SQLite's calls as methods that answer SQLite's codes. What
// each promises is in SQLite's own description of a VFS; what the dials do is in crashvfs.h.
#ifndef GOM_TESTS_SIM_CRASH_CORE_H_
#define GOM_TESTS_SIM_CRASH_CORE_H_

#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "tests/sim/crashvfs.h"
#include "tests/sim/disk_image.h"

namespace gom::sim {

class CrashCore {
 public:
  // A part of the memory that the connections to one file share.
  using Region = std::vector<char>;

  // A file that SQLite has open.
  struct Handle {
    explicit Handle(CrashCore& c) : core(c) {}
    CrashCore& core;
    uint64_t generation = 0;
    uint64_t number = 0;
    std::string remove_on_close;
    bool syncs_folder = false;  // its first sync makes the folder durable, as the unix VFS does
    int lock = SQLITE_LOCK_NONE;
    uint32_t shared_slots = 0;  // locks on the shared memory, one bit each
    uint32_t exclusive_slots = 0;
    bool mapped = false;
    // Kept alive while SQLite points at them, even when the program has "died".
    std::vector<std::shared_ptr<Region>> regions;
  };

  CrashCore(uint64_t seed, DiskImage image, CrashDiskOptions options)
      : options_(options), random_(seed), image_(std::move(image)) {}

  // --- what CrashDisk offers
  void StopAt(Stop how, int64_t change);
  void Fail(Failure failure);
  void SetQuota(int64_t bytes);
  void Repair();
  void StopNow(Stop how);
  bool stopped() const;
  void Start(Stop after);
  int64_t calls(Call kind) const;
  void ForgetCalls();
  DiskImage image() const;
  int64_t TotalBytes() const;
  int64_t MostBytes() const;
  bool Holds(std::string_view bytes) const;

  // --- what SQLite asks
  int Open(const char* name, int flags, std::unique_ptr<Handle>* opened);
  int Remove(const std::string& name, bool sync_folder);
  bool Exists(const std::string& name);
  void Close(std::unique_ptr<Handle> handle);
  int Read(Handle& handle, char* bytes, int64_t count, int64_t offset);
  int Write(Handle& handle, std::string_view bytes, int64_t offset);
  int Truncate(Handle& handle, int64_t size);
  int Sync(Handle& handle);
  int Size(Handle& handle, int64_t* size);
  int Lock(Handle& handle, int level);
  int Unlock(Handle& handle, int level);
  bool Reserved(Handle& handle);
  int Map(Handle& handle, size_t region, size_t bytes, bool extend, void volatile** place);
  int LockSlots(Handle& handle, int first, int count, int flags);
  void Unmap(Handle& handle);
  void Barrier();
  bool powersafe_overwrite() const { return options_.powersafe_overwrite; }
  std::string RandomBytes(size_t count);
  void Sleep(int64_t microseconds);
  // Milliseconds since the Julian epoch; moves with Sleep alone.
  int64_t NowMs();

 private:
  bool Dead(const Handle& handle) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return stopped_.has_value() || handle.generation != generation_;
  }
  // Whether another live handle of the same file fits.
  bool AnyOther(const Handle& handle, absl::FunctionRef<bool(const Handle&)> fits) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Counts a call; not SQLITE_OK: it is to fail so.
  int Enter(Call kind) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool Fails(Call kind) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Says whether the change that is being made is the one at which the disk stops; stops it then.
  bool StopsHere() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Halt(Stop how) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ResetDials() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const CrashDiskOptions options_;
  mutable platform::Mutex mutex_;
  platform::SeededRandom random_ ABSL_GUARDED_BY(mutex_);
  DiskImage image_ ABSL_GUARDED_BY(mutex_);
  std::optional<Stop> stopped_ ABSL_GUARDED_BY(mutex_);
  uint64_t generation_ ABSL_GUARDED_BY(mutex_) = 1;  // rises with each start; old handles are dead
  std::set<const Handle*> handles_ ABSL_GUARDED_BY(mutex_);
  std::map<uint64_t, std::vector<std::shared_ptr<Region>>> shared_memory_
      ABSL_GUARDED_BY(mutex_);  // by the number of the file
  std::array<int64_t, kCallKinds> calls_ ABSL_GUARDED_BY(mutex_){};
  int64_t most_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t slept_us_ ABSL_GUARDED_BY(mutex_) = 0;

  std::optional<Stop> stop_how_ ABSL_GUARDED_BY(mutex_);
  int64_t changes_until_stop_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<Failure> failure_ ABSL_GUARDED_BY(mutex_);
  int64_t calls_until_failure_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t quota_ ABSL_GUARDED_BY(mutex_) = std::numeric_limits<int64_t>::max();
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_CRASH_CORE_H_
