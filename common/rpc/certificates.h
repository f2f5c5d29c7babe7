// Keys and certificates: ECDSA P-256, OpenSSL 3, PEM and DER in and out, no globals. The hub is its
// own certificate authority; every device's certificate is signed by it and names hub, unit and
// device.
//
// All functions are pure but for OpenSSL's randomness, and may be called from any thread. Errors
// are kInvalidArgument (what was given is not what it should be) or kInternal. Times are wall-clock
// milliseconds since 1970. Lifetimes: design 6.
#ifndef GOM_COMMON_RPC_CERTIFICATES_H_
#define GOM_COMMON_RPC_CERTIFICATES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::rpc {

inline constexpr int kCaYears = 20;
inline constexpr int kCertificateDays = 400;
// From this day of its life on a device asks for another one.
inline constexpr int kRenewDay = 120;

struct Ca {
  std::string key_pem;
  std::string certificate_pem;
};

// A private key, PKCS#8 PEM.
absl::StatusOr<std::string> GenerateKey();
// Whether it is one that can be used.
bool IsKey(std::string_view key_pem);

// A new authority for the hub named by 16 bytes; `name` is what people call it (its first 64
// characters are kept).
absl::StatusOr<Ca> MakeCa(std::string_view hub_id, std::string_view name, int64_t now_ms,
                          int years = kCaYears);

// The authority that takes over from another one, and its certificate once more, signed by that
// one: by way of it whoever knows only the older authority believes what the new one signs. Both
// have the same name, as the two of one hub (RFC 5280, self-issued), so a path may be as long as
// there were authorities.
struct NextCa {
  Ca ca;
  std::string crossed_pem;
};
absl::StatusOr<NextCa> MakeNextCa(const Ca& before, std::string_view hub_id, int64_t now_ms,
                                  int years = kCaYears);

// The name that the hub's certificate is for: "<hub id in hex>.gom".
std::string HubDnsName(std::string_view hub_id);

// A server certificate for `key_pem`, followed by what is shown behind it: the CA's own where
// `behind_pem` is empty.
absl::StatusOr<std::string> SignServer(const Ca& ca, std::string_view key_pem,
                                       std::string_view hub_id, int64_t now_ms,
                                       std::string_view behind_pem = {});

// PKCS#10, DER, self-signed, with an empty subject: only the public key matters.
absl::StatusOr<std::string> MakeSigningRequest(std::string_view key_pem);

// A client certificate (PEM) for the key of the request, with "gom://<hub
// hex>/unit/<unit>/device/<n>" in it. Refuses a request that is not signed by its own key, or whose
// key is not P-256: kInvalidArgument signing_request_refused.
absl::StatusOr<std::string> SignDevice(const Ca& ca, std::string_view request_der,
                                       std::string_view hub_id, uint32_t device,
                                       std::string_view unit, int64_t now_ms);

// SHA-256, 32 bytes: of a certificate (DER), of its public key (SubjectPublicKeyInfo, DER), of a
// request's. A certificate may be given as PEM or DER; of several in PEM the first is meant.
absl::StatusOr<std::string> Sha256Fingerprint(std::string_view certificate);
absl::StatusOr<std::string> PublicKeyFingerprint(std::string_view certificate);
absl::StatusOr<std::string> RequestKeyFingerprint(std::string_view request_der);

// Whether this private key is the one that the certificate is for.
bool KeyFits(std::string_view key_pem, std::string_view certificate);

absl::StatusOr<int64_t> NotBefore(std::string_view certificate);
absl::StatusOr<int64_t> NotAfter(std::string_view certificate);
absl::StatusOr<std::string> ToDer(std::string_view certificate);
absl::StatusOr<std::string> ToPem(std::string_view certificate);
// Each by itself, as many as there are in a PEM file.
std::vector<std::string> CertificatesIn(std::string_view pem);

// Whether it has lived until kRenewDay; one that cannot be read is due as well.
bool IsDueForRenewal(std::string_view certificate, int64_t now_ms);
// Whether this CA is the one that a certificate names as its issuer. Believe it only of one that
// was verified before.
bool IsIssuedBy(std::string_view certificate, std::string_view ca_pem);

// The hub that a CA or server certificate of ours is for, 16 bytes.
absl::StatusOr<std::string> HubIdOf(std::string_view certificate);

// What a device's certificate says of itself. Believe it only after VerifyChain.
struct DeviceName {
  std::string hub_id;
  std::string unit;
  uint32_t device = 0;
};
absl::StatusOr<DeviceName> DeviceNameOf(std::string_view certificate);

enum class Purpose { kServer, kDevice };

// Whether `leaf` was signed by one of `ca_pem` (one CA or several), by way of `chain_pem` (may be
// empty, may hold the leaf again), for this purpose. Without `at_ms` dates are not looked at: a
// wrong clock must not lock anybody out (design 5, promise 7). kUnauthenticated
// certificate_not_ours.
absl::Status VerifyChain(std::string_view leaf, std::string_view chain_pem, std::string_view ca_pem,
                         Purpose purpose, std::optional<int64_t> at_ms = std::nullopt);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_CERTIFICATES_H_
