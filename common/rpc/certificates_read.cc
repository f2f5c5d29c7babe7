// Reading and checking certificates.
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/rpc/certificates.h"
#include "common/rpc/openssl.h"
#include "common/rpc/words.h"
#include "common/text/status_macros.h"

namespace gom::rpc {
namespace {

constexpr size_t kHubHex = 32;
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;

absl::StatusOr<int64_t> Milliseconds(const ASN1_TIME* time) {
  tm broken{};
  if (ASN1_TIME_to_tm(time, &broken) != 1) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kCertificateUnreadable);
  }
  return int64_t{timegm(&broken)} * 1000;
}

// The alternative names of one kind (GEN_DNS, GEN_URI).
std::vector<std::string> AlternativeNames(const X509* certificate, int kind) {
  const NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> out;
  for (int i = 0; names != nullptr && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int type = 0;
    const auto* value = static_cast<const ASN1_STRING*>(
        GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type));
    if (type != kind) continue;
    out.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                     static_cast<size_t>(ASN1_STRING_length(value)));
  }
  return out;
}

std::optional<std::string> HubFromHex(absl::string_view hex) {
  if (hex.size() != kHubHex ||
      hex.find_first_not_of("0123456789abcdef") != absl::string_view::npos) {
    return std::nullopt;
  }
  return absl::HexStringToBytes(hex);
}

// The DER inside the first PEM block, without reading it as a certificate: this runs on every call
// of every device.
absl::StatusOr<std::string> Unwrap(std::string_view certificate) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  const size_t begin = certificate.find(kBegin);
  if (begin == std::string_view::npos) return std::string(certificate);
  std::string_view body = certificate.substr(begin + kBegin.size());
  body = body.substr(0, body.find("-----END"));
  std::string der;
  if (!absl::Base64Unescape({body.data(), body.size()}, &der)) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kCertificateUnreadable);
  }
  return der;
}

absl::Status NotOurs(std::string_view reason) {
  return text::Refuse(absl::StatusCode::kUnauthenticated, kCertificateNotOurs, reason);
}

}  // namespace

absl::StatusOr<std::string> Sha256Fingerprint(std::string_view certificate) {
  ASSIGN_OR_RETURN(const std::string der, Unwrap(certificate));
  if (der.empty()) return text::Refuse(absl::StatusCode::kInvalidArgument, kCertificateUnreadable);
  return Sha256(der);
}

absl::StatusOr<std::string> PublicKeyFingerprint(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  return HashKey(X509_get_X509_PUBKEY(read.get()));
}

bool KeyFits(std::string_view key_pem, std::string_view certificate) {
  const absl::StatusOr<KeyPtr> key = ReadKey(key_pem);
  const absl::StatusOr<CertificatePtr> read = ReadCertificate(certificate);
  const bool fits = key.ok() && read.ok() && X509_check_private_key(read->get(), key->get()) == 1;
  ERR_clear_error();
  return fits;
}

absl::StatusOr<int64_t> NotBefore(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  return Milliseconds(X509_get0_notBefore(read.get()));
}

absl::StatusOr<int64_t> NotAfter(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  return Milliseconds(X509_get0_notAfter(read.get()));
}

absl::StatusOr<std::string> ToDer(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  uint8_t* der = nullptr;
  const int size = i2d_X509(read.get(), &der);
  if (size <= 0) return OpenSslFailure("DER");
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

absl::StatusOr<std::string> ToPem(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  return PrintCertificate(read.get());
}

std::vector<std::string> CertificatesIn(std::string_view pem) {
  std::vector<std::string> each;
  for (const CertificatePtr& certificate : ReadChain(pem)) {
    absl::StatusOr<std::string> printed = PrintCertificate(certificate.get());
    if (printed.ok()) each.push_back(*std::move(printed));
  }
  return each;
}

bool IsDueForRenewal(std::string_view certificate, int64_t now_ms) {
  const absl::StatusOr<int64_t> since = NotBefore(certificate);
  return !since.ok() || now_ms - *since >= (kRenewDay + kBackdateDays) * kDayMs;
}

bool IsIssuedBy(std::string_view certificate, std::string_view ca_pem) {
  const absl::StatusOr<CertificatePtr> read = ReadCertificate(certificate);
  const absl::StatusOr<CertificatePtr> ca = ReadCertificate(ca_pem);
  return read.ok() && ca.ok() && X509_check_issued(ca->get(), read->get()) == X509_V_OK;
}

absl::StatusOr<std::string> HubIdOf(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  for (const std::string& each : AlternativeNames(read.get(), GEN_DNS)) {
    absl::string_view name = each;
    if (!absl::ConsumeSuffix(&name, ".gom")) continue;
    if (auto hub = HubFromHex(name)) return *hub;
  }
  for (const std::string& each : AlternativeNames(read.get(), GEN_URI)) {
    absl::string_view name = each;
    if (!absl::ConsumePrefix(&name, "gom://")) continue;
    if (auto hub = HubFromHex(name)) return *hub;
  }
  return NotOurs("SAN");
}

absl::StatusOr<DeviceName> DeviceNameOf(std::string_view certificate) {
  ASSIGN_OR_RETURN(const CertificatePtr read, ReadCertificate(certificate));
  for (const std::string& each : AlternativeNames(read.get(), GEN_URI)) {
    absl::string_view name = each;
    if (!absl::ConsumePrefix(&name, "gom://")) continue;
    const std::vector<std::string> parts = absl::StrSplit(name, '/');
    if (parts.size() != 5 || parts[1] != "unit" || parts[3] != "device") continue;
    DeviceName device;
    const auto hub = HubFromHex(parts[0]);
    if (!hub || !absl::SimpleAtoi(parts[4], &device.device)) continue;
    device.hub_id = *hub;
    device.unit = parts[2];
    return device;
  }
  return NotOurs("SAN");
}

absl::Status VerifyChain(std::string_view leaf, std::string_view chain_pem, std::string_view ca_pem,
                         Purpose purpose, std::optional<int64_t> at_ms) {
  ASSIGN_OR_RETURN(const CertificatePtr certificate, ReadCertificate(leaf));
  RETURN_IF_ERROR(ReadCertificate(ca_pem).status());
  const std::vector<CertificatePtr> trusted = ReadChain(ca_pem);
  const std::vector<CertificatePtr> between = ReadChain(chain_pem);
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  const std::unique_ptr<STACK_OF(X509), FreeWith<[](STACK_OF(X509) * s) { sk_X509_free(s); }>>
      untrusted(sk_X509_new_null());
  bool ready = store != nullptr && context != nullptr && untrusted != nullptr;
  for (const CertificatePtr& ca : trusted) {
    ready = ready && X509_STORE_add_cert(store.get(), ca.get()) == 1;
  }
  for (const CertificatePtr& each : between) {
    ready = ready && sk_X509_push(untrusted.get(), each.get()) > 0;
  }
  ready =
      ready &&
      X509_STORE_CTX_init(context.get(), store.get(), certificate.get(), untrusted.get()) == 1 &&
      X509_STORE_CTX_set_purpose(context.get(), purpose == Purpose::kServer
                                                    ? X509_PURPOSE_SSL_SERVER
                                                    : X509_PURPOSE_SSL_CLIENT) == 1;
  if (!ready) return OpenSslFailure("X509_STORE");
  if (at_ms.has_value()) {
    X509_STORE_CTX_set_time(context.get(), 0, static_cast<time_t>(*at_ms / 1000));
  } else {
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
  }
  const bool verified = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (!verified) return NotOurs(X509_verify_cert_error_string(error));
  return absl::OkStatus();
}

}  // namespace gom::rpc
