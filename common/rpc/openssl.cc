#include "common/rpc/openssl.h"

#include <openssl/sha.h>

#include <cstdint>

#include "absl/strings/escaping.h"
#include "common/rpc/words.h"

namespace gom::rpc {
absl::Status OpenSslFailure(std::string_view doing) {
  const unsigned long error = ERR_get_error();
  ERR_clear_error();
  const char* reason = ERR_reason_error_string(error);
  return text::Refuse(absl::StatusCode::kInternal, kCryptographyFailed,
                      std::string(doing) + ": " + (reason == nullptr ? "?" : reason));
}

BioPtr Reader(std::string_view bytes) {
  return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

BioPtr Writer() { return BioPtr(BIO_new(BIO_s_mem())); }

std::string Written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<size_t>(size)) : std::string();
}

absl::StatusOr<KeyPtr> ReadKey(std::string_view key_pem) {
  // An empty passphrase: OpenSSL must never ask the terminal for one.
  char no_passphrase[] = "";
  KeyPtr key(PEM_read_bio_PrivateKey(Reader(key_pem).get(), nullptr, nullptr, no_passphrase));
  ERR_clear_error();
  if (key == nullptr) return text::Refuse(absl::StatusCode::kInvalidArgument, kKeyUnreadable);
  return key;
}

absl::StatusOr<CertificatePtr> ReadCertificate(std::string_view certificate) {
  CertificatePtr read;
  if (certificate.find("-----BEGIN") != std::string_view::npos) {
    read.reset(PEM_read_bio_X509(Reader(certificate).get(), nullptr, nullptr, nullptr));
  } else {
    const auto* at = reinterpret_cast<const uint8_t*>(certificate.data());
    read.reset(d2i_X509(nullptr, &at, static_cast<long>(certificate.size())));
  }
  ERR_clear_error();
  if (read == nullptr)
    return text::Refuse(absl::StatusCode::kInvalidArgument, kCertificateUnreadable);
  return read;
}

std::vector<CertificatePtr> ReadChain(std::string_view chain_pem) {
  std::vector<CertificatePtr> chain;
  const BioPtr reader = Reader(chain_pem);
  while (CertificatePtr next{PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr)}) {
    chain.push_back(std::move(next));
  }
  ERR_clear_error();
  return chain;
}

bool IsP256(EVP_PKEY* key) {
  char group[32] = {};
  size_t length = 0;
  return key != nullptr && EVP_PKEY_get_group_name(key, group, sizeof(group), &length) == 1 &&
         std::string_view(group, length) == SN_X9_62_prime256v1;
}

absl::StatusOr<RequestPtr> ReadRequest(std::string_view der) {
  const auto* at = reinterpret_cast<const uint8_t*>(der.data());
  RequestPtr request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  EVP_PKEY* key = request == nullptr ? nullptr : X509_REQ_get0_pubkey(request.get());
  const bool good = IsP256(key) && X509_REQ_verify(request.get(), key) == 1;
  ERR_clear_error();
  if (!good) return text::Refuse(absl::StatusCode::kInvalidArgument, kSigningRequestRefused);
  return request;
}

absl::StatusOr<std::string> PrintCertificate(X509* certificate) {
  const BioPtr writer = Writer();
  if (PEM_write_bio_X509(writer.get(), certificate) != 1) return OpenSslFailure("PEM");
  return Written(writer.get());
}

std::string Sha256(std::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(),
         reinterpret_cast<uint8_t*>(digest.data()));
  return digest;
}

std::string Hex(std::string_view bytes) {
  return absl::BytesToHexString({bytes.data(), bytes.size()});
}

std::string HashKey(X509_PUBKEY* key) {
  uint8_t* der = nullptr;
  const int size = i2d_X509_PUBKEY(key, &der);
  if (size <= 0) return {};
  std::string digest = Sha256({reinterpret_cast<char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return digest;
}

}  // namespace gom::rpc
