#include "common/sync/sealing.h"

#include <sodium.h>

#include <cstdint>

namespace gom::sync {
namespace {

static_assert(kSealBytes == crypto_box_SEALBYTES);
static_assert(kKeyBytes == crypto_box_PUBLICKEYBYTES && kKeyBytes == crypto_box_SECRETKEYBYTES);

bool Ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

const uint8_t* Bytes(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }
uint8_t* Bytes(std::string& s) { return reinterpret_cast<uint8_t*>(s.data()); }

}  // namespace

std::string SealKeyOf(std::string_view secret) {
  std::string key(kKeyBytes, '\0');
  const bool made = Ready() && secret.size() == kKeyBytes &&
                    crypto_scalarmult_base(Bytes(key), Bytes(secret)) == 0;
  return made ? key : std::string();
}

std::string SealKeyOfSigner(std::string_view public_key) {
  std::string key(kKeyBytes, '\0');
  const bool made = Ready() && public_key.size() == kKeyBytes &&
                    crypto_sign_ed25519_pk_to_curve25519(Bytes(key), Bytes(public_key)) == 0;
  return made ? key : std::string();
}

std::string SealSecretOfSigner(const SigningKey& key) {
  // libsodium's form of the same key: seed, then public half.
  const std::string both = key.Seed() + key.public_key();
  std::string secret(kKeyBytes, '\0');
  const bool made = Ready() && both.size() == crypto_sign_SECRETKEYBYTES &&
                    crypto_sign_ed25519_sk_to_curve25519(Bytes(secret), Bytes(both)) == 0;
  return made ? secret : std::string();
}

std::string Seal(std::string_view to, std::string_view bytes) {
  std::string sealed(bytes.size() + kSealBytes, '\0');
  const bool made = Ready() && to.size() == kKeyBytes &&
                    crypto_box_seal(Bytes(sealed), Bytes(bytes), bytes.size(), Bytes(to)) == 0;
  return made ? sealed : std::string();
}

std::optional<std::string> Unseal(std::string_view secret, std::string_view sealed) {
  const std::string own = SealKeyOf(secret);
  if (own.empty() || sealed.size() < kSealBytes) return std::nullopt;
  std::string bytes(sealed.size() - kSealBytes, '\0');
  const bool opened = crypto_box_seal_open(Bytes(bytes), Bytes(sealed), sealed.size(), Bytes(own),
                                           Bytes(secret)) == 0;
  return opened ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace gom::sync
