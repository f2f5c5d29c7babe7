// What a disk holds, twice: as programs see it now, and as it is if the power goes this instant.
//
// A write is pending until its file is synced. At a crash each 512-byte sector of what is pending
// is, by chance, as written, as it was, as an earlier unsynced write left it, torn, or garbage; a
// truncation or a growth that was not synced happened or did not. Making, renaming and removing
// files is pending too, in order, until the folder is synced: a crash keeps a first part of it, of
// each folder its own.
//
// Pure values: copy one to try the same moment again. Not synchronised.
#ifndef GOM_TESTS_SIM_DISK_IMAGE_H_
#define GOM_TESTS_SIM_DISK_IMAGE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/platform/random.h"

namespace gom::sim {

class FileImage {
 public:
  static constexpr int64_t kSector = 512;  // bytes

  // As a program reads it.
  const std::string& bytes() const { return now_; }
  // As the platter has it.
  const std::string& durable_bytes() const { return durable_; }
  int64_t size() const { return static_cast<int64_t>(now_.size()); }

  void Write(int64_t offset, std::string_view bytes);
  void Truncate(int64_t size);
  void Sync();
  // A sync that failed, as Linux does it: chance decides which sectors reached the platter, and all
  // are forgotten as if they had. What was lost is still read, but only writing it again saves it.
  void LoseSync(platform::RandomSource& random);
  // With `powersafe_overwrite` damage stays within the bytes that were written; else a whole sector
  // may go.
  void Crash(platform::RandomSource& random, bool powersafe_overwrite);

 private:
  // Bytes [from, from + bytes.size()) of one sector.
  struct SectorWrite {
    int64_t from = 0;
    std::string bytes;
  };
  using SectorWrites = std::vector<SectorWrite>;

  void Apply(int64_t sector, const SectorWrite& write);
  void Damage(int64_t sector, const SectorWrites& writes, platform::RandomSource& random,
              bool powersafe_overwrite);

  std::string now_;
  std::string durable_;
  std::map<int64_t, SectorWrites> pending_;
  std::optional<int64_t> cut_to_;  // the least size of a truncation that is not synced
};

// A folder of files, and folders in it: "hub.db", "snapshots/1.snapshot". A file keeps its number
// when its name is removed, and may have several names.
class DiskImage {
 public:
  // What Find answers for a folder.
  static constexpr uint64_t kFolder = ~uint64_t{0};

  // 0: there is none.
  uint64_t Find(const std::string& name) const;
  uint64_t Create(const std::string& name);
  // A file that never has a name.
  uint64_t CreateUnnamed();
  void MakeFolder(const std::string& name);
  // A second name for what has `from`.
  void Link(const std::string& from, const std::string& to);
  // In one act, over what had the name `to`; within one folder.
  void Rename(const std::string& from, const std::string& to);
  void Remove(const std::string& name);
  void SyncFolder(const std::string& folder = "");

  FileImage& file(uint64_t number) { return files_[number]; }
  const FileImage& file(uint64_t number) const { return files_.at(number); }
  // Files and folders by their names, as programs see them. One whose folder is gone is not there.
  std::map<std::string, uint64_t> Names() const;
  // Of all files that have names, as programs see them.
  int64_t TotalBytes() const;
  // Whether any file that has a name holds these bytes, as programs see it.
  bool Holds(std::string_view bytes) const;

  void Crash(platform::RandomSource& random, bool powersafe_overwrite);

 private:
  struct FolderChange {
    std::string name;
    uint64_t number = 0;  // 0: removed
    std::string gone{};   // a rename's old name
  };
  using Folder = std::map<std::string, uint64_t>;
  static void Apply(const FolderChange& change, Folder* folder);
  void Change(FolderChange change);

  Folder now_;
  Folder durable_;
  std::vector<FolderChange> pending_;
  std::map<uint64_t, FileImage> files_;
  uint64_t last_number_ = 0;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_DISK_IMAGE_H_
