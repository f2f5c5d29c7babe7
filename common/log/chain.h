// The chain of a log: digest(n) = SHA-256(digest(n-1) ‖ SHA-256(main part of n)), digest(0) = 32
// zero bytes. The second, erasable part of a record is not in the chain; its SHA-256 stands inside
// the main part.
#ifndef GOM_COMMON_LOG_CHAIN_H_
#define GOM_COMMON_LOG_CHAIN_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "gom/v1/record.pb.h"

namespace gom::log {

using Digest = std::array<uint8_t, 32>;

Digest Sha256(std::string_view bytes);
Digest Next(const Digest& previous, std::string_view main);

// First 8 bytes, big-endian: enough to tell honest records apart, on the wire and in memory.
uint64_t Short(const Digest& digest);
std::string ToBytes(const Digest& digest);
// All zeros for anything that is not 32 bytes long.
Digest FromBytes(std::string_view bytes);
std::string Hex(std::string_view bytes);

// A place in a log. Index 0 is the place before the first record.
struct Position {
  uint64_t index = 0;
  Digest digest{};
  friend bool operator==(const Position&, const Position&) = default;
};
v1::Position ToProto(const Position& p, uint64_t term = 0);
Position FromProto(const v1::Position& p);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_CHAIN_H_
