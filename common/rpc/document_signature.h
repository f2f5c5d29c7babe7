// Signatures by the key of a certificate, or of one who asks for a certificate, over bytes that
// travel without a connection: ECDSA P-256 with SHA-256, DER. Pure but for OpenSSL's randomness;
// any thread.
#ifndef GOM_COMMON_RPC_DOCUMENT_SIGNATURE_H_
#define GOM_COMMON_RPC_DOCUMENT_SIGNATURE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace gom::rpc {

// kInvalidArgument key_unreadable; kInternal.
absl::StatusOr<std::string> SignDocument(std::string_view key_pem, std::string_view bytes);

// Whether the key that the certificate (PEM or DER) is for has signed just these bytes. Who that is
// says VerifyChain.
bool IsSignedDocument(std::string_view certificate, std::string_view bytes,
                      std::string_view signature);

// The same of the key that a signing request (PKCS#10, DER) asks for.
bool IsSignedByRequester(std::string_view request_der, std::string_view bytes,
                         std::string_view signature);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_DOCUMENT_SIGNATURE_H_
