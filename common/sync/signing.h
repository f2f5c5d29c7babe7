// Signatures that anybody can check: Ed25519 (RFC 8032), as OpenSSL has it. What is signed begins
// with words that say what it is, so that a signature of one thing is none of another.
//
//   ASSIGN_OR_RETURN(SigningKey key, SigningKey::FromSeed(random.Bytes(kKeyBytes)));
//   std::string signature = key.Sign("gom receipt 1\n" + body);
//   IsSigned("gom receipt 1\n" + body, signature, key.public_key());       // true
//
// Pure. Errors: kInvalidArgument key_unreadable; kInternal signing_failed.
#ifndef GOM_COMMON_SYNC_SIGNING_H_
#define GOM_COMMON_SYNC_SIGNING_H_

#include <openssl/evp.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::sync {

inline constexpr size_t kKeyBytes = 32;  // of a seed, and of a public key
inline constexpr size_t kSignatureBytes = 64;

// Immutable; may be shared by threads.
class SigningKey {
 public:
  // The seed is the key: 32 random bytes.
  static absl::StatusOr<SigningKey> FromSeed(std::string_view seed);
  // PKCS#8, as ToPem writes it.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);
  absl::StatusOr<std::string> ToPem() const;

  // 32 bytes.
  const std::string& public_key() const { return public_key_; }
  // What FromSeed takes.
  std::string Seed() const;
  // 64 bytes; empty only where OpenSSL has no memory.
  std::string Sign(std::string_view message) const;

 private:
  static absl::StatusOr<SigningKey> Take(EVP_PKEY* key);
  // Shared, because a key is copied with whatever holds it.
  std::shared_ptr<EVP_PKEY> key_;
  std::string public_key_;
};

bool IsSigned(std::string_view message, std::string_view signature, std::string_view public_key);

// SubjectPublicKeyInfo in PEM, which other programs read too.
absl::StatusOr<std::string> PublicKeyToPem(std::string_view public_key);
absl::StatusOr<std::string> PublicKeyFromPem(std::string_view pem);

}  // namespace gom::sync

#endif  // GOM_COMMON_SYNC_SIGNING_H_
