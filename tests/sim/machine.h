// One computer's disk and folder, as a program finds them; shared by agents and hubs. The program
// on it dies when the disk stops.
#ifndef GOM_TESTS_SIM_MACHINE_H_
#define GOM_TESTS_SIM_MACHINE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "tests/sim/crashvfs.h"
#include "tests/sim/dice.h"
#include "tests/sim/lying_vfs.h"
#include "tests/sim/virtual_time.h"

namespace gom::sim {

// A whole data folder at one instant.
struct FolderImage {
  DiskImage disk;
  std::map<std::string, std::string> files;  // those that are not SQLite's
};

class Machine {
 public:
  // `folder` is a real one, for the few files that are not SQLite's; it is the caller's to remove.
  Machine(std::string folder, uint64_t seed, const VirtualTime& time, bool disk_lies);

  const std::string& folder() const { return folder_; }
  CrashDisk& disk() { return *disk_; }
  std::string vfs() const { return lying_ == nullptr ? disk_->name() : lying_->name(); }
  bool stopped() const { return disk_->stopped(); }
  Dice& dice() { return dice_; }

  // --- no connection may be open for these
  // Switches it on again, however it went off.
  void Start();
  void Restore(const FolderImage& image, bool with_files);

  FolderImage Copy() const;
  // A file beside those of SQLite, whole or not at all.
  absl::Status WriteFile(const std::string& path, std::string_view bytes) const;
  // Takes that file of SQLite's away, for good. The disk must have stopped.
  void Lose(const std::string& name);

  MachineWallClock wall;
  MachineMonotonicClock monotonic;

 private:
  const std::string folder_;
  const bool disk_lies_;
  Dice dice_;
  std::unique_ptr<CrashDisk> disk_;
  std::unique_ptr<LyingVfs> lying_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_MACHINE_H_
