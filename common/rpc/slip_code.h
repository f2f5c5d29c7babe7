// The one-time code on an enrollment slip, as people read, type and dictate it: 26 characters of
// Crockford base32, printed in groups of four. The first 10 are the secret (50 bits); the other 16
// are the first 80 bits of the SHA-256 of the hub's CA key, by which the agent knows the hub before
// it sends the secret. The secret's first 4 characters name the slip.
#ifndef GOM_COMMON_RPC_SLIP_CODE_H_
#define GOM_COMMON_RPC_SLIP_CODE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::rpc {

inline constexpr int kSecretCharacters = 10;
inline constexpr int kFingerprintCharacters = 16;
inline constexpr int kFingerprintBytes = 10;
inline constexpr int kSlipCharacters = 4;

struct SlipCode {
  std::string secret;       // 10 characters, upper case
  std::string fingerprint;  // 10 bytes
  std::string slip() const { return secret.substr(0, kSlipCharacters); }
};

// `random` is 7 bytes or more, of which 50 bits are used; `ca_public_key_sha256` 10 bytes or more.
SlipCode MakeSlipCode(std::string_view random, std::string_view ca_public_key_sha256);

// "ABCD-EFGH-…", groups of four, the last one of two.
std::string PrintSlipCode(const SlipCode& code);

// Forgiving: any case, spaces and hyphens anywhere, O for 0, I and L for 1. kInvalidArgument
// code_malformed.
absl::StatusOr<SlipCode> ParseSlipCode(std::string_view typed);

// Only the secret, cleaned up in the same way; kInvalidArgument code_malformed.
absl::StatusOr<std::string> ParseSecret(std::string_view typed);

// Crockford base32 of the first 5 × n bits, n = `characters`.
std::string ToBase32(std::string_view bytes, int characters);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_SLIP_CODE_H_
