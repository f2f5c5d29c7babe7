// HTTP/1.1 on one connection, by cpp-httplib. The library reads heads and bodies and writes
// answers; how much it may read, for how long, and what it is answered is decided here and in
// rules.h, as by itself it takes lines without end, bodies of any size and one byte an hour.
#ifndef GOM_COMMON_RPC_DOOR_CONNECTION_H_
#define GOM_COMMON_RPC_DOOR_CONNECTION_H_

#include <atomic>
#include <cstdint>

#include "common/rpc/door/limits.h"
#include "common/rpc/door/porter.h"
#include "common/rpc/door/transport.h"

namespace gom::door {

// What the connections of a door have in common.
struct Shared {
  const DoorLimits limits;
  Porter& porter;
  // Bodies that are being read or worked on.
  std::atomic<uint64_t> body_bytes{0};
  std::atomic<bool> stopping{false};
};

// Answers one request after the other, until either side ends it. Blocks. `idle` is true while
// nothing is under way.
void ServeConnection(Transport& transport, Shared& shared, std::atomic<bool>& idle);

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_CONNECTION_H_
