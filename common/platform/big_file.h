// Files too large to hold in memory: one that is written from front to end and then appears whole
// under its name, one that grows piece by piece, and one that is read in pieces.
//
//   ASSIGN_OR_RETURN(NewFile file, NewFile::Create(path));
//   RETURN_IF_ERROR(file.Append(bytes)); …
//   RETURN_IF_ERROR(file.Commit());          // durable; before, nobody sees it
//
// Codes as in file_system.h. Everything blocks on the disk. Not synchronised, but for ReadAt.
#ifndef GOM_COMMON_PLATFORM_BIG_FILE_H_
#define GOM_COMMON_PLATFORM_BIG_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::platform {

// What the temporary file of a NewFile is called: the name and this.
inline constexpr char kNewFileEnding[] = ".new";

class NewFile {
 public:
  // Opens a temporary file (0600) beside `path`, over one that an earlier attempt left.
  static absl::StatusOr<NewFile> Create(const std::string& path);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  // What was not committed is removed.
  ~NewFile();

  absl::Status Append(std::string_view bytes);
  // What was appended is on the disk, and nobody sees it yet.
  absl::Status Sync();
  // fsync, rename, fsync of the folder.
  absl::Status Commit();
  // The same for a name that nothing may have yet: kAlreadyExists file_exists, and then what is
  // there stays.
  absl::Status CommitNew();

 private:
  NewFile(std::string path, int file);
  absl::Status CommitBy(absl::FunctionRef<absl::Status(const std::string& from)> rename);
  std::string path_;
  int file_ = -1;
};

class ReadableFile {
 public:
  static absl::StatusOr<ReadableFile> Open(const std::string& path);
  ReadableFile(ReadableFile&& other) noexcept;
  ReadableFile& operator=(ReadableFile&&) = delete;
  ~ReadableFile();

  uint64_t size() const { return size_; }
  // Exactly `count` bytes; kDataLoss file_cut_short where there are fewer. Any thread.
  absl::Status ReadAt(uint64_t offset, uint64_t count, std::string* bytes) const;

 private:
  ReadableFile(std::string path, int file, uint64_t size);
  std::string path_;
  int file_ = -1;
  uint64_t size_ = 0;
};

// Puts `bytes` at `offset`, where the file ends then; makes it (0600) where there is none. They are
// durable on return, and the file's name with the first of them.
absl::Status WriteTail(const std::string& path, uint64_t offset, std::string_view bytes);

// Names of what a folder holds, ascending; none where there is no such folder.
std::vector<std::string> NamesIn(const std::string& folder);
// One that is gone already is well.
absl::Status RemoveFile(const std::string& path);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_BIG_FILE_H_
