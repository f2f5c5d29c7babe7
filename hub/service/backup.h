// Everything that makes a hub, in one file, and a hub out of such a file.
//
//   ASSIGN_OR_RETURN(v1::BackupResponse made, BackUp(hub, request));      // the hub goes on
//   ASSIGN_OR_RETURN(Restored restored, RestoreHub({.folder = …, .file = …}));   // no hub may run
//
// Both block on the disk.
#ifndef GOM_HUB_SERVICE_BACKUP_H_
#define GOM_HUB_SERVICE_BACKUP_H_

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"
#include "hub/store/backup_file.h"

namespace gom::hub {

// Written aside, looked through, synced, renamed: under its name there is a whole backup or nothing
// (D3), and a file that has it is never written over. One at a time. INVALID_ARGUMENT
// path_not_absolute; FAILED_PRECONDITION backup_exists, backup_lacks_key; RESOURCE_EXHAUSTED
// backup_busy, disk_full, and then nothing is left of it.
absl::StatusOr<v1::BackupResponse> BackUp(Hub& hub, const v1::BackupRequest& request);

struct RestoreOptions {
  std::string folder{};
  std::string file{};
  const platform::WallClock* clock = nullptr;  // null: the system's
  platform::FolderProbe probe = platform::ProbeFolder;
  // Asked before each step; an error stops there, as a power cut would. For tests.
  std::function<absl::Status(std::string_view step)> before = nullptr;
};
struct Restored {
  BackupFacts facts;
  // A file that holds a damaged ratchet: whom the hub had revoked and what it had erased may not be
  // known any more, and a person has to be told. Empty: all of it is.
  std::string damaged_ratchet{};
};
// Puts the backup's log in place of the folder's, whose own stays beside it as
// hub.db.before-restore-DATE; keys that are there stay. The hub begins a new term when it is next
// opened. Cut off anywhere, the folder holds the hub as it was, or as the backup has it.
// FAILED_PRECONDITION data_folder_in_use, other_hub, not_a_backup, backup_newer,
// backup_without_keys; DATA_LOSS backup_damaged (D6).
absl::StatusOr<Restored> RestoreHub(const RestoreOptions& options);

// Removes what a crash left half done in the folder: a restore that did not come to its end, files
// that were not yet whole. The caller holds the folder's lock.
void Tidy(const std::string& folder);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_BACKUP_H_
