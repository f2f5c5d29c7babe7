// Which records of the hub's log this program may read. A record of an unknown kind is kept as
// bytes and passed over; one that says that older readers must not read on stops them.
#ifndef GOM_COMMON_LOG_READER_H_
#define GOM_COMMON_LOG_READER_H_

#include <cstdint>

#include "gom/v1/record.pb.h"

namespace gom::log {

// Raised by a program whose records an older one would misread; such a record names it
// (Event::least_reader).
inline constexpr uint32_t kReader = 1;

inline bool MayRead(const v1::Event& event) { return event.least_reader() <= kReader; }

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_READER_H_
