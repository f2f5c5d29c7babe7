#include "hub/auth/api_keys.h"

#include <sodium.h>

#include <algorithm>

#include "common/rpc/slip_code.h"

namespace gom::hub {
namespace {

constexpr std::string_view kPrefix = "gom_";
constexpr int kCharacters = 32;
constexpr int kRandomBytes = 20;  // 32 × 5 bits
constexpr size_t kShownCharacters = 6;

}  // namespace

NewApiKey MakeApiKey(platform::RandomSource& random) {
  NewApiKey made;
  made.key = std::string(kPrefix) + rpc::ToBase32(random.Bytes(kRandomBytes), kCharacters);
  made.prefix = made.key.substr(0, kPrefix.size() + kShownCharacters);
  made.sha256 = HashApiKey(made.key);
  return made;
}

bool LooksLikeApiKey(std::string_view key) {
  return key.size() == kPrefix.size() + kCharacters && key.substr(0, kPrefix.size()) == kPrefix &&
         std::all_of(key.begin() + kPrefix.size(), key.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

std::string HashApiKey(std::string_view key) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return digest;
}

}  // namespace gom::hub
