// A backup: a copy of hub.db with one more table, `backup`, that holds what else makes this hub
// (keys, ratchet) and a seal over all of it.
//
//   RETURN_IF_ERROR(CopyLog(folder, aside));
//   ASSIGN_OR_RETURN(BackupFacts facts, SealBackup(aside, {.hub = …, .made_at = …}, files));
//   …
//   ASSIGN_OR_RETURN(Backup backup, TakeApart(copy_of_it));   // copy_of_it is a hub.db now
//
// Blocks on the disk. Codes as log::Database, and kDataLoss backup_damaged.
#ifndef GOM_HUB_STORE_BACKUP_FILE_H_
#define GOM_HUB_STORE_BACKUP_FILE_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/log/chain.h"

namespace gom::hub {

struct BackupFacts {
  std::string hub;  // 16 bytes
  uint64_t term = 0;
  int64_t made_at = 0;     // milliseconds
  log::Position position;  // of the log's end; SealBackup finds it
};

// By their names in the data folder.
using BackupFiles = std::map<std::string, std::string>;

struct Backup {
  BackupFacts facts;
  BackupFiles files;
};

// Copies `folder`/hub.db as of one instant into one new file (mode 0600), over a connection of its
// own: the hub goes on. Not synced.
absl::Status CopyLog(const std::string& folder, const std::string& path);

// Adds facts, files and seal to a copy of hub.db that nobody else uses, looks through the whole of
// it (integrity_check, seal), and leaves one file, synced. Answers the facts with the position.
absl::StatusOr<BackupFacts> SealBackup(const std::string& path, BackupFacts facts,
                                       const BackupFiles& files);

// Looks through a copy of a backup and makes a hub.db of it again, synced. `name` is what a refusal
// calls it: kFailedPrecondition not_a_backup, backup_newer; kDataLoss backup_damaged (D6).
absl::StatusOr<Backup> TakeApart(const std::string& path, const std::string& name);

// Copies what is in a log's WAL into hub.db itself and removes the WAL. kDataLoss, or
// kFailedPrecondition not_our_file, file_newer: nothing can be made of that file.
absl::Status FoldWalIn(const std::string& path);

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_BACKUP_FILE_H_
