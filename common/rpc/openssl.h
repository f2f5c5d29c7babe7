// OpenSSL's objects with owners, and PEM in and out. For this folder alone.
#ifndef GOM_COMMON_RPC_OPENSSL_H_
#define GOM_COMMON_RPC_OPENSSL_H_

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::rpc {

template <auto free_function>
struct FreeWith {
  template <typename T>
  void operator()(T* object) const {
    free_function(object);
  }
};
inline void FreeNames(GENERAL_NAMES* names) { GENERAL_NAMES_free(names); }
using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using StorePtr = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, FreeWith<FreeNames>>;
using TlsContextPtr = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using TlsPtr = std::unique_ptr<SSL, FreeWith<SSL_free>>;

// Other people's clients do look at dates, by clocks that may be a little behind.
inline constexpr int kBackdateDays = 1;

// The oldest error of this thread's queue, as a refusal; empties the queue.
absl::Status OpenSslFailure(std::string_view doing);

// A BIO that reads `bytes`, which must outlive it; and what a memory BIO has taken.
BioPtr Reader(std::string_view bytes);
BioPtr Writer();
std::string Written(BIO* bio);

absl::StatusOr<KeyPtr> ReadKey(std::string_view key_pem);
// PEM or DER; of several in PEM the first.
absl::StatusOr<CertificatePtr> ReadCertificate(std::string_view certificate);
// All of a PEM file; stops at the first that cannot be read.
std::vector<CertificatePtr> ReadChain(std::string_view chain_pem);
bool IsP256(EVP_PKEY* key);
// PKCS#10, DER; one that is signed by its own key, of P-256: else kInvalidArgument
// signing_request_refused.
absl::StatusOr<RequestPtr> ReadRequest(std::string_view der);
absl::StatusOr<std::string> PrintCertificate(X509* certificate);
std::string Sha256(std::string_view bytes);
std::string Hex(std::string_view bytes);
// SHA-256 of a SubjectPublicKeyInfo.
std::string HashKey(X509_PUBKEY* key);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_OPENSSL_H_
