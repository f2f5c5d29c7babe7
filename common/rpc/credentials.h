// TLS as Gom uses it, for gRPC, and who is at the other end of a call.
//
// The hub asks every client for a certificate, demands none, and verifies none in the handshake:
// each call is judged in the service layer by the certificate's fingerprint in the device table
// (hub/auth/access.h). The handshake still proves that the client holds the certificate's key. A
// device pins the hub's CA and id, and looks at neither the hub's address nor the dates in its
// certificate.
#ifndef GOM_COMMON_RPC_CREDENTIALS_H_
#define GOM_COMMON_RPC_CREDENTIALS_H_

#include <memory>
#include <optional>
#include <string>

#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_context.h"

namespace gom::rpc {

// TLS 1.2 or later. `chain_pem` is the leaf, then the CA (SignServer), so that an enrolling agent
// can check the CA against its slip.
std::shared_ptr<grpc::ServerCredentials> ServerTls(const std::string& key_pem,
                                                   const std::string& chain_pem);
// The same from files, looked at again every `look_every_seconds`: what is put in their place is
// shown on connections that come after that; those that are open stay.
std::shared_ptr<grpc::ServerCredentials> ServerTlsOfFiles(const std::string& key_file,
                                                          const std::string& chain_file,
                                                          unsigned look_every_seconds);

// For a device: talks to no hub but the one whose CA and id these are, whatever its address and
// whatever either clock says. `key_pem` and `certificate_pem` may both be empty (before
// enrollment). A hub that is another one looks like kUnavailable to the caller; ask ProbeHub
// (hub_key.h) for the reason.
std::shared_ptr<grpc::ChannelCredentials> DeviceTls(const std::string& ca_pem,
                                                    const std::string& hub_id,
                                                    const std::string& key_pem,
                                                    const std::string& certificate_pem);

struct Peer {
  // kInProcess is this program itself: a command that holds the data folder.
  enum class Kind { kLocalSocket, kInProcess, kNetwork };
  Kind kind = Kind::kNetwork;
  // SHA-256 of the client's certificate (DER), 32 bytes; absent where it showed none.
  std::optional<std::string> certificate_sha256;
  // As gRPC names it, e.g. "ipv4:192.0.2.7:51034".
  std::string address;

  bool local() const { return kind != Kind::kNetwork; }
};
Peer PeerOf(const grpc::ServerContextBase& context);

// The certificate that the client showed, PEM; empty where it showed none.
std::string PeerCertificate(const grpc::ServerContextBase& context);

// What follows "Bearer " in the authorization metadata; empty where there is none.
std::string BearerKey(const grpc::ServerContextBase& context);

// Adds metadata, or answers false and adds nothing where gRPC would end the program: a key outside
// [a-z0-9_.-], a value outside printable ASCII (for keys ending in "-bin" anything goes), or a
// reserved "grpc-" key.
bool AddMetadata(grpc::ClientContext& context, const std::string& key, const std::string& value);
bool IsLegalMetadata(const std::string& key, const std::string& value);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_CREDENTIALS_H_
