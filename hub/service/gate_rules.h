// Whom the gate lets in and on whom it hangs up (C7, C13, C15, C17): pure, so that it can be tried
// without a socket. Nobody loses work by being hung up on: who was cut off comes again and goes on.
#ifndef GOM_HUB_SERVICE_GATE_RULES_H_
#define GOM_HUB_SERVICE_GATE_RULES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"

namespace gom::hub {

struct GateLimits {
  // Open at once. Who comes then waits in the system's queue.
  size_t connections = 1000;
  // Of them from one address, so that one computer alone cannot fill the gate. Schools that come
  // through one proxy, or a provider that gives many the same address, share it.
  size_t per_address = 250;
  // At a full gate, who has said and been told nothing for that long makes room. An agent that has
  // nothing more to say hangs up by itself.
  absl::Duration silence = absl::Seconds(5);
  // Bytes that the program may use with nobody connected, or twice what it does use then where that
  // is more; with each connection comes kMemoryOfAConnection. Beyond it the gate hangs up on those
  // who sent most.
  uint64_t memory = uint64_t{96} << 20;
  // gRPC lets go of a connection's memory a while after its end. After that long of hanging up on
  // those who sent most, the others who were there when it began are taken for the cause; after
  // twice as long, nobody.
  absl::Duration patience = absl::Seconds(10);
  // How long a connection is watched before it is judged by SendsCrumbs.
  absl::Duration progress = absl::Seconds(20);
};
// What TLS and gRPC need for one that is idle, and some calls on it.
inline constexpr uint64_t kMemoryOfAConnection = 160 << 10;
// Bytes received, more than a school's year takes with no photos: with less of them nobody is taken
// for the cause at first.
inline constexpr uint64_t kModest = 64 << 10;

// What the system says of one open connection.
struct Connected {
  int id;
  // Bytes that came over it since it was opened.
  uint64_t received;
  // Since anything came or went.
  absl::Duration silent;
};

// What came and went over one connection within GateLimits::progress.
struct Flow {
  uint64_t received = 0;  // bytes
  uint64_t pieces = 0;    // in so many segments
  uint64_t sent = 0;      // bytes that the other side has got
};

// Who sends a call, or a handshake, byte by byte (C7): many pieces, next to nothing in each, and
// less said to them than they said. An agent on the worst network fills its pieces; who only reads,
// or pings, is told at least as much, or says little. It may go on: it begins anew, and is ended
// again.
bool SendsCrumbs(const Flow& flow);

// Whether one more may come in from an address of which `from_there` are in.
bool MayComeIn(size_t from_there, const GateLimits& limits);

// At a full gate with somebody waiting: all who have been silent for too long.
std::vector<int> Silent(const std::vector<Connected>& connected, const GateLimits& limits);

// Where memory runs short: of those who sent more than is modest, the half that sent most, and the
// last one too. Who fills a program's memory has to send for it.
std::vector<int> SentMost(std::vector<Connected> connected);

// Whether it is no time to ask the allocator how much of what is resident is in use: far above the
// limit, and by more than a tick of honest work takes above what was there at the last look.
bool RunsAway(uint64_t resident, uint64_t at_last_look, uint64_t limit);

// GateLimits::memory, for a program that uses so much with nobody connected.
uint64_t MemoryLimit(const GateLimits& limits, uint64_t memory);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_GATE_RULES_H_
