// How a sound file takes the place of a damaged database, so that a power cut at any instant leaves
// one that can be gone on with, and nothing is ever deleted. For agent.db:
//
//   agent.db.salvaging        is filled with what can be read; one that was cut off is begun again
//   agent.db.salvaged-DATE    it is whole and synced: from here on it is what counts
//   agent.db.damaged-DATE     the old file, with its -wal; nothing else ever had that name
//   agent.db                  the sound one
//
//   ASSIGN_OR_RETURN(auto db, Database::Open(SalvagingFile(path), …));    // filled, LeaveOneFile
//   RETURN_IF_ERROR(CountSalvaged(path, DamagedName(path, now_ms)));
//   ASSIGN_OR_RETURN(const std::string kept_as, FinishRescue(path));      // so does the next start
//
// The caller holds the lock of the database, and has neither file open. Codes of file_system.h.
#ifndef GOM_COMMON_LOG_RESCUE_H_
#define GOM_COMMON_LOG_RESCUE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::log {

std::string SalvagingFile(const std::string& path);

// Where the damaged file will be kept: a name that nothing has.
std::string DamagedName(const std::string& path, int64_t now_ms);

// SalvagingFile is whole and synced: it is what counts, durably, once this returns OK.
absl::Status CountSalvaged(const std::string& path, const std::string& damaged_name);

// Goes on with what CountSalvaged has begun, whoever was interrupted in it. Answers where the
// damaged file is kept now; empty: there was nothing to do.
absl::StatusOr<std::string> FinishRescue(const std::string& path);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_RESCUE_H_
