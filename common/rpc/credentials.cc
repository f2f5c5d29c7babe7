#include "common/rpc/credentials.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/rpc/certificates.h"
#include "common/rpc/door_mark.h"
#include "grpc/grpc_security_constants.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_certificate_verifier.h"
#include "grpcpp/security/tls_credentials_options.h"

namespace gom::rpc {
namespace {

namespace tls = grpc::experimental;

// Takes the place of the library's own check, which would look at dates and at the address.
class HubVerifier final : public tls::ExternalCertificateVerifier {
 public:
  HubVerifier(std::string ca_pem, std::string hub_id)
      : ca_pem_(std::move(ca_pem)), hub_id_(std::move(hub_id)) {}

  bool Verify(tls::TlsCustomVerificationCheckRequest* request,
              std::function<void(grpc::Status)> /*callback*/, grpc::Status* sync_status) override {
    *sync_status =
        IsOurHub({request->peer_cert().data(), request->peer_cert().size()},
                 {request->peer_cert_full_chain().data(), request->peer_cert_full_chain().size()})
            ? grpc::Status::OK
            : grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "not the hub that was pinned");
    return true;
  }
  void Cancel(tls::TlsCustomVerificationCheckRequest* /*request*/) override {}

 private:
  bool IsOurHub(std::string_view leaf, std::string_view chain) const {
    if (leaf.empty() || !VerifyChain(leaf, chain, ca_pem_, Purpose::kServer).ok()) return false;
    const absl::StatusOr<std::string> hub_id = HubIdOf(leaf);
    return hub_id.ok() && *hub_id == hub_id_;
  }

  const std::string ca_pem_;
  const std::string hub_id_;
};

std::shared_ptr<grpc::ServerCredentials> ServerTlsOf(
    std::shared_ptr<tls::CertificateProviderInterface> identity) {
  tls::TlsServerCredentialsOptions options(std::move(identity));
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
  return tls::TlsServerCredentials(options);
}

}  // namespace

std::shared_ptr<grpc::ServerCredentials> ServerTls(const std::string& key_pem,
                                                   const std::string& chain_pem) {
  return ServerTlsOf(std::make_shared<tls::StaticDataCertificateProvider>(
      std::vector<tls::IdentityKeyCertPair>{{key_pem, chain_pem}}));
}

std::shared_ptr<grpc::ServerCredentials> ServerTlsOfFiles(const std::string& key_file,
                                                          const std::string& chain_file,
                                                          unsigned look_every_seconds) {
  return ServerTlsOf(std::make_shared<tls::FileWatcherCertificateProvider>(key_file, chain_file,
                                                                           look_every_seconds));
}

std::shared_ptr<grpc::ChannelCredentials> DeviceTls(const std::string& ca_pem,
                                                    const std::string& hub_id,
                                                    const std::string& key_pem,
                                                    const std::string& certificate_pem) {
  std::vector<tls::IdentityKeyCertPair> identity;
  if (!certificate_pem.empty()) identity.push_back({key_pem, certificate_pem});
  tls::TlsChannelCredentialsOptions options;
  options.set_certificate_provider(
      std::make_shared<tls::StaticDataCertificateProvider>(ca_pem, identity));
  options.watch_root_certs();
  if (!identity.empty()) options.watch_identity_key_cert_pairs();
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(
      tls::ExternalCertificateVerifier::Create<HubVerifier>(ca_pem, hub_id));
  return tls::TlsCredentials(options);
}

Peer PeerOf(const grpc::ServerContextBase& context) {
  Peer peer;
  peer.address = context.peer();
  const std::shared_ptr<const grpc::AuthContext> identity = context.auth_context();
  // A call over the network came through TLS, which leaves its mark; one inside the process has
  // neither mark nor address.
  const bool secured =
      identity != nullptr && !identity->FindPropertyValues("x509_pem_cert").empty();
  const bool marked =
      identity != nullptr &&
      !identity->FindPropertyValues(GRPC_TRANSPORT_SECURITY_TYPE_PROPERTY_NAME).empty();
  if (absl::StartsWith(peer.address, "unix:")) {
    peer.kind = Peer::Kind::kLocalSocket;
  } else if (peer.address == "unknown" && !marked && !DoorMarkOf(context).has_value()) {
    peer.kind = Peer::Kind::kInProcess;
  }
  if (!secured) return peer;
  const grpc::string_ref certificate = identity->FindPropertyValues("x509_pem_cert").front();
  absl::StatusOr<std::string> sha256 = Sha256Fingerprint({certificate.data(), certificate.size()});
  if (sha256.ok()) peer.certificate_sha256 = *std::move(sha256);
  return peer;
}

std::string PeerCertificate(const grpc::ServerContextBase& context) {
  const std::shared_ptr<const grpc::AuthContext> identity = context.auth_context();
  if (identity == nullptr) return {};
  const std::vector<grpc::string_ref> shown = identity->FindPropertyValues("x509_pem_cert");
  return shown.empty() ? std::string() : std::string(shown.front().data(), shown.front().size());
}

std::string BearerKey(const grpc::ServerContextBase& context) {
  const auto found = context.client_metadata().find("authorization");
  if (found == context.client_metadata().end()) return {};
  absl::string_view value(found->second.data(), found->second.size());
  constexpr absl::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(value, kScheme)) return {};
  return std::string(absl::StripAsciiWhitespace(value.substr(kScheme.size())));
}

bool IsLegalMetadata(const std::string& key, const std::string& value) {
  if (key.empty() || absl::StartsWith(key, "grpc-")) return false;
  for (unsigned char c : key) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '_' && c != '.' && c != '-')
      return false;
  }
  if (absl::EndsWith(key, "-bin")) return true;
  for (unsigned char c : value) {
    if (c < 0x20 || c > 0x7e) return false;
  }
  return true;
}

bool AddMetadata(grpc::ClientContext& context, const std::string& key, const std::string& value) {
  if (!IsLegalMetadata(key, value)) return false;
  context.AddMetadata(key, value);
  return true;
}

}  // namespace gom::rpc
