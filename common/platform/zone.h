// Local time, for showing instants to people. Dates that people type have no zone (faults B5).
#ifndef GOM_COMMON_PLATFORM_ZONE_H_
#define GOM_COMMON_PLATFORM_ZONE_H_

#include <cstdint>

namespace gom::platform {

// Seconds to add to UTC at this instant in the system's time zone, e.g. 25200 in Việt Nam. 0 where
// it is not known.
int LocalOffsetSeconds(int64_t at_ms);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_ZONE_H_
