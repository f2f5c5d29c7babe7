// What can still be read of a damaged SQLite file, row by row, into a sound one.
//
//   ASSIGN_OR_RETURN(auto fresh, Database::Open(aside, options));
//   ASSIGN_OR_RETURN(const Salvaged what, Salvage(path, *fresh));     // path stays as it is
//
// A page that cannot be read costs the rows on it: each table is read from both of its ends up to
// the first page that gives nothing, and a log (sqlite_log.h) between these two one record at a
// time. Whether a row that can be read is the one that was written is not asked here: records have
// their digests. Blocks on the disk.
#ifndef GOM_COMMON_LOG_SALVAGE_H_
#define GOM_COMMON_LOG_SALVAGE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/log/database.h"

namespace gom::log {

struct Salvaged {
  uint64_t rows = 0;
  bool whole = true;  // nothing was met that could not be read
};

// Copies into each table of `into`, which has the schema of this program and no rows, what the
// table of that name in `path` holds in the columns that both have; one transaction. A file that is
// no database, or is not there, has no rows. Codes of Database::Run where a disk fails or is full:
// what the disk refuses to read now is not taken for lost.
absl::StatusOr<Salvaged> Salvage(const std::string& path, Database& into);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_SALVAGE_H_
