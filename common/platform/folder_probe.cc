// Which file systems a database may live on.
#include <errno.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/platform/descriptor.h"
#include "common/platform/file_system.h"
#include "common/platform/words.h"
#include "common/text/status_macros.h"

namespace gom::platform {
namespace {

// f_type as statfs(2) lists them. Written out, for not all of them stand in one header.
constexpr uint64_t kNetwork[] = {
    0x6969,      // NFS
    0x517b,      // SMB
    0xff534d42,  // CIFS
    0xfe534d42,  // SMB2
    0x00c36400,  // Ceph
    0x5346414f,  // AFS
    0x6b414653,  // kAFS
    0x73757245,  // Coda
    0x564c,      // NCP
    0x01021997,  // 9P, also the drives of another system seen from a virtual machine
    0x786f4256,  // VirtualBox shared folders
    0xbacbacbc,  // VMware shared folders
    0x0bd00bd3,  // Lustre
};
constexpr uint64_t kFuse = 0x65735546;
// FAT and exFAT: what sticks and cards come with. Neither has permissions, so a key could not be
// private there either.
constexpr uint64_t kFat[] = {0x4d44, 0x2011bab0};

template <size_t n>
bool IsOneOf(const uint64_t (&list)[n], uint64_t value) {
  for (uint64_t each : list) {
    if (each == value) return true;
  }
  return false;
}

// The block layer's word on the device, or on the disk that the partition is of.
bool DeviceIsRemovable(dev_t device) {
  const std::string base = absl::StrCat("/sys/dev/block/", major(device), ":", minor(device));
  for (const char* place : {"/removable", "/../removable"}) {
    char answer = '0';
    if (std::ifstream file(base + place); file && file.get(answer)) return answer == '1';
  }
  return false;
}

}  // namespace

std::optional<DiskRoom> RoomOfDisk(const std::string& folder) {
  struct statvfs disk {};
  if (statvfs(folder.c_str(), &disk) != 0) return std::nullopt;
  return DiskRoom{uint64_t{disk.f_bavail} * disk.f_frsize, uint64_t{disk.f_blocks} * disk.f_frsize};
}

absl::StatusOr<FolderFacts> ProbeFolder(const std::string& folder) {
  struct statfs facts {};
  struct stat there {};
  if (statfs(folder.c_str(), &facts) != 0 || stat(folder.c_str(), &there) != 0)
    return ReadFailure(errno, folder);
  // Kernels sign-extend some of the 32-bit numbers.
  return FolderFacts{static_cast<uint32_t>(facts.f_type), DeviceIsRemovable(there.st_dev)};
}

absl::Status RefuseUnsafeFolder(const std::string& folder, const FolderProbe& probe) {
  std::error_code failed;
  std::filesystem::path path = std::filesystem::absolute(folder, failed);
  while (!std::filesystem::exists(path, failed) && path.has_relative_path())
    path = path.parent_path();
  ASSIGN_OR_RETURN(const FolderFacts facts, probe(path.string()));
  constexpr auto kCode = absl::StatusCode::kFailedPrecondition;
  if (IsOneOf(kNetwork, facts.file_system)) return text::Refuse(kCode, kFolderOnNetwork, folder);
  if (facts.file_system == kFuse) return text::Refuse(kCode, kFolderOnFuse, folder);
  if (facts.removable || IsOneOf(kFat, facts.file_system))
    return text::Refuse(kCode, kFolderRemovable, folder);
  return absl::OkStatus();
}

}  // namespace gom::platform
