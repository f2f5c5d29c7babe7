// The bounds on a door's connections, by name, with the reason for each. Values, so that a test
// need not wait.
#ifndef GOM_COMMON_RPC_DOOR_LIMITS_H_
#define GOM_COMMON_RPC_DOOR_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace gom::door {

struct DoorLimits {
  // Each has a thread while it is open. A browser has at most six for one page.
  size_t connections = 32;
  // A request's line and headers, and how long they may take to come: one that trickles gives its
  // place to another.
  size_t head_bytes = 16 << 10;
  absl::Duration head_time = absl::Seconds(10);
  // From then on, for the body. On the way inside one computer the largest takes a moment.
  absl::Duration body_time = absl::Seconds(30);
  // For each piece of an answer to be taken.
  absl::Duration write_time = absl::Seconds(30);
  // Between two requests.
  absl::Duration idle_time = absl::Seconds(60);
  // Bodies that are being read or worked on, over all connections.
  uint64_t body_bytes = 64 << 20;
};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_LIMITS_H_
