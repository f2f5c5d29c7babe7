#include "agent/service/folder_copy.h"

#include <stdlib.h>
#include <sys/statvfs.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/platform/big_file.h"
#include "common/platform/file_system.h"
#include "common/platform/words.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

namespace fs = std::filesystem;

// A school's database has some hundred kilobytes.
constexpr uint64_t kLargest = 256u << 20;

bool IsWanted(const std::string& name) {
  return (absl::StartsWith(name, "agent.") || name == "seal.key") &&
         !absl::EndsWith(name, ".lock") && !absl::EndsWith(name, "-shm") &&
         !absl::StrContains(name, ".damaged-");
}

}  // namespace

bool DiskRefusesWriting(const std::string& folder, const absl::Status& opened) {
  const std::string code = text::ErrorOf(opened).code();
  if (code == platform::kDiskFailed.code) return true;
  struct statvfs disk {};
  return code == platform::kFolderNotWritable.code && statvfs(folder.c_str(), &disk) == 0 &&
         (disk.f_flag & ST_RDONLY) != 0;
}

FolderCopy::FolderCopy(std::string path) : path_(std::move(path)) {}

FolderCopy::~FolderCopy() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

absl::StatusOr<std::unique_ptr<FolderCopy>> FolderCopy::Make(const std::string& folder) {
  std::error_code error;
  std::string pattern = fs::temp_directory_path(error) / "gom-agent-XXXXXX";
  if (error || mkdtemp(pattern.data()) == nullptr)
    return platform::WriteStatus(std::error_code(errno, std::generic_category()), pattern);
  std::unique_ptr<FolderCopy> copy(new FolderCopy(pattern));
  for (const std::string& name : platform::NamesIn(folder)) {
    if (!IsWanted(name)) continue;
    ASSIGN_OR_RETURN(const std::string bytes,
                     platform::ReadFile(absl::StrCat(folder, "/", name), kLargest));
    RETURN_IF_ERROR(platform::WritePrivateFile(absl::StrCat(copy->path(), "/", name), bytes));
  }
  return copy;
}

}  // namespace gom::agent
