// The files of real programs on a disk that can fail, without a word of it in the programs: a test
// that links file_calls.cc has open, write, fsync, rename and their kin bound to it, so whoever
// calls them (ours, SQLite, the C++ library) is seen. What is done below one folder is carried out,
// written down as a tape of changes, and kept as a DiskImage, which knows what is durable; a call
// may be made to fail.
//
//   PutOnDisk(before, folder);
//   FileWatch watch(folder, before, seed);
//   watch.Fail({.at = 7, .error = ENOSPC});
//   …                                               // any code that works on real files
//   DiskImage then = After(before, watch.tape(), 5);   // what a cut behind the fifth change finds
//   then.Crash(random, true);
//   PutOnDisk(then, other);
//
// One watch at a time. Any thread; but what happens at the k-th call is only the same each time if
// one thread calls at a time.
//
// Not seen: shared memory of SQLite ("-shm", which it makes anew), what is written through a
// mapping or a FILE.
#ifndef GOM_TESTS_SIM_FILE_WATCH_H_
#define GOM_TESTS_SIM_FILE_WATCH_H_

#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "tests/sim/disk_image.h"

namespace gom::sim {

// One change of a folder.
struct Change {
  enum class Kind {
    kCreate,
    kWrite,
    kTruncate,
    kSync,
    kLoseSync,  // it failed
    kSyncFolder,
    kRename,
    kLink,
    kRemove,  // a file or an empty folder
    kMakeFolder,
  };
  Kind kind = Kind::kCreate;
  std::string name{};   // below the folder
  std::string to{};     // the new name, of a rename and a link
  uint64_t number = 0;  // the file's, of a write, a truncation and a sync
  int64_t offset = 0;   // or the new size
  std::string bytes{};  // what is written
};
using Tape = std::vector<Change>;

// `image` after the first `count` of the changes. `random` decides what a sync that failed saved.
DiskImage After(DiskImage image, const Tape& tape, size_t count, uint64_t seed = 1);

// Makes `folder`, a real one, hold what programs see of the image, and nothing else.
void PutOnDisk(const DiskImage& image, const std::string& folder);
// The names and bytes of a real folder, and of an image; "-shm" aside.
std::map<std::string, std::string> ContentOf(const std::string& folder);
std::map<std::string, std::string> ContentOf(const DiskImage& image);

struct FileFailure {
  // The `at`-th call from now on, from 1, fails; and all behind it where `for_ever`. Calls are
  // opening, reading and every change; with ENOSPC only those that take room.
  int64_t at = 1;
  int error = EIO;
  bool for_ever = false;
};

class FileWatch {
 public:
  // `folder` is real, absolute, and holds what `image` says.
  FileWatch(std::string folder, DiskImage image, uint64_t seed);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  void Fail(const FileFailure& failure) ABSL_LOCKS_EXCLUDED(mutex_);
  // More bytes than this in all files together: ENOSPC.
  void SetQuota(int64_t bytes) ABSL_LOCKS_EXCLUDED(mutex_);

  Tape tape() const ABSL_LOCKS_EXCLUDED(mutex_);
  DiskImage image() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t calls() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t calls_for_room() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t most_bytes() const ABSL_LOCKS_EXCLUDED(mutex_);

  // --- for file_calls.cc: what the C library would do, with its answers and errno
  static FileWatch* active();
  // Whether a path, or a descriptor that was opened here, is below the folder.
  bool Sees(const char* path) const;
  bool Sees(int file) const ABSL_LOCKS_EXCLUDED(mutex_);
  // The path of `name` in the folder that `folder` has open.
  std::string PathIn(int folder, const char* name) const ABSL_LOCKS_EXCLUDED(mutex_);
  int Open(const char* path, int flags, mode_t mode) ABSL_LOCKS_EXCLUDED(mutex_);
  int Close(int file) ABSL_LOCKS_EXCLUDED(mutex_);
  ssize_t Read(int file, void* bytes, size_t count, std::optional<off_t> offset)
      ABSL_LOCKS_EXCLUDED(mutex_);
  ssize_t Write(int file, std::string_view bytes, std::optional<off_t> offset)
      ABSL_LOCKS_EXCLUDED(mutex_);
  int Truncate(int file, off_t size) ABSL_LOCKS_EXCLUDED(mutex_);
  // Answers the error.
  int Allocate(int file, off_t size) ABSL_LOCKS_EXCLUDED(mutex_);
  int Sync(int file) ABSL_LOCKS_EXCLUDED(mutex_);
  int Rename(const char* from, const char* to) ABSL_LOCKS_EXCLUDED(mutex_);
  int Link(const char* from, const char* to) ABSL_LOCKS_EXCLUDED(mutex_);
  int Remove(const char* path, bool folder) ABSL_LOCKS_EXCLUDED(mutex_);
  int MakeFolder(const char* path, mode_t mode) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct OpenFile {
    std::string name;
    uint64_t number = 0;  // DiskImage::kFolder: a folder
  };
  std::string NameOf(const char* path) const;
  // Counts a call; true: it is to fail, with errno.
  bool Fails(bool takes_room) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool OverQuota(int64_t growth) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Note(Change change) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string folder_;
  mutable platform::Mutex mutex_;
  DiskImage image_ ABSL_GUARDED_BY(mutex_);
  platform::SeededRandom random_ ABSL_GUARDED_BY(mutex_);
  Tape tape_ ABSL_GUARDED_BY(mutex_);
  std::map<int, OpenFile> open_ ABSL_GUARDED_BY(mutex_);
  int64_t calls_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t calls_for_room_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t most_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<FileFailure> failure_ ABSL_GUARDED_BY(mutex_);
  int64_t until_failure_ ABSL_GUARDED_BY(mutex_) = 0;
  std::optional<int64_t> quota_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_FILE_WATCH_H_
