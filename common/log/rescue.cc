#include "common/log/rescue.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/platform/aside.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"

namespace gom::log {
namespace {

namespace fs = std::filesystem;

constexpr char kSalvaged[] = ".salvaged-";
constexpr char kDamaged[] = ".damaged-";

// DATE of the one that counts and is not in its place yet; empty: there is none. Of a folder that
// cannot be read nobody may say that there is none.
absl::StatusOr<std::string> DateOfSalvaged(const std::string& path) {
  const std::string first = absl::StrCat(fs::path(path).filename().string(), kSalvaged);
  const std::string folder = fs::path(path).parent_path();
  std::error_code error;
  std::string date;
  fs::directory_iterator at(folder, error);
  if (error == std::errc::no_such_file_or_directory) return date;
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (absl::StartsWith(name, first)) date = name.substr(first.size());
  }
  RETURN_IF_ERROR(platform::WriteStatus(error, folder));
  return date;
}

absl::Status Rename(const std::string& from, const std::string& to) {
  GOM_STEP("rename");
  std::error_code error;
  fs::rename(from, to, error);
  return platform::WriteStatus(error, to);
}

absl::Status SyncFolderOf(const std::string& path) {
  return platform::SyncDirectory(fs::path(path).parent_path());
}

}  // namespace

std::string SalvagingFile(const std::string& path) { return path + ".salvaging"; }

std::string DamagedName(const std::string& path, int64_t now_ms) {
  return platform::AsideName(path, "damaged", now_ms);
}

absl::Status CountSalvaged(const std::string& path, const std::string& damaged_name) {
  const std::string date = damaged_name.substr(path.size() + sizeof(kDamaged) - 1);
  RETURN_IF_ERROR(Rename(SalvagingFile(path), absl::StrCat(path, kSalvaged, date)));
  return SyncFolderOf(path);
}

absl::StatusOr<std::string> FinishRescue(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string date, DateOfSalvaged(path));
  if (date.empty()) return std::string();
  const std::string damaged = absl::StrCat(path, kDamaged, date);
  // A WAL must never lie beside a file that it is not of: it is away, durably, before there is one.
  RETURN_IF_ERROR(platform::MoveAside(path + "-wal", damaged + "-wal"));
  RETURN_IF_ERROR(platform::RemoveFile(path + "-shm"));
  RETURN_IF_ERROR(platform::MoveAside(path, damaged));
  RETURN_IF_ERROR(SyncFolderOf(path));
  RETURN_IF_ERROR(Rename(absl::StrCat(path, kSalvaged, date), path));
  RETURN_IF_ERROR(SyncFolderOf(path));
  return damaged;
}

}  // namespace gom::log
