// Private files, safe folders, locks and flushes: the parts of the file system that differ between
// systems and that durability rests on.
//
//   RETURN_IF_ERROR(CreatePrivateFolder(data));
//   RETURN_IF_ERROR(RefuseUnsafeFolder(data));
//   RETURN_IF_ERROR(WritePrivateFile(data + "/agent.key", key_pem));
//
// Everything here blocks on the disk. Codes: kPermissionDenied folder_not_writable (A24),
// kFailedPrecondition folder_on_network, folder_on_fuse, folder_removable (A19) and
// data_folder_in_use (A21), kNotFound file_missing, kResourceExhausted disk_full, kUnavailable
// disk_failed for everything else that a disk may do. Each names the path.
#ifndef GOM_COMMON_PLATFORM_FILE_SYSTEM_H_
#define GOM_COMMON_PLATFORM_FILE_SYSTEM_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::platform {

// What the system says about the file system that holds a folder.
struct FolderFacts {
  // statfs(2), f_type.
  uint64_t file_system = 0;
  // The medium can be pulled out.
  bool removable = false;
};
using FolderProbe = std::function<absl::StatusOr<FolderFacts>(const std::string& folder)>;
absl::StatusOr<FolderFacts> ProbeFolder(const std::string& folder);

// Of the disk that a folder is on, in bytes; what an ordinary user may still write.
struct DiskRoom {
  uint64_t free = 0;
  uint64_t total = 0;
};
// Nothing where the disk cannot be asked.
std::optional<DiskRoom> RoomOfDisk(const std::string& folder);

// OK only if a database may live in `folder`: SQLite's WAL does not work on a network file system,
// folders that are synchronised by another program are copied in mid-write, and sticks lie about
// syncing. A folder that is not there yet is judged by its nearest ancestor.
absl::Status RefuseUnsafeFolder(const std::string& folder, const FolderProbe& probe = ProbeFolder);

// Makes the folder and its missing ancestors, with mode 0700, durably; one that is there is taken
// as it is, if it can be written.
absl::Status CreatePrivateFolder(const std::string& folder);

// Writes the whole file or leaves the old one: a temporary file (0600) beside it, fsync, rename,
// fsync of the folder. Durable when it returns OK.
absl::Status WritePrivateFile(const std::string& path, std::string_view bytes);

// The whole file; refuses one larger than `limit` bytes with kResourceExhausted file_too_large.
absl::StatusOr<std::string> ReadFile(const std::string& path, uint64_t limit = 64u << 20);

bool Exists(const std::string& path);

// Makes renames, creations and removals in a folder durable.
absl::Status SyncDirectory(const std::string& folder);

// Gives a whole file its name, which nothing may have yet: kAlreadyExists file_exists, and then all
// is as it was. Durable once the folder is synced.
absl::Status RenameNew(const std::string& from, const std::string& to);

// What a library's call that wrote to `path` means to people; OK where there is no error.
absl::Status WriteStatus(const std::error_code& error, const std::string& path);

// An exclusive lock on a file, held until the object goes or the process dies, however it dies. The
// file stays, and says which process has it.
class LockFile {
 public:
  // Does not wait: kFailedPrecondition data_folder_in_use, with the name of who has it, if another
  // process (or another LockFile) does.
  static absl::StatusOr<LockFile> Take(const std::string& path);
  LockFile(LockFile&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  explicit LockFile(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_FILE_SYSTEM_H_
