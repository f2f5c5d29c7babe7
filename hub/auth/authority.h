// The hub's certificate authority and its server certificate, as private files in the data folder:
//   ca.key, ca.pem          made by init, never changed; whoever has ca.key can make devices
//   server.key, server.pem  signed again when less than 30 days are left: at the start, and while
//                           the hub runs (Hub::Upkeep)
#ifndef GOM_HUB_AUTH_AUTHORITY_H_
#define GOM_HUB_AUTH_AUTHORITY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/rpc/certificates.h"

namespace gom::hub {

inline constexpr int kServerRenewDays = 30;

// Immutable; may be shared.
class Authority {
 public:
  // Durable when it returns. kAlreadyExists authority_exists if the folder has one.
  static absl::StatusOr<Authority> Create(const std::string& folder, std::string_view hub_id,
                                          std::string_view name, int64_t now_ms);
  // Makes the server certificate anew if it is missing, unreadable or about to end; for the key
  // that is there, if it is sound, so that one file changes and not two. kNotFound
  // authority_missing; kDataLoss authority_damaged.
  static absl::StatusOr<Authority> Open(const std::string& folder, int64_t now_ms);
  // Where a server finds its key and its chain.
  static std::string ServerKeyFile(const std::string& folder);
  static std::string ServerChainFile(const std::string& folder);

  const std::string& hub_id() const { return hub_id_; }
  const std::string& ca_pem() const { return ca_.certificate_pem; }
  const std::string& server_key_pem() const { return server_key_pem_; }
  // Leaf, then CA.
  const std::string& server_chain_pem() const { return server_chain_pem_; }
  // SHA-256 of the CA's public key, 32 bytes; the slip code carries its first ten.
  const std::string& ca_public_key_sha256() const { return ca_public_key_sha256_; }

  // A certificate (PEM) for the key of a signing request; see rpc::SignDevice.
  absl::StatusOr<std::string> SignDevice(std::string_view request_der, uint32_t device,
                                         std::string_view unit, int64_t now_ms) const;

 private:
  Authority() = default;
  absl::Status RenewServer(const std::string& folder, int64_t now_ms);

  rpc::Ca ca_;
  std::string hub_id_;
  std::string ca_public_key_sha256_;
  std::string server_key_pem_;
  std::string server_chain_pem_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_AUTHORITY_H_
