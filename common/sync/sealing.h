// Letters that only one can open: libsodium's sealed boxes (X25519, XSalsa20-Poly1305). Who sealed
// it is not said; a signature beside it says that.
//
//   std::string sealed = Seal(SealKeyOf(secret), bytes);
//   std::optional<std::string> bytes = Unseal(secret, sealed);
//
// Seal draws a key of its own each time; the rest is pure. Any thread.
#ifndef GOM_COMMON_SYNC_SEALING_H_
#define GOM_COMMON_SYNC_SEALING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/sync/signing.h"

namespace gom::sync {

// What sealing adds.
inline constexpr size_t kSealBytes = 48;

// The public half of a secret; any 32 random bytes are one. Empty where it is not 32 bytes.
std::string SealKeyOf(std::string_view secret);
// A signing key seals too: what its public half makes, and its secret half. Empty where it is none.
std::string SealKeyOfSigner(std::string_view public_key);
std::string SealSecretOfSigner(const SigningKey& key);

// Empty where `to` is no key.
std::string Seal(std::string_view to, std::string_view bytes);
// Nothing: it was not sealed to this secret, or not a byte of it may have changed.
std::optional<std::string> Unseal(std::string_view secret, std::string_view sealed);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_SEALING_H_
