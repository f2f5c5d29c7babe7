// The hub's certificate authority and its server certificate, as private files in the data folder:
//   ca.key, ca.pem          made by init, never changed; whoever has ca.key can make devices
//   ca-2.key, ca-2.pem, …   authorities that were begun later; ca-N.pem holds its certificate and
//                           the same signed by the one before. The last one signs; the others are
//                           believed for as long as they are there
//   server.key, server.pem  signed again when less than 30 days are left, and where a new authority
//                           was begun: at the start, and while the hub runs (Hub::Upkeep)
//
// The server shows, behind its own certificate, each authority, newest first, as the one before it
// signed it and as it signed itself: so a device that knows any of them, and a slip that names any
// of them, finds it.
#ifndef GOM_HUB_AUTH_AUTHORITY_H_
#define GOM_HUB_AUTH_AUTHORITY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/certificates.h"

namespace gom::hub {

inline constexpr int kServerRenewDays = 30;
// So long before an authority ends the operator is told to begin another one (E6).
inline constexpr int64_t kAuthorityWarnMs = int64_t{180} * 86'400'000;

// Immutable; may be shared.
class Authority {
 public:
  // Durable when it returns. kAlreadyExists authority_exists if the folder has one.
  static absl::StatusOr<Authority> Create(const std::string& folder, std::string_view hub_id,
                                          std::string_view name, int64_t now_ms);
  // Makes the server certificate anew if it is missing, unreadable, of an earlier authority or
  // about to end; for the key that is there, if it is sound, so that one file changes and not two.
  // kNotFound authority_missing; kDataLoss authority_damaged.
  static absl::StatusOr<Authority> Open(const std::string& folder, int64_t now_ms);
  // Makes an authority that takes over from the folder's newest, and a server certificate by it.
  // Durable when it returns; cut off anywhere, the folder has the old one or the new one.
  static absl::StatusOr<Authority> Begin(const std::string& folder, int64_t now_ms);
  // Names in the data folder of all that Open reads: ca.key, ca.pem, ca-2.key, …; a certificate
  // comes after its key, and ca.pem, which makes the folder a hub's, last.
  static std::vector<std::string> FileNames(const std::vector<std::string>& in_folder);
  // What a device pins (as ca_pem()), of a folder that some hub has open. kNotFound
  // authority_missing.
  static absl::StatusOr<std::string> ReadCaPem(const std::string& folder);
  // Where a server finds its key and its chain.
  static std::string ServerKeyFile(const std::string& folder);
  static std::string ServerChainFile(const std::string& folder);

  const std::string& hub_id() const { return hub_id_; }
  // What a device pins: every authority's certificate, newest first.
  const std::string& ca_pem() const { return ca_pem_; }
  // Certificates (DER) of those that were begun after the first, oldest first: as the log has them.
  const std::vector<std::string>& begun() const { return begun_; }
  const std::string& server_key_pem() const { return server_key_pem_; }
  // Leaf, then the authorities.
  const std::string& server_chain_pem() const { return server_chain_pem_; }
  // SHA-256 of the newest one's public key, 32 bytes; the slip code carries its first ten.
  const std::string& ca_public_key_sha256() const { return ca_public_key_sha256_; }
  // When the newest one and the server's certificate end, milliseconds.
  int64_t not_after() const { return not_after_; }
  int64_t server_not_after() const { return server_not_after_; }

  // A certificate (PEM) for the key of a signing request; see rpc::SignDevice.
  absl::StatusOr<std::string> SignDevice(std::string_view request_der, uint32_t device,
                                         std::string_view unit, int64_t now_ms) const;
  // Whether a certificate of one of its authorities is the newest one's.
  bool IsOfNewest(std::string_view certificate) const;

 private:
  Authority() = default;
  absl::Status Take(const std::string& folder, int number);
  absl::Status RenewServer(const std::string& folder, int64_t now_ms);

  rpc::Ca ca_;  // the newest
  std::string hub_id_;
  std::string ca_pem_;
  std::string behind_pem_;  // what is shown behind the leaf
  std::vector<std::string> begun_;
  std::string ca_public_key_sha256_;
  std::string server_key_pem_;
  std::string server_chain_pem_;
  int64_t not_after_ = 0, server_not_after_ = 0;
};

}  // namespace gom::hub

#endif  // GOM_HUB_AUTH_AUTHORITY_H_
