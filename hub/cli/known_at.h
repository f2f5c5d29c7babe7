// "As it was known then": a place in the hub's log, or a time, as somebody types it.
#ifndef GOM_HUB_CLI_KNOWN_AT_H_
#define GOM_HUB_CLI_KNOWN_AT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "gom/v1/report.pb.h"

namespace gom::hub {

// "41200": a position. "30/06/2026" or "2026-06-30": the end of that day; "30/06/2026 14:05": the
// end of that minute; both where the window stands. INVALID_ARGUMENT known_at_unreadable, and what
// text::ParseDate says.
absl::Status SetKnownAt(const std::string& typed, int utc_offset_seconds,
                        v1::GetProgressRequest* request);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_KNOWN_AT_H_
