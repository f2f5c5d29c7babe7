#include "tests/sim/machine.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace gom::sim {
namespace {

namespace fs = std::filesystem;

bool IsLock(const fs::path& path) { return path.extension() == ".lock"; }

}  // namespace

Machine::Machine(std::string folder, uint64_t seed, const VirtualTime& time, bool disk_lies)
    : wall(time),
      monotonic(time),
      folder_(std::move(folder)),
      disk_lies_(disk_lies),
      dice_(seed),
      disk_(std::make_unique<CrashDisk>(dice_.Next())) {
  fs::create_directories(folder_);
  if (disk_lies_) lying_ = std::make_unique<LyingVfs>(disk_->name());
}

void Machine::Start() {
  if (disk_->stopped()) disk_->PowerUp();
}

FolderImage Machine::Copy() const {
  FolderImage image{disk_->image(), {}};
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
    if (!entry.is_regular_file() || IsLock(entry.path())) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    image.files[entry.path().filename()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return image;
}

void Machine::Restore(const FolderImage& image, bool with_files) {
  lying_.reset();
  disk_ = std::make_unique<CrashDisk>(dice_.Next(), image.disk);
  if (disk_lies_) lying_ = std::make_unique<LyingVfs>(disk_->name());
  if (!with_files) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
    if (entry.is_regular_file() && !IsLock(entry.path())) fs::remove(entry.path());
  }
  for (const auto& [name, bytes] : image.files) {
    std::ofstream(fs::path(folder_) / name, std::ios::binary) << bytes;
  }
}

absl::Status Machine::WriteFile(const std::string& path, std::string_view bytes) const {
  if (stopped()) return absl::UnavailableError("the disk has stopped");
  const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 && write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  if (file >= 0) close(file);
  return written ? absl::OkStatus() : absl::InternalError(path);
}

void Machine::Lose(const std::string& name) {
  FolderImage image = Copy();
  image.disk.Remove(name);
  image.disk.SyncFolder();
  Restore(image, false);
}

}  // namespace gom::sim
