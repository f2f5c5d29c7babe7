#include "hub/auth/authority.h"

#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/auth/words.h"

namespace gom::hub {
namespace {

constexpr char kCaKey[] = "/ca.key";
constexpr char kCaCertificate[] = "/ca.pem";
constexpr char kServerKey[] = "/server.key";
constexpr char kServerChain[] = "/server.pem";
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

// Whether the server certificate on disk is of this key and CA and lives long enough.
bool IsGood(const std::string& key_pem, const std::string& chain_pem, const std::string& ca_pem,
            const std::string& hub_id, int64_t now_ms) {
  if (!rpc::KeyFits(key_pem, chain_pem)) return false;
  if (!rpc::VerifyChain(chain_pem, chain_pem, ca_pem, rpc::Purpose::kServer, now_ms).ok())
    return false;
  const absl::StatusOr<int64_t> ends = rpc::NotAfter(chain_pem);
  const absl::StatusOr<std::string> hub = rpc::HubIdOf(chain_pem);
  return ends.ok() && *ends - now_ms >= kServerRenewDays * kDayMs && hub.ok() && *hub == hub_id;
}

}  // namespace

absl::StatusOr<Authority> Authority::Create(const std::string& folder, std::string_view hub_id,
                                            std::string_view name, int64_t now_ms) {
  // A key alone is what was left where this was cut off: the certificate is written last.
  if (platform::Exists(folder + kCaCertificate))
    return text::Refuse(absl::StatusCode::kAlreadyExists, kAuthorityExists, folder);
  ASSIGN_OR_RETURN(const rpc::Ca ca, rpc::MakeCa(hub_id, name, now_ms));
  RETURN_IF_ERROR(platform::WritePrivateFile(folder + kCaKey, ca.key_pem));
  RETURN_IF_ERROR(platform::WritePrivateFile(folder + kCaCertificate, ca.certificate_pem));
  return Open(folder, now_ms);
}

absl::StatusOr<Authority> Authority::Open(const std::string& folder, int64_t now_ms) {
  if (!platform::Exists(folder + kCaKey) && !platform::Exists(folder + kCaCertificate)) {
    return text::Refuse(absl::StatusCode::kNotFound, kAuthorityMissing, folder);
  }
  Authority authority;
  const auto damaged = [&] {
    return text::Refuse(absl::StatusCode::kDataLoss, kAuthorityDamaged, folder);
  };
  ASSIGN_OR_RETURN(authority.ca_.key_pem, platform::ReadFile(folder + kCaKey));
  ASSIGN_OR_RETURN(authority.ca_.certificate_pem, platform::ReadFile(folder + kCaCertificate));
  if (!rpc::KeyFits(authority.ca_.key_pem, authority.ca_.certificate_pem)) return damaged();
  absl::StatusOr<std::string> hub_id = rpc::HubIdOf(authority.ca_.certificate_pem);
  absl::StatusOr<std::string> key_sha256 = rpc::PublicKeyFingerprint(authority.ca_.certificate_pem);
  if (!hub_id.ok() || !key_sha256.ok()) return damaged();
  authority.hub_id_ = *std::move(hub_id);
  authority.ca_public_key_sha256_ = *std::move(key_sha256);
  RETURN_IF_ERROR(authority.RenewServer(folder, now_ms));
  return authority;
}

std::string Authority::ServerKeyFile(const std::string& folder) { return folder + kServerKey; }
std::string Authority::ServerChainFile(const std::string& folder) { return folder + kServerChain; }

absl::Status Authority::RenewServer(const std::string& folder, int64_t now_ms) {
  const absl::StatusOr<std::string> key = platform::ReadFile(ServerKeyFile(folder));
  const absl::StatusOr<std::string> chain = platform::ReadFile(ServerChainFile(folder));
  if (key.ok() && chain.ok() && IsGood(*key, *chain, ca_.certificate_pem, hub_id_, now_ms)) {
    server_key_pem_ = *key;
    server_chain_pem_ = *chain;
    return absl::OkStatus();
  }
  const bool keep_key = key.ok() && chain.ok() && rpc::KeyFits(*key, *chain);
  if (keep_key) {
    server_key_pem_ = *key;
  } else {
    ASSIGN_OR_RETURN(server_key_pem_, rpc::GenerateKey());
  }
  ASSIGN_OR_RETURN(server_chain_pem_, rpc::SignServer(ca_, server_key_pem_, hub_id_, now_ms));
  // A crash between the two leaves a pair that does not fit, which the next start makes anew.
  if (!keep_key)
    RETURN_IF_ERROR(platform::WritePrivateFile(ServerKeyFile(folder), server_key_pem_));
  return platform::WritePrivateFile(ServerChainFile(folder), server_chain_pem_);
}

absl::StatusOr<std::string> Authority::SignDevice(std::string_view request_der, uint32_t device,
                                                  std::string_view unit, int64_t now_ms) const {
  return rpc::SignDevice(ca_, request_der, hub_id_, device, unit, now_ms);
}

}  // namespace gom::hub
