#include "common/rpc/document_signature.h"

#include <cstdint>

#include "common/rpc/openssl.h"
#include "common/text/status_macros.h"

namespace gom::rpc {
namespace {

using DigestPtr = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;

const uint8_t* Bytes(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }

bool IsSigned(EVP_PKEY* key, std::string_view bytes, std::string_view signature) {
  const DigestPtr context(EVP_MD_CTX_new());
  const bool good = key != nullptr && EVP_PKEY_get_id(key) == EVP_PKEY_EC && context != nullptr &&
                    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                    EVP_DigestVerify(context.get(), Bytes(signature), signature.size(),
                                     Bytes(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace

absl::StatusOr<std::string> SignDocument(std::string_view key_pem, std::string_view bytes) {
  ASSIGN_OR_RETURN(const KeyPtr key, ReadKey(key_pem));
  const DigestPtr context(EVP_MD_CTX_new());
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(key.get())), '\0');
  size_t size = signature.size();
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &size,
                     Bytes(bytes), bytes.size()) != 1)
    return OpenSslFailure("signature");
  signature.resize(size);
  return signature;
}

bool IsSignedDocument(std::string_view certificate, std::string_view bytes,
                      std::string_view signature) {
  const absl::StatusOr<CertificatePtr> read = ReadCertificate(certificate);
  return read.ok() && IsSigned(X509_get0_pubkey(read->get()), bytes, signature);
}

bool IsSignedByRequester(std::string_view request_der, std::string_view bytes,
                         std::string_view signature) {
  const absl::StatusOr<RequestPtr> read = ReadRequest(request_der);
  return read.ok() && IsSigned(X509_REQ_get0_pubkey(read->get()), bytes, signature);
}

}  // namespace gom::rpc
