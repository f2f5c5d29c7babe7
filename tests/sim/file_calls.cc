// The C library's calls on files, bound to FileWatch in the test that lists this file among its
// sources: a name that the program itself defines goes before the library's, for SQLite and the C++
// library too. Where nobody watches, the system is asked as ever.
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <string>

#include "tests/sim/file_watch.h"

namespace {

using gom::sim::FileWatch;

FileWatch* Watching(const char* path) {
  FileWatch* const watch = FileWatch::active();
  return watch != nullptr && path != nullptr && watch->Sees(path) ? watch : nullptr;
}
FileWatch* Watching(int file) {
  FileWatch* const watch = FileWatch::active();
  return watch != nullptr && watch->Sees(file) ? watch : nullptr;
}

int OpenAt(int folder, const char* path, int flags, mode_t mode) {
  if (FileWatch* const watch = FileWatch::active(); watch != nullptr && folder != AT_FDCWD) {
    const std::string whole = watch->PathIn(folder, path);
    if (watch->Sees(whole.c_str())) return watch->Open(whole.c_str(), flags, mode);
  }
  if (FileWatch* const watch = Watching(path); watch != nullptr)
    return watch->Open(path, flags, mode);
  return static_cast<int>(syscall(SYS_openat, folder, path, flags, mode));
}

ssize_t Write(int file, const void* bytes, size_t count) {
  if (FileWatch* const watch = Watching(file); watch != nullptr)
    return watch->Write(file, {static_cast<const char*>(bytes), count}, std::nullopt);
  return syscall(SYS_write, file, bytes, count);
}
ssize_t WriteAt(int file, const void* bytes, size_t count, off_t offset) {
  if (FileWatch* const watch = Watching(file); watch != nullptr)
    return watch->Write(file, {static_cast<const char*>(bytes), count}, offset);
  return syscall(SYS_pwrite64, file, bytes, count, offset);
}
ssize_t ReadAt(int file, void* bytes, size_t count, off_t offset) {
  if (FileWatch* const watch = Watching(file); watch != nullptr)
    return watch->Read(file, bytes, count, offset);
  return syscall(SYS_pread64, file, bytes, count, offset);
}
int Truncate(int file, off_t size) {
  if (FileWatch* const watch = Watching(file); watch != nullptr) return watch->Truncate(file, size);
  return static_cast<int>(syscall(SYS_ftruncate, file, size));
}
int Sync(int file, int64_t call) {
  if (FileWatch* const watch = Watching(file); watch != nullptr) return watch->Sync(file);
  return static_cast<int>(syscall(call, file));
}
int Remove(const char* path, bool folder) {
  if (FileWatch* const watch = Watching(path); watch != nullptr) return watch->Remove(path, folder);
  return static_cast<int>(folder ? syscall(SYS_rmdir, path) : syscall(SYS_unlink, path));
}
ssize_t Copy(int to, int from, off_t* offset, size_t count) {
  FileWatch* const watch = Watching(to);
  if (watch == nullptr) return syscall(SYS_sendfile, to, from, offset, count);
  std::string bytes(count, '\0');
  const ssize_t got = offset == nullptr ? read(from, bytes.data(), count)
                                        : ReadAt(from, bytes.data(), count, *offset);
  if (got <= 0) return got;
  if (offset != nullptr) *offset += got;
  return watch->Write(to, std::string_view(bytes).substr(0, static_cast<size_t>(got)),
                      std::nullopt);
}

mode_t ModeOf(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return OpenAt(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return OpenAt(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return OpenAt(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return OpenAt(folder, path, flags, mode);
}
int close(int file) {
  if (FileWatch* const watch = Watching(file); watch != nullptr) return watch->Close(file);
  return static_cast<int>(syscall(SYS_close, file));
}

ssize_t read(int file, void* bytes, size_t count) {
  if (FileWatch* const watch = Watching(file); watch != nullptr)
    return watch->Read(file, bytes, count, std::nullopt);
  return syscall(SYS_read, file, bytes, count);
}
ssize_t pread(int file, void* bytes, size_t count, off_t offset) {
  return ReadAt(file, bytes, count, offset);
}
ssize_t pread64(int file, void* bytes, size_t count, off64_t offset) {
  return ReadAt(file, bytes, count, offset);
}
ssize_t write(int file, const void* bytes, size_t count) { return Write(file, bytes, count); }
ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
  return WriteAt(file, bytes, count, offset);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t offset) {
  return WriteAt(file, bytes, count, offset);
}
ssize_t writev(int file, const iovec* parts, int count) {
  if (Watching(file) == nullptr) return syscall(SYS_writev, file, parts, count);
  std::string bytes;
  for (int i = 0; i < count; ++i)
    bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return Write(file, bytes.data(), bytes.size());
}
ssize_t sendfile(int to, int from, off_t* offset, size_t count) noexcept {
  return Copy(to, from, offset, count);
}
ssize_t sendfile64(int to, int from, off64_t* offset, size_t count) noexcept {
  return Copy(to, from, offset, count);
}
int ftruncate(int file, off_t size) noexcept { return Truncate(file, size); }
int ftruncate64(int file, off64_t size) noexcept { return Truncate(file, size); }
int posix_fallocate(int file, off_t offset, off_t size) {
  if (FileWatch* const watch = Watching(file); watch != nullptr)
    return watch->Allocate(file, offset + size);
  return syscall(SYS_fallocate, file, 0, offset, size) == 0 ? 0 : errno;
}
int fsync(int file) { return Sync(file, SYS_fsync); }
int fdatasync(int file) { return Sync(file, SYS_fdatasync); }

int rename(const char* from, const char* to) noexcept {
  if (FileWatch* const watch = Watching(from); watch != nullptr) return watch->Rename(from, to);
  return static_cast<int>(syscall(SYS_rename, from, to));
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  FileWatch* const watch = Watching(from);
  if (watch == nullptr)
    return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
  struct stat there {};
  if ((flags & RENAME_NOREPLACE) == 0 || lstat(to, &there) != 0) return watch->Rename(from, to);
  errno = EEXIST;
  return -1;
}
int link(const char* from, const char* to) noexcept {
  if (FileWatch* const watch = Watching(from); watch != nullptr) return watch->Link(from, to);
  return static_cast<int>(syscall(SYS_link, from, to));
}
int unlink(const char* path) noexcept { return Remove(path, false); }
int rmdir(const char* path) noexcept { return Remove(path, true); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  if (FileWatch* const watch = FileWatch::active(); watch != nullptr) {
    const std::string whole = watch->PathIn(folder, path);
    if (watch->Sees(whole.c_str()))
      return watch->Remove(whole.c_str(), (flags & AT_REMOVEDIR) != 0);
  }
  return static_cast<int>(syscall(SYS_unlinkat, folder, path, flags));
}
// Either kind, as the C library has it.
int remove(const char* path) noexcept {
  struct stat facts {};
  const bool folder = lstat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
  return Remove(path, folder);
}
int mkdir(const char* path, mode_t mode) noexcept {
  if (FileWatch* const watch = Watching(path); watch != nullptr)
    return watch->MakeFolder(path, mode);
  return static_cast<int>(syscall(SYS_mkdir, path, mode));
}

}  // extern "C"
