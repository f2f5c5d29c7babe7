// The roster as a CSV file: code,name,kinds,ownership,manager,valid_from,valid_to,successor.
//
//   code,name,kinds,ownership,manager,valid_from,valid_to,successor
//   31TK01,Trường Tiểu học Tân Kỳ,primary,public,commune,,,
//
// Kinds of a multi-level school are joined by "+". Dates as 2026-06-30 or 30/06/2026; empty means
// open. Pure: the caller reads the file.
#ifndef GOM_HUB_CLI_ROSTER_CSV_H_
#define GOM_HUB_CLI_ROSTER_CSV_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gom/v1/unit.pb.h"

namespace gom::hub {

struct RosterRow {
  v1::Unit unit;
  uint32_t line = 0;  // 1-based, of the file
};

// Every row, or every mistake at once: INVALID_ARGUMENT roster_wrong with a place (line, column
// name) each. What only the plan knows (whether a kind exists) is the hub's to say. `file` is named
// in the sentence.
absl::StatusOr<std::vector<RosterRow>> ReadRoster(std::string_view file, std::string_view bytes);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_ROSTER_CSV_H_
