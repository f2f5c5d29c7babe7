// Getting to know a hub: a bare TLS handshake, before anything secret is sent. Both calls block the
// calling thread until the deadline at most; they use no gRPC.
//
// Errors: kUnavailable hub_unreachable (no route, refused, name unknown, nothing came in time);
// kUnavailable not_tls (what answers is not TLS: a captive portal or another program, C8);
// kFailedPrecondition not_the_hub_on_the_slip (E8, C19).
#ifndef GOM_COMMON_RPC_HUB_KEY_H_
#define GOM_COMMON_RPC_HUB_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gom::rpc {

// "host:port", "192.0.2.1:7400", "[2001:db8::1]:7400"; without a port kDefaultPort is meant.
// kInvalidArgument address_refused for anything else.
inline constexpr int kDefaultPort = 7400;
struct HostPort {
  std::string host;
  int port = kDefaultPort;
};
absl::StatusOr<HostPort> ParseHostPort(std::string_view address);
// The same as gRPC takes it: IPv6 in brackets.
std::string ToTarget(const HostPort& address);

struct HubIdentity {
  std::string ca_pem;
  std::string hub_id;  // 16 bytes
};

// Connects, takes the chain that the server shows, and answers its CA if the first bytes of the
// SHA-256 of the CA's public key are `fingerprint` (10 bytes, from the slip) and the server's
// certificate is signed by it, or by one that it signed. Dates are not looked at.
absl::StatusOr<HubIdentity> FetchHubCa(std::string_view address, std::string_view fingerprint,
                                       absl::Duration timeout);

// Why a device cannot reach its hub: OK if the hub with this CA and id answers there.
absl::Status ProbeHub(std::string_view address, std::string_view ca_pem, std::string_view hub_id,
                      absl::Duration timeout);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_HUB_KEY_H_
