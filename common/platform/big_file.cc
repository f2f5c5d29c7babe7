#include "common/platform/big_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/descriptor.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/words.h"
#include "common/text/message.h"

namespace gom::platform {
namespace {

std::string Temporary(const std::string& path) { return absl::StrCat(path, kNewFileEnding); }

}  // namespace

absl::StatusOr<NewFile> NewFile::Create(const std::string& path) {
  const std::string temporary = Temporary(path);
  // O_EXCL after a removal: never through a link that somebody left there.
  unlink(temporary.c_str());
  const int file =
      open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return WriteFailure(errno, path);
  return NewFile(path, file);
}

NewFile::NewFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

NewFile::~NewFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(Temporary(path_).c_str());
}

absl::Status NewFile::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return WriteFailure(errno, path_);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status NewFile::Sync() {
  GOM_STEP("sync");
  return fsync(file_) == 0 ? absl::OkStatus() : WriteFailure(errno, path_);
}

absl::Status NewFile::Commit() {
  return CommitBy([this](const std::string& from) {
    GOM_STEP("rename");
    return rename(from.c_str(), path_.c_str()) == 0 ? absl::OkStatus() : WriteFailure(errno, path_);
  });
}

absl::Status NewFile::CommitNew() {
  return CommitBy([this](const std::string& from) { return RenameNew(from, path_); });
}

absl::Status NewFile::CommitBy(absl::FunctionRef<absl::Status(const std::string& from)> rename) {
  if (absl::Status synced = Sync(); !synced.ok()) return synced;
  if (absl::Status renamed = rename(Temporary(path_)); !renamed.ok()) return renamed;
  close(std::exchange(file_, -1));
  const std::string folder = std::filesystem::path(path_).parent_path();
  return SyncDirectory(folder.empty() ? "." : folder);
}

absl::StatusOr<ReadableFile> ReadableFile::Open(const std::string& path) {
  Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok()) return ReadFailure(errno, path);
  struct stat facts {};
  if (fstat(file.get(), &facts) != 0) return ReadFailure(errno, path);
  return ReadableFile(path, file.Release(), static_cast<uint64_t>(facts.st_size));
}

ReadableFile::ReadableFile(std::string path, int file, uint64_t size)
    : path_(std::move(path)), file_(file), size_(size) {}
ReadableFile::ReadableFile(ReadableFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)), size_(other.size_) {}

ReadableFile::~ReadableFile() {
  if (file_ >= 0) close(file_);
}

absl::Status ReadableFile::ReadAt(uint64_t offset, uint64_t count, std::string* bytes) const {
  if (offset > size_ || count > size_ - offset)
    return text::Refuse(absl::StatusCode::kDataLoss, kFileCutShort, path_);
  bytes->resize(count);
  size_t done = 0;
  while (done < count) {
    const ssize_t got =
        pread(file_, bytes->data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ReadFailure(errno, path_);
    if (got == 0) return text::Refuse(absl::StatusCode::kDataLoss, kFileCutShort, path_);
    done += static_cast<size_t>(got);
  }
  return absl::OkStatus();
}

absl::Status WriteTail(const std::string& path, uint64_t offset, std::string_view bytes) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) return WriteFailure(errno, path);
  {
    GOM_STEP("write");
    for (uint64_t at = offset; !bytes.empty();) {
      const ssize_t written =
          pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return WriteFailure(errno, path);
      at += static_cast<uint64_t>(written);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  {
    GOM_STEP("sync");
    if (fsync(file.get()) != 0) return WriteFailure(errno, path);
  }
  if (offset > 0) return absl::OkStatus();
  const std::string folder = std::filesystem::path(path).parent_path();
  return SyncDirectory(folder.empty() ? "." : folder);
}

std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failed;
  for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end;
       it.increment(failed)) {
    names.push_back(it->path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status RemoveFile(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return WriteFailure(errno, path);
}

}  // namespace gom::platform
