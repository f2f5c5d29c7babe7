#include "common/platform/file_system.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/platform/descriptor.h"
#include "common/platform/failpoint.h"
#include "common/platform/words.h"
#include "common/text/status_macros.h"

namespace gom::platform {
namespace {

std::string ErrorName(int error) { return std::generic_category().message(error); }

std::string FolderOf(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? std::string(".") : parent.string();
}

absl::Status WriteAll(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t wrote = write(file, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return WriteFailure(errno, path);
    bytes.remove_prefix(static_cast<size_t>(wrote));
  }
  return absl::OkStatus();
}

absl::Status WriteAndSync(const std::string& path, std::string_view bytes) {
  GOM_STEP("write");
  // O_EXCL after a removal: never through a link that somebody left there.
  unlink(path.c_str());
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) return WriteFailure(errno, path);
  RETURN_IF_ERROR(WriteAll(file.get(), bytes, path));
  if (fsync(file.get()) != 0) return WriteFailure(errno, path);
  if (close(file.Release()) != 0) return WriteFailure(errno, path);
  return absl::OkStatus();
}

// Only so that people can be told: a lock without a name on it holds as well.
void SignLock(int file) {
  const std::string process = absl::StrCat(getpid(), "\n");
  if (ftruncate(file, 0) == 0) std::ignore = write(file, process.data(), process.size());
}

absl::Status InUse(const std::string& folder, const std::string& lock) {
  constexpr auto kCode = absl::StatusCode::kFailedPrecondition;
  constexpr uint64_t kLongestName = 64;
  const absl::StatusOr<std::string> process = ReadFile(lock, kLongestName);
  int id = 0;
  if (process.ok() && absl::SimpleAtoi(*process, &id)) {
    const auto name = ReadFile(absl::StrCat("/proc/", id, "/comm"), kLongestName);
    if (name.ok())
      return text::Refuse(kCode, kDataFolderInUseBy, std::string(absl::StripAsciiWhitespace(*name)),
                          id, folder);
  }
  return text::Refuse(kCode, kDataFolderInUse, folder);
}

}  // namespace

absl::Status ReadFailure(int error, const std::string& path) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return text::Refuse(absl::StatusCode::kNotFound, kFileMissing, path);
    case EACCES:
    case EPERM:
      return text::Refuse(absl::StatusCode::kPermissionDenied, kFileNotReadable, path);
    case EISDIR:
      return text::Refuse(absl::StatusCode::kInvalidArgument, kNotAFile, path);
    default:
      return text::Refuse(absl::StatusCode::kUnavailable, kDiskFailed, path, ErrorName(error));
  }
}

absl::Status WriteFailure(int error, const std::string& path) {
  switch (error) {
    case EACCES:
    case EPERM:
    case EROFS:
      return text::Refuse(absl::StatusCode::kPermissionDenied, kFolderNotWritable, path);
    case ENOSPC:
    case EDQUOT:
      return text::Refuse(absl::StatusCode::kResourceExhausted, kDiskFull, path);
    case ENOENT:
      return text::Refuse(absl::StatusCode::kNotFound, kFileMissing, path);
    case ENOTDIR:
    case EEXIST:
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotAFolder, path);
    default:
      return text::Refuse(absl::StatusCode::kUnavailable, kDiskFailed, path, ErrorName(error));
  }
}

absl::Status CreatePrivateFolder(const std::string& folder) {
  std::error_code failed;
  const std::filesystem::path path = std::filesystem::absolute(folder, failed);
  if (failed) return WriteFailure(failed.value(), folder);
  std::filesystem::path made;
  for (const std::filesystem::path& part : path) {
    made /= part;
    if (part.empty()) continue;
    if (mkdir(made.c_str(), 0700) == 0) {
      RETURN_IF_ERROR(SyncDirectory(FolderOf(made)));
      continue;
    }
    if (errno == EEXIST) continue;
    const int error = errno;
    struct stat there {};
    if (stat(made.c_str(), &there) != 0) return WriteFailure(error, folder);
  }
  struct stat there {};
  if (stat(path.c_str(), &there) != 0) return WriteFailure(errno, folder);
  if (!S_ISDIR(there.st_mode)) return WriteFailure(ENOTDIR, folder);
  if (faccessat(AT_FDCWD, path.c_str(), R_OK | W_OK | X_OK, AT_EACCESS) != 0)
    return WriteFailure(errno, folder);
  return absl::OkStatus();
}

absl::Status WritePrivateFile(const std::string& path, std::string_view bytes) {
  const std::string temporary = absl::StrCat(path, ".new");
  absl::Status written = WriteAndSync(temporary, bytes);
  if (written.ok()) {
    GOM_STEP("rename");
    if (rename(temporary.c_str(), path.c_str()) != 0) written = WriteFailure(errno, path);
  }
  if (!written.ok()) {
    unlink(temporary.c_str());
    return written;
  }
  return SyncDirectory(FolderOf(path));
}

absl::StatusOr<std::string> ReadFile(const std::string& path, uint64_t limit) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return ReadFailure(errno, path);
  std::string bytes;
  char chunk[1 << 16];
  for (;;) {
    const ssize_t got = read(file.get(), chunk, sizeof(chunk));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ReadFailure(errno, path);
    if (got == 0) return bytes;
    bytes.append(chunk, static_cast<size_t>(got));
    if (bytes.size() > limit) {
      return text::Refuse(absl::StatusCode::kResourceExhausted, kFileTooLarge, path, limit);
    }
  }
}

bool Exists(const std::string& path) {
  struct stat there {};
  return stat(path.c_str(), &there) == 0;
}

absl::Status SyncDirectory(const std::string& folder) {
  GOM_STEP("flush");
  Descriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.ok()) return WriteFailure(errno, folder);
  if (fsync(directory.get()) != 0) return WriteFailure(errno, folder);
  return absl::OkStatus();
}

// Local disks and most sticks have the first call, shares at least links; where there is neither,
// one look just before has to do.
absl::Status RenameNew(const std::string& from, const std::string& to) {
  GOM_STEP("rename");
  int failed = 0;
  const auto done = [&failed](int result) {
    failed = result == 0 ? 0 : errno;
    return result == 0;
  };
  if (done(renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE)))
    return absl::OkStatus();
  if (failed == EINVAL || failed == ENOSYS) {
    if (done(link(from.c_str(), to.c_str()))) {
      unlink(from.c_str());  // one name too many is no harm
      return absl::OkStatus();
    }
    const bool no_links = failed == EPERM || failed == EOPNOTSUPP || failed == ENOSYS;
    if (no_links && Exists(to)) failed = EEXIST;
    if (no_links && failed != EEXIST && done(rename(from.c_str(), to.c_str())))
      return absl::OkStatus();
  }
  if (failed == EEXIST) return text::Refuse(absl::StatusCode::kAlreadyExists, kFileExists, to);
  return WriteFailure(failed, to);
}

absl::Status WriteStatus(const std::error_code& error, const std::string& path) {
  return error ? WriteFailure(error.value(), path) : absl::OkStatus();
}

absl::StatusOr<LockFile> LockFile::Take(const std::string& path) {
  Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) return WriteFailure(errno, path);
  while (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return WriteFailure(errno, path);
    return InUse(FolderOf(path), path);
  }
  SignLock(file.get());
  return LockFile(file.Release());
}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

LockFile::~LockFile() {
  if (file_ >= 0) close(file_);
}

}  // namespace gom::platform
