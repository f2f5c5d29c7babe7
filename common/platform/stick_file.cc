#include "common/platform/stick_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "common/platform/big_file.h"
#include "common/platform/descriptor.h"
#include "common/platform/failpoint.h"
#include "common/platform/words.h"
#include "common/text/status_macros.h"

namespace gom::platform {
namespace {

// What direct reads ask of their buffer, on every medium.
constexpr size_t kAligned = 4096, kChunk = 64 << 10;

absl::Status NotPlain(const std::string& path) {
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotAPlainFile, path);
}

// Everything from where the file stands.
absl::StatusOr<std::string> ReadAll(int file, const std::string& path, uint64_t limit) {
  alignas(kAligned) static thread_local char chunk[kChunk];
  std::string bytes;
  for (;;) {
    const ssize_t got = read(file, chunk, sizeof(chunk));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ReadFailure(errno, path);
    if (got == 0) return bytes;
    bytes.append(chunk, static_cast<size_t>(got));
    if (bytes.size() > limit)
      return text::Refuse(absl::StatusCode::kResourceExhausted, kFileTooLarge, path, limit);
  }
}

// On the medium and found right, without its name.
absl::StatusOr<NewFile> WriteAside(const std::string& path, std::string_view bytes,
                                   const ReadBack& read_back) {
  ASSIGN_OR_RETURN(NewFile file, NewFile::Create(path));
  RETURN_IF_ERROR(file.Append(bytes));
  RETURN_IF_ERROR(file.Sync());
  GOM_STEP("read_back");
  const absl::StatusOr<std::string> read = read_back(absl::StrCat(path, kNewFileEnding));
  if (!read.ok() || *read != bytes)
    return text::Refuse(absl::StatusCode::kUnavailable, kStickFailed, path);
  return file;
}

}  // namespace

absl::StatusOr<std::string> ReadFromMedium(const std::string& path) {
  constexpr int kHow = O_RDONLY | O_CLOEXEC | O_NOFOLLOW;
  const Descriptor direct(open(path.c_str(), kHow | O_DIRECT));
  if (direct.ok()) {
    absl::StatusOr<std::string> bytes = ReadAll(direct.get(), path, UINT64_MAX);
    if (bytes.ok()) return bytes;
  }
  // Where it cannot be read around the cache, at least what is there is asked to go.
  const Descriptor cached(open(path.c_str(), kHow));
  if (!cached.ok()) return ReadFailure(errno, path);
  posix_fadvise(cached.get(), 0, 0, POSIX_FADV_DONTNEED);
  return ReadAll(cached.get(), path, UINT64_MAX);
}

absl::Status WriteCheckedFile(const std::string& path, std::string_view bytes,
                              const ReadBack& read_back) {
  struct stat there {};
  if (lstat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) return NotPlain(path);
  ASSIGN_OR_RETURN(NewFile file, WriteAside(path, bytes, read_back));
  return file.Commit();
}

absl::Status WriteCheckedNewFile(const std::string& path, std::string_view bytes,
                                 const ReadBack& read_back) {
  // Before anything is written; who comes meanwhile is met by CommitNew.
  struct stat there {};
  if (lstat(path.c_str(), &there) == 0)
    return text::Refuse(absl::StatusCode::kAlreadyExists, kFileExists, path);
  ASSIGN_OR_RETURN(NewFile file, WriteAside(path, bytes, read_back));
  return file.CommitNew();
}

absl::StatusOr<std::string> ReadPlainFile(const std::string& path, uint64_t limit) {
  // Without waiting: who opens a pipe would hang.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.ok())
    return errno == ELOOP || errno == ENXIO ? NotPlain(path) : ReadFailure(errno, path);
  struct stat facts {};
  if (fstat(file.get(), &facts) != 0) return ReadFailure(errno, path);
  if (!S_ISREG(facts.st_mode)) return NotPlain(path);
  return ReadAll(file.get(), path, limit);
}

}  // namespace gom::platform
