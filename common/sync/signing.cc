#include "common/sync/signing.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <cstdint>

#include "common/sync/words.h"
#include "common/text/message.h"

namespace gom::sync {
namespace {

using BioPtr = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using ContextPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

const uint8_t* Bytes(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }

absl::Status Unreadable() {
  ERR_clear_error();
  return text::Refuse(absl::StatusCode::kInvalidArgument, kKeyUnreadable);
}

absl::Status Failed() {
  ERR_clear_error();
  return text::Refuse(absl::StatusCode::kInternal, kSigningFailed);
}

BioPtr Reader(std::string_view bytes) {
  return {BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())), &BIO_free_all};
}

std::string Written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

// The public half of an Ed25519 key; empty where it is a key of another kind.
std::string PublicHalf(const EVP_PKEY* key) {
  std::string raw(kKeyBytes, '\0');
  size_t size = raw.size();
  const bool read =
      key != nullptr && EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 &&
      EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uint8_t*>(raw.data()), &size) == 1;
  return read && size == kKeyBytes ? raw : std::string();
}

KeyPtr PublicKey(std::string_view raw) {
  return {raw.size() != kKeyBytes
              ? nullptr
              : EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(raw), raw.size()),
          &EVP_PKEY_free};
}

}  // namespace

absl::StatusOr<SigningKey> SigningKey::Take(EVP_PKEY* key) {
  SigningKey taken;
  taken.key_ = std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free);
  taken.public_key_ = PublicHalf(key);
  if (taken.public_key_.empty()) return Unreadable();
  return taken;
}

absl::StatusOr<SigningKey> SigningKey::FromSeed(std::string_view seed) {
  if (seed.size() != kKeyBytes) return Unreadable();
  return Take(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Bytes(seed), seed.size()));
}

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  // An empty passphrase: OpenSSL must never ask the terminal for one.
  char no_passphrase[] = "";
  return Take(PEM_read_bio_PrivateKey(Reader(pem).get(), nullptr, nullptr, no_passphrase));
}

absl::StatusOr<std::string> SigningKey::ToPem() const {
  const BioPtr out(BIO_new(BIO_s_mem()), &BIO_free_all);
  if (PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) !=
      1)
    return Failed();
  return Written(out.get());
}

std::string SigningKey::Seed() const {
  std::string seed(kKeyBytes, '\0');
  size_t size = seed.size();
  const bool read =
      EVP_PKEY_get_raw_private_key(key_.get(), reinterpret_cast<uint8_t*>(seed.data()), &size) == 1;
  return read && size == kKeyBytes ? seed : std::string();
}

std::string SigningKey::Sign(std::string_view message) const {
  const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  const bool made = context != nullptr &&
                    EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
                    EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()),
                                   &size, Bytes(message), message.size()) == 1;
  ERR_clear_error();
  return made && size == kSignatureBytes ? signature : std::string();
}

bool IsSigned(std::string_view message, std::string_view signature, std::string_view public_key) {
  const KeyPtr key = PublicKey(public_key);
  const ContextPtr context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const bool good =
      key != nullptr && context != nullptr && signature.size() == kSignatureBytes &&
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message),
                       message.size()) == 1;
  ERR_clear_error();
  return good;
}

absl::StatusOr<std::string> PublicKeyToPem(std::string_view public_key) {
  const KeyPtr key = PublicKey(public_key);
  if (key == nullptr) return Unreadable();
  const BioPtr out(BIO_new(BIO_s_mem()), &BIO_free_all);
  if (PEM_write_bio_PUBKEY(out.get(), key.get()) != 1) return Failed();
  return Written(out.get());
}

absl::StatusOr<std::string> PublicKeyFromPem(std::string_view pem) {
  char no_passphrase[] = "";
  const KeyPtr key(PEM_read_bio_PUBKEY(Reader(pem).get(), nullptr, nullptr, no_passphrase),
                   &EVP_PKEY_free);
  std::string raw = PublicHalf(key.get());
  if (raw.empty()) return Unreadable();
  ERR_clear_error();
  return raw;
}

}  // namespace gom::sync
