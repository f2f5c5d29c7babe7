// A Term rises by one where a hub is restored or moved.
#ifndef GOM_COMMON_SYNC_TERM_H_
#define GOM_COMMON_SYNC_TERM_H_

#include <cstdint>

namespace gom::sync {

// What is above is beyond sense: who says it is not believed, neither a device by the hub nor a hub
// by a device, as neither would listen to a lower one again.
inline constexpr uint64_t kHighestTerm = 1'000'000;

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_TERM_H_
