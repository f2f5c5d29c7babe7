// Enrollment slips: the code that is printed, and what is kept of it.
#ifndef GOM_HUB_AUTH_SLIPS_H_
#define GOM_HUB_AUTH_SLIPS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/random.h"

namespace gom::hub {

inline constexpr absl::Duration kSlipLifetime = absl::Hours(72);
// Wrong tries after which a slip is locked (E7).
inline constexpr int kSlipTries = 5;

struct NewSlip {
  std::string slip;    // names it, in the log and to people
  std::string code;    // 26 characters in groups of four: shown once, never stored
  std::string secret;  // the part that is hashed
};
NewSlip MakeSlip(platform::RandomSource& random, std::string_view ca_public_key_sha256);

// Argon2id with a salt of its own, as one printable string; takes tens of milliseconds and 64 MiB,
// so one runs at a time. Not for gRPC's threads.
absl::StatusOr<std::string> HashSecret(std::string_view secret);
// As long as HashSecret, whatever the secret; an empty hash fits nothing, at once.
bool SecretFits(std::string_view secret, std::string_view hash);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_SLIPS_H_
