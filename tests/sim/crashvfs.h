// A disk in memory that can fail: a SQLite VFS whose power can be cut at any write or sync, whose
// calls can return errors, and that can be full. One object is one disk with one folder; several
// live side by side. Everything that chance decides follows from the seed.
//
//   CrashDisk disk(seed);
//   ASSERT_OK(Database::Open("a.db", {.vfs = disk.name(), …}));
//   disk.StopAt(Stop::kPowerCut, 7);   // the seventh change from now
//   …                                  // from there on everything is refused
//   disk.PowerUp();                    // what survived is what the files hold now
//   ASSERT_OK(Database::Open(…));      // the old connections may be closed before or after
//
// WAL and shared memory work for several connections of one process, as hub/store uses them. Locks
// are those of SQLite's unix VFS, between connections of this process alone. A connection that was
// open when the power went stays dead; it must be closed before the disk is destroyed. Sleeping
// takes no time. Thread-safe; but what happens at the k-th call is only the same each time if one
// thread calls at a time. (The salts of a WAL are drawn by SQLite itself; nothing hangs on them.)
//
// Not modelled: a disk that lies about syncing, bit rot, writes to the wrong place.
#ifndef GOM_TESTS_SIM_CRASHVFS_H_
#define GOM_TESTS_SIM_CRASHVFS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/disk_image.h"

struct sqlite3_vfs;

namespace gom::sim {

// What SQLite asks of a disk. The first five change it.
enum class Call { kCreate, kWrite, kTruncate, kSync, kRemove, kOpen, kRead, kMap };
inline constexpr size_t kCallKinds = 8;
using CallSet = std::vector<Call>;

enum class Stop {
  kPowerCut,  // what was not synced is kept, lost or damaged by chance
  kKill,      // the program dies; the system still has what was written
};

// The `at`-th call, from 1, among those of the kinds `calls` that come from now on, fails; and all
// of them behind it where `for_ever`. The code is the SQLITE_IOERR_… of the kind (SQLITE_CANTOPEN
// for create and open), or SQLITE_FULL.
struct Failure {
  CallSet calls{};  // empty: every kind
  int64_t at = 1;
  bool for_ever = false;
  bool full = false;
};

struct CrashDiskOptions {
  // As SQLite's unix VFS promises: a write does not damage the bytes beside it.
  bool powersafe_overwrite = true;
};

class CrashCore;

class CrashDisk {
 public:
  explicit CrashDisk(uint64_t seed, CrashDiskOptions options = {});
  // Starts with what another disk held.
  CrashDisk(uint64_t seed, DiskImage image, CrashDiskOptions options = {});
  ~CrashDisk();
  CrashDisk(const CrashDisk&) = delete;
  CrashDisk& operator=(const CrashDisk&) = delete;

  // For sqlite3_open_v2, log::DatabaseOptions::vfs and what passes it on.
  const std::string& name() const { return name_; }

  // --- dials; each counts from the moment it is set, and forgets the one of its kind before
  void StopAt(Stop how, int64_t change);
  void Fail(Failure failure);
  // More bytes than this in all files together: SQLITE_FULL.
  void SetQuota(int64_t bytes);
  // No stop, no failure, no quota from now on; a disk that has stopped stays so.
  void Repair();

  // --- the switch
  void StopNow(Stop how);
  bool stopped() const;
  // Power returns to a disk that was cut (one that still runs is cut first); dials are reset.
  void PowerUp();
  // The program is started again after Stop::kKill; dials are reset.
  void Restart();

  // --- what has been asked of it since ForgetCalls
  int64_t calls(Call kind) const;
  int64_t calls() const;    // of all kinds
  int64_t changes() const;  // those of the first five kinds: the places where StopAt can stop it
  void ForgetCalls();

  // --- what it holds
  DiskImage image() const;
  int64_t TotalBytes() const;
  int64_t MostBytes() const;  // since ForgetCalls
  bool Holds(std::string_view bytes) const;

 private:
  const std::unique_ptr<CrashCore> core_;
  const std::string name_;
  const std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_CRASHVFS_H_
