#ifndef GOM_COMMON_SYNC_STREAM_ID_H_
#define GOM_COMMON_SYNC_STREAM_ID_H_

#include <cstddef>

namespace gom::sync {

// A stream is named by this many bytes, which its device chose at random.
inline constexpr size_t kStreamIdBytes = 16;

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_STREAM_ID_H_
