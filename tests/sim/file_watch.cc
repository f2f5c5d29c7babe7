#include "tests/sim/file_watch.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace gom::sim {
namespace {

namespace fs = std::filesystem;

constinit std::atomic<FileWatch*> g_active{nullptr};

bool IsShared(const std::string& name) { return absl::EndsWith(name, "-shm"); }

int Failed(int error) {
  errno = error;
  return -1;
}

void Apply(const Change& change, DiskImage* image, platform::RandomSource& random) {
  switch (change.kind) {
    case Change::Kind::kCreate:
      image->Create(change.name);
      return;
    case Change::Kind::kWrite:
      return image->file(change.number).Write(change.offset, change.bytes);
    case Change::Kind::kTruncate:
      return image->file(change.number).Truncate(change.offset);
    case Change::Kind::kSync:
      return image->file(change.number).Sync();
    case Change::Kind::kLoseSync:
      return image->file(change.number).LoseSync(random);
    case Change::Kind::kSyncFolder:
      return image->SyncFolder(change.name);
    case Change::Kind::kRename:
      return image->Rename(change.name, change.to);
    case Change::Kind::kLink:
      return image->Link(change.name, change.to);
    case Change::Kind::kRemove:
      return image->Remove(change.name);
    case Change::Kind::kMakeFolder:
      return image->MakeFolder(change.name);
  }
}

}  // namespace

DiskImage After(DiskImage image, const Tape& tape, size_t count, uint64_t seed) {
  platform::SeededRandom random(seed);
  for (size_t i = 0; i < count; ++i) Apply(tape[i], &image, random);
  return image;
}

void PutOnDisk(const DiskImage& image, const std::string& folder) {
  fs::create_directories(folder);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    fs::remove_all(entry.path());
  std::map<uint64_t, fs::path> first;
  for (const auto& [name, number] : image.Names()) {
    const fs::path path = fs::path(folder) / name;
    if (number == DiskImage::kFolder) {
      fs::create_directory(path);
    } else if (const auto [at, is_new] = first.try_emplace(number, path); is_new) {
      std::ofstream(path, std::ios::binary) << image.file(number).bytes();
      fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    } else {
      fs::create_hard_link(at->second, path);
    }
  }
}

std::map<std::string, std::string> ContentOf(const std::string& folder) {
  std::map<std::string, std::string> content;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path(), folder);
    if (IsShared(name)) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    content[name] =
        entry.is_directory() ? "a folder" : std::string(std::istreambuf_iterator<char>(file), {});
  }
  return content;
}

std::map<std::string, std::string> ContentOf(const DiskImage& image) {
  std::map<std::string, std::string> content;
  for (const auto& [name, number] : image.Names())
    content[name] = number == DiskImage::kFolder ? "a folder" : image.file(number).bytes();
  return content;
}

FileWatch::FileWatch(std::string folder, DiskImage image, uint64_t seed)
    : folder_(folder + "/"), image_(std::move(image)), random_(seed) {
  FileWatch* none = nullptr;
  if (!g_active.compare_exchange_strong(none, this)) std::abort();
}
FileWatch::~FileWatch() { g_active = nullptr; }
FileWatch* FileWatch::active() { return g_active.load(std::memory_order_acquire); }

void FileWatch::Fail(const FileFailure& failure) {
  platform::MutexLock lock(&mutex_);
  failure_ = failure;
  until_failure_ = failure.at;
}
void FileWatch::SetQuota(int64_t bytes) {
  platform::MutexLock lock(&mutex_);
  quota_ = bytes;
}
Tape FileWatch::tape() const {
  platform::MutexLock lock(&mutex_);
  return tape_;
}
DiskImage FileWatch::image() const {
  platform::MutexLock lock(&mutex_);
  return image_;
}
int64_t FileWatch::calls() const {
  platform::MutexLock lock(&mutex_);
  return calls_;
}
int64_t FileWatch::calls_for_room() const {
  platform::MutexLock lock(&mutex_);
  return calls_for_room_;
}
int64_t FileWatch::most_bytes() const {
  platform::MutexLock lock(&mutex_);
  return most_bytes_;
}

// --- what is seen

std::string FileWatch::NameOf(const char* path) const {
  const std::string_view whole(path);
  return whole.size() < folder_.size() ? "" : std::string(whole.substr(folder_.size()));
}

bool FileWatch::Sees(const char* path) const {
  const std::string_view whole(path);
  const bool below = whole.starts_with(folder_) || absl::StrCat(path, "/") == folder_;
  return below && !IsShared(path);
}

bool FileWatch::Sees(int file) const {
  platform::MutexLock lock(&mutex_);
  return open_.contains(file);
}

std::string FileWatch::PathIn(int folder, const char* name) const {
  platform::MutexLock lock(&mutex_);
  const auto at = open_.find(folder);
  if (at == open_.end() || *name == '/') return name;
  return absl::StrCat(folder_, at->second.name, at->second.name.empty() ? "" : "/", name);
}

bool FileWatch::Fails(bool takes_room) {
  ++calls_;
  if (takes_room) ++calls_for_room_;
  if (!failure_.has_value() || (failure_->error == ENOSPC && !takes_room)) return false;
  --until_failure_;
  if (until_failure_ > 0 || (until_failure_ < 0 && !failure_->for_ever)) return false;
  errno = failure_->error;
  return true;
}

bool FileWatch::OverQuota(int64_t growth) {
  return quota_.has_value() && growth > 0 && image_.TotalBytes() + growth > *quota_;
}

void FileWatch::Note(Change change) {
  Apply(change, &image_, random_);
  most_bytes_ = std::max(most_bytes_, image_.TotalBytes());
  tape_.push_back(std::move(change));
}

// --- what is done

int FileWatch::Open(const char* path, int flags, mode_t mode) {
  platform::MutexLock lock(&mutex_);
  const std::string name = NameOf(path);
  const uint64_t there = name.empty() ? DiskImage::kFolder : image_.Find(name);
  const bool creates = there == 0 && (flags & O_CREAT) != 0;
  if (Fails(creates)) return -1;
  const int file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
  if (file < 0) return file;
  if (creates) Note({.kind = Change::Kind::kCreate, .name = name});
  const uint64_t number = creates ? image_.Find(name) : there;
  if (!creates && (flags & O_TRUNC) != 0)
    Note({.kind = Change::Kind::kTruncate, .number = number, .offset = 0});
  open_[file] = {name, number};
  return file;
}

int FileWatch::Close(int file) {
  platform::MutexLock lock(&mutex_);
  open_.erase(file);
  return static_cast<int>(syscall(SYS_close, file));
}

ssize_t FileWatch::Read(int file, void* bytes, size_t count, std::optional<off_t> offset) {
  {
    platform::MutexLock lock(&mutex_);
    if (Fails(false)) return -1;
  }
  return offset.has_value() ? syscall(SYS_pread64, file, bytes, count, *offset)
                            : syscall(SYS_read, file, bytes, count);
}

ssize_t FileWatch::Write(int file, std::string_view bytes, std::optional<off_t> offset) {
  platform::MutexLock lock(&mutex_);
  const off_t at = offset.has_value() ? *offset : syscall(SYS_lseek, file, 0, SEEK_CUR);
  const uint64_t number = open_.at(file).number;
  const int64_t end = at + static_cast<int64_t>(bytes.size());
  const bool fails = Fails(true);
  const int error = fails ? errno : ENOSPC;
  // A part of a write that fails has been done.
  const bool over = !fails && OverQuota(end - image_.file(number).size());
  if (fails || over) bytes = bytes.substr(0, random_.Below(bytes.size() + 1));
  if (over && OverQuota(at + static_cast<int64_t>(bytes.size()) - image_.file(number).size()))
    return Failed(error);
  const ssize_t wrote = syscall(SYS_pwrite64, file, bytes.data(), bytes.size(), at);
  if (wrote < 0) return wrote;
  if (wrote > 0)
    Note({.kind = Change::Kind::kWrite,
          .number = number,
          .offset = at,
          .bytes = std::string(bytes.substr(0, static_cast<size_t>(wrote)))});
  if (fails || over) return Failed(error);
  if (!offset.has_value()) syscall(SYS_lseek, file, at + wrote, SEEK_SET);
  return wrote;
}

int FileWatch::Truncate(int file, off_t size) {
  platform::MutexLock lock(&mutex_);
  const uint64_t number = open_.at(file).number;
  if (Fails(size > image_.file(number).size())) return -1;
  const auto done = static_cast<int>(syscall(SYS_ftruncate, file, size));
  if (done == 0) Note({.kind = Change::Kind::kTruncate, .number = number, .offset = size});
  return done;
}

int FileWatch::Allocate(int file, off_t size) {
  platform::MutexLock lock(&mutex_);
  const uint64_t number = open_.at(file).number;
  if (Fails(true)) return errno;
  const int64_t growth = size - image_.file(number).size();
  if (growth <= 0) return 0;
  if (OverQuota(growth)) return ENOSPC;
  if (syscall(SYS_fallocate, file, 0, 0, size) != 0) return errno;
  Note({.kind = Change::Kind::kTruncate, .number = number, .offset = size});
  return 0;
}

int FileWatch::Sync(int file) {
  platform::MutexLock lock(&mutex_);
  const OpenFile& open = open_.at(file);
  const bool folder = open.number == DiskImage::kFolder;
  if (Fails(false)) {
    const int error = errno;
    if (!folder) Note({.kind = Change::Kind::kLoseSync, .number = open.number});
    return Failed(error);
  }
  Note({.kind = folder ? Change::Kind::kSyncFolder : Change::Kind::kSync,
        .name = open.name,
        .number = open.number});
  return 0;
}

int FileWatch::Rename(const char* from, const char* to) {
  platform::MutexLock lock(&mutex_);
  if (Fails(false)) return -1;
  const auto done = static_cast<int>(syscall(SYS_rename, from, to));
  if (done == 0) Note({.kind = Change::Kind::kRename, .name = NameOf(from), .to = NameOf(to)});
  return done;
}

int FileWatch::Link(const char* from, const char* to) {
  platform::MutexLock lock(&mutex_);
  if (Fails(true)) return -1;
  const auto done = static_cast<int>(syscall(SYS_link, from, to));
  if (done == 0) Note({.kind = Change::Kind::kLink, .name = NameOf(from), .to = NameOf(to)});
  return done;
}

int FileWatch::Remove(const char* path, bool folder) {
  platform::MutexLock lock(&mutex_);
  if (Fails(false)) return -1;
  const auto done = static_cast<int>(folder ? syscall(SYS_rmdir, path) : syscall(SYS_unlink, path));
  if (done == 0) Note({.kind = Change::Kind::kRemove, .name = NameOf(path)});
  return done;
}

int FileWatch::MakeFolder(const char* path, mode_t mode) {
  platform::MutexLock lock(&mutex_);
  if (Fails(true)) return -1;
  const auto done = static_cast<int>(syscall(SYS_mkdir, path, mode));
  if (done == 0) Note({.kind = Change::Kind::kMakeFolder, .name = NameOf(path)});
  return done;
}

}  // namespace gom::sim
