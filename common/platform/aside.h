// Files that are set aside: renamed to a name that says why and when, beside where they were, and
// never over another one. Nothing that a person may still want is deleted.
//
//   AsideName("/data/agent.db", "damaged", now)      // "/data/agent.db.damaged-20261123-003000"
#ifndef GOM_COMMON_PLATFORM_ASIDE_H_
#define GOM_COMMON_PLATFORM_ASIDE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace gom::platform {

// "20261123-003000", in UTC.
std::string Stamp(int64_t now_ms);

// `path`.`why`-DATE; with -2, -3 … behind it where that is taken, alone or with any of SQLite's
// endings.
std::string AsideName(const std::string& path, std::string_view why, int64_t now_ms);

// Moves a file if it is there; kAlreadyExists file_exists where the name is taken. Durable once the
// folder is synced.
absl::Status MoveAside(const std::string& path, const std::string& name);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_ASIDE_H_
