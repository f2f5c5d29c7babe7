// A copy of all that is on this computer, in a new folder of a stick or another disk: the database,
// the device's key and certificate, photos, and a page that says what it is. Whoever has it can
// take this computer's place. What the hub has needs none; what was not sent yet does.
//
//   ASSIGN_OR_RETURN(const BackupContents contents, ReadForBackup(desk));       // at the desk
//   ASSIGN_OR_RETURN(auto saved, WriteBackup(contents, "/media/usb", meter));   // beside it
//
// Everything blocks on the disk.
#ifndef GOM_AGENT_SERVICE_BACKUP_H_
#define GOM_AGENT_SERVICE_BACKUP_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "common/platform/stick_file.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// What a copy's folder is called until it is whole.
inline constexpr char kPartEnding[] = ".part";

struct BackupContents {
  std::string data_folder;
  std::string prefix;                                      // "gom-31TK01-", of all its copies
  std::string name;                                        // "gom-31TK01-20261122-2130"
  std::vector<std::pair<std::string, std::string>> files;  // name, bytes
  std::vector<std::pair<std::string, uint64_t>> evidence;  // name in evidence/, size
  uint64_t bytes = 0;                                      // of all
};
// As it is at this moment; photos, which do not change, are named alone. kFailedPrecondition
// not_enrolled.
absl::StatusOr<BackupContents> ReadForBackup(Desk& desk);

// How far a copy has come, for another thread to look at.
struct BackupMeter {
  std::atomic<uint64_t> done = 0;
  std::atomic<uint64_t> of = 0;  // 0: none is being made
};

// Each file is synced and read back from the medium; the folder has its name last. Where that
// fails, what was written is removed, as far as that can be done; what earlier ones that were cut
// off have left there goes first. Codes as SchoolService.SaveBackup
// says.
absl::StatusOr<v1::SaveBackupResponse> WriteBackup(
    const BackupContents& contents, const std::string& place, BackupMeter& meter,
    const platform::ReadBack& read_back = platform::ReadFromMedium);

// Sticks and other disks that are there now, and what a copy would come to.
absl::StatusOr<v1::ListBackupPlacesResponse> ListBackupPlaces(Desk& desk, const BackupMeter& meter);
// Whether a page may have it written there.
bool IsBackupPlace(const std::string& place, const std::string& data_folder);

// Puts a copy in the place of a data folder that has no database yet; the database comes last, so
// that one that was cut off may be repeated. kFailedPrecondition not_a_backup, restore_over_data.
absl::Status RestoreBackup(const std::string& from, const std::string& data_folder);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_BACKUP_H_
