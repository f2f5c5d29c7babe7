// A hub whose hub.db is damaged: what can be read of its log, from the first record up to the first
// damage, is a log; the devices send again what stood behind it.
//
//   ASSIGN_OR_RETURN(const LogRest rest, MakeRest(folder));            // beside hub.db, as a file
//   ASSIGN_OR_RETURN(const Rescued rescued, RescueHub({.folder = …})); // no hub may run
//
// Both block on the disk.
#ifndef GOM_HUB_SERVICE_RESCUE_H_
#define GOM_HUB_SERVICE_RESCUE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/log/chain.h"
#include "common/platform/clock.h"
#include "common/platform/file_system.h"

namespace gom::hub {

// What is left of a log.
struct LogRest {
  log::Position position;
  int64_t newest_at = 0;  // of its last record, milliseconds
  std::string hub;        // 16 bytes, as its first record says
  bool whole = false;     // nothing was lost: the log is not damaged
};

// Makes a sound file of what can be read of `folder`/hub.db, which stays as it is, under the name
// log::SalvagingFile; synced. The caller holds the folder's lock. DATA_LOSS nothing_to_rescue: not
// even the first record can be read, only a backup helps.
absl::StatusOr<LogRest> MakeRest(const std::string& folder);

// Goes on with a rescue that was cut off behind the point from which it counts: where the damaged
// file is kept now, or empty (log/rescue.h). The caller holds the folder's lock.
absl::StatusOr<std::string> FinishRescueOf(const std::string& folder);

struct RescueOptions {
  std::string folder{};
  const platform::WallClock* clock = nullptr;  // null: the system's
  platform::FolderProbe probe = platform::ProbeFolder;
};
struct Rescued {
  LogRest rest;
  std::string kept_as;  // the damaged file
  // As Restored::damaged_ratchet.
  std::string damaged_ratchet{};
};
// Puts what is left of the log in its place; the damaged file stays beside it as
// hub.db.damaged-DATE. The hub begins a new term when it is next opened. Cut off anywhere, doing it
// again does it. FAILED_PRECONDITION data_folder_in_use, log_is_whole; NOT_FOUND not_a_hub;
// DATA_LOSS nothing_to_rescue.
absl::StatusOr<Rescued> RescueHub(const RescueOptions& options);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_RESCUE_H_
