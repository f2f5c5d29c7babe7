// What the hub's signature is in the simulated world: a digest over the key and the message. Nobody
// here forges one; Ed25519 has tests of its own (tests/common/sync/signing_test.cc), and takes half
// as long as a sync. The linker takes these in the place of common/sync/signing.cc.
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/sync/signing.h"

namespace gom::sync {

absl::StatusOr<SigningKey> SigningKey::FromSeed(std::string_view seed) {
  SigningKey key;
  key.public_key_ = std::string(seed);
  return key;
}

std::string SigningKey::Seed() const { return public_key_; }

std::string SigningKey::Sign(std::string_view message) const {
  const std::string digest =
      log::ToBytes(log::Sha256(absl::StrCat(public_key_, std::string(message))));
  return digest + digest;
}

bool IsSigned(std::string_view message, std::string_view signature, std::string_view public_key) {
  return SigningKey::FromSeed(public_key)->Sign(message) == signature;
}

}  // namespace gom::sync
