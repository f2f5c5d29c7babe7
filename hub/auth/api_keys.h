// API keys of upstream systems: "gom_" and 32 characters of Crockford base32 (160 bits). Stored as
// SHA-256, which is enough for a secret that no dictionary holds.
#ifndef GOM_HUB_AUTH_API_KEYS_H_
#define GOM_HUB_AUTH_API_KEYS_H_

#include <string>
#include <string_view>

#include "common/platform/random.h"

namespace gom::hub {

struct NewApiKey {
  std::string key;     // shown once, never stored
  std::string prefix;  // "gom_" and 6 characters, to tell keys apart
  std::string sha256;  // 32 bytes, what is stored
};
NewApiKey MakeApiKey(platform::RandomSource& random);

bool LooksLikeApiKey(std::string_view key);
// SHA-256 of the key's characters, 32 bytes; look it up with that.
std::string HashApiKey(std::string_view key);

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_API_KEYS_H_
