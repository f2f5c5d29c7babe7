#include "common/platform/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "common/platform/descriptor.h"
#include "common/platform/file_system.h"

namespace gom::platform {
namespace {

constexpr uint64_t kTimesToSpare = 2;

// What is free on the disk of `path`; 0 where it does not say so.
uint64_t FreeBeside(const std::string& path) {
  const std::optional<DiskRoom> disk = RoomOfDisk(std::filesystem::path(path).parent_path());
  return disk.has_value() ? disk->free : 0;
}

bool HasRoom(const std::string& path, uint64_t bytes) {
  return FreeBeside(path) / kTimesToSpare >= bytes;
}

bool TakesRoom(const std::string& path, uint64_t bytes) {
  struct stat file {};
  constexpr uint64_t kBlock = 512;  // what st_blocks counts, whatever the disk does
  return stat(path.c_str(), &file) == 0 && static_cast<uint64_t>(file.st_blocks) * kBlock >= bytes;
}

}  // namespace

void Reserve::Keep() {
  if (bytes_ == 0 || kept_) return;
  kept_ = TakesRoom(path_, bytes_);
  if (kept_ || !HasRoom(path_, bytes_)) return;
  const Descriptor file(open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) return;
  kept_ = posix_fallocate(file.get(), 0, static_cast<off_t>(bytes_)) == 0;
  if (!kept_) unlink(path_.c_str());
}

uint64_t Reserve::Lacks() const {
  const uint64_t wanted = bytes_ * kTimesToSpare, free = wanted == 0 ? 0 : FreeBeside(path_);
  return wanted > free ? wanted - free : 0;
}

bool Reserve::Release() {
  const bool there = std::exchange(kept_, false);
  return there && unlink(path_.c_str()) == 0;
}

}  // namespace gom::platform
