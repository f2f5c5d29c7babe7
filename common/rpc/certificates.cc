// Making keys and certificates.
#include "common/rpc/certificates.h"

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/openssl.h"
#include "common/rpc/words.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"

namespace gom::rpc {
namespace {

constexpr int kHubIdBytes = 16;
constexpr int kNameCharacters = 64;  // X.520's upper bound of an organisation's name
constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;
constexpr int64_t kBackdateMs = kBackdateDays * kDayMs;

struct Extension {
  int kind;
  std::string value;
};

struct Draft {
  X509_NAME* issuer = nullptr;   // borrowed; null: the subject itself
  X509_NAME* subject = nullptr;  // borrowed; null: made of the next two
  std::string common_name;
  std::string organisation;  // may be empty
  EVP_PKEY* public_key = nullptr;
  EVP_PKEY* signing_key = nullptr;
  X509* issuing_certificate = nullptr;  // null: itself
  int64_t now_ms = 0;
  int days = 0;
  std::vector<Extension> extensions;
};

// 127 random bits, never negative.
bool SetSerial(X509* certificate) {
  std::unique_ptr<BIGNUM, FreeWith<BN_free>> serial(BN_new());
  return serial != nullptr &&
         BN_rand(serial.get(), 127, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool AddName(X509_NAME* name, const char* field, const std::string& value) {
  return value.empty() || X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                                     reinterpret_cast<const uint8_t*>(value.data()),
                                                     static_cast<int>(value.size()), -1, 0) == 1;
}

bool AddExtensions(X509* certificate, const Draft& draft) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context,
                 draft.issuing_certificate == nullptr ? certificate : draft.issuing_certificate,
                 certificate, nullptr, nullptr, 0);
  for (const Extension& extension : draft.extensions) {
    const ExtensionPtr made(
        X509V3_EXT_conf_nid(nullptr, &context, extension.kind, extension.value.c_str()));
    if (made == nullptr || X509_add_ext(certificate, made.get(), -1) != 1) return false;
  }
  return true;
}

absl::StatusOr<CertificatePtr> Make(const Draft& draft) {
  CertificatePtr certificate(X509_new());
  X509* c = certificate.get();
  const auto seconds = [](int64_t ms) { return static_cast<time_t>(ms / 1000); };
  const bool made =
      c != nullptr && X509_set_version(c, X509_VERSION_3) == 1 && SetSerial(c) &&
      ASN1_TIME_set(X509_getm_notBefore(c), seconds(draft.now_ms - kBackdateMs)) != nullptr &&
      ASN1_TIME_set(X509_getm_notAfter(c), seconds(draft.now_ms + draft.days * kDayMs)) !=
          nullptr &&
      (draft.subject == nullptr || X509_set_subject_name(c, draft.subject) == 1) &&
      AddName(X509_get_subject_name(c), "CN", draft.common_name) &&
      AddName(X509_get_subject_name(c), "O", draft.organisation) &&
      X509_set_issuer_name(c, draft.issuer == nullptr ? X509_get_subject_name(c) : draft.issuer) ==
          1 &&
      X509_set_pubkey(c, draft.public_key) == 1 && AddExtensions(c, draft) &&
      X509_sign(c, draft.signing_key, EVP_sha256()) > 0;
  if (!made) return OpenSslFailure("X509");
  return certificate;
}

absl::Status CheckHubId(std::string_view hub_id) {
  if (hub_id.size() == kHubIdBytes) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kInvalidArgument, kNameNotForCertificate, Hex(hub_id));
}

// Only what cannot be taken for syntax by OpenSSL's extension strings.
bool IsPlain(std::string_view name) {
  return !name.empty() && name.size() <= 64 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
         });
}

std::string FirstCharacters(std::string_view name, int most) {
  std::string clean = text::OneLine(name);
  int seen = 0;
  for (size_t i = 0; i < clean.size(); ++i) {
    if ((clean[i] & 0xc0) != 0x80 && ++seen > most) return clean.substr(0, i);
  }
  return clean;
}

struct Issuer {
  KeyPtr key;
  CertificatePtr certificate;
};
absl::StatusOr<Issuer> ReadCa(const Ca& ca) {
  Issuer issuer;
  ASSIGN_OR_RETURN(issuer.key, ReadKey(ca.key_pem));
  ASSIGN_OR_RETURN(issuer.certificate, ReadCertificate(ca.certificate_pem));
  return issuer;
}

// What every authority's certificate says of itself.
absl::StatusOr<std::vector<Extension>> AuthorityExtensions(std::string_view hub_id) {
  RETURN_IF_ERROR(CheckHubId(hub_id));
  return std::vector<Extension>{{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                {NID_subject_key_identifier, "hash"},
                                {NID_subject_alt_name, absl::StrCat("URI:gom://", Hex(hub_id))}};
}

int DaysOf(int years) { return years * 365 + years / 4; }

absl::StatusOr<std::string> SignLeaf(const Ca& ca, EVP_PKEY* public_key, std::string common_name,
                                     int64_t now_ms, std::vector<Extension> extensions) {
  ASSIGN_OR_RETURN(const Issuer issuer, ReadCa(ca));
  Draft draft;
  draft.issuer = X509_get_subject_name(issuer.certificate.get());
  draft.common_name = std::move(common_name);
  draft.public_key = public_key;
  draft.signing_key = issuer.key.get();
  draft.issuing_certificate = issuer.certificate.get();
  draft.now_ms = now_ms;
  draft.days = kCertificateDays;
  draft.extensions = std::move(extensions);
  draft.extensions.push_back({NID_basic_constraints, "critical,CA:FALSE"});
  draft.extensions.push_back({NID_key_usage, "critical,digitalSignature"});
  draft.extensions.push_back({NID_subject_key_identifier, "hash"});
  draft.extensions.push_back({NID_authority_key_identifier, "keyid"});
  ASSIGN_OR_RETURN(const CertificatePtr certificate, Make(draft));
  return PrintCertificate(certificate.get());
}

}  // namespace

bool IsKey(std::string_view key_pem) {
  const absl::StatusOr<KeyPtr> key = ReadKey(key_pem);
  return key.ok() && IsP256(key->get());
}

absl::StatusOr<std::string> GenerateKey() {
  const KeyPtr key(EVP_EC_gen("P-256"));
  const BioPtr writer = Writer();
  if (key == nullptr || PEM_write_bio_PKCS8PrivateKey(writer.get(), key.get(), nullptr, nullptr, 0,
                                                      nullptr, nullptr) != 1) {
    return OpenSslFailure("P-256");
  }
  return Written(writer.get());
}

std::string HubDnsName(std::string_view hub_id) { return absl::StrCat(Hex(hub_id), ".gom"); }

absl::StatusOr<Ca> MakeCa(std::string_view hub_id, std::string_view name, int64_t now_ms,
                          int years) {
  Ca ca;
  Draft draft;
  ASSIGN_OR_RETURN(draft.extensions, AuthorityExtensions(hub_id));
  ASSIGN_OR_RETURN(ca.key_pem, GenerateKey());
  ASSIGN_OR_RETURN(const KeyPtr key, ReadKey(ca.key_pem));
  draft.common_name = absl::StrCat("Gom CA ", Hex(hub_id).substr(0, 8));
  draft.organisation = FirstCharacters(name, kNameCharacters);
  draft.public_key = draft.signing_key = key.get();
  draft.now_ms = now_ms;
  draft.days = DaysOf(years);
  ASSIGN_OR_RETURN(const CertificatePtr certificate, Make(draft));
  ASSIGN_OR_RETURN(ca.certificate_pem, PrintCertificate(certificate.get()));
  return ca;
}

absl::StatusOr<NextCa> MakeNextCa(const Ca& before, std::string_view hub_id, int64_t now_ms,
                                  int years) {
  ASSIGN_OR_RETURN(const Issuer issuer, ReadCa(before));
  NextCa next;
  Draft draft;
  ASSIGN_OR_RETURN(draft.extensions, AuthorityExtensions(hub_id));
  ASSIGN_OR_RETURN(next.ca.key_pem, GenerateKey());
  ASSIGN_OR_RETURN(const KeyPtr key, ReadKey(next.ca.key_pem));
  draft.subject = draft.issuer = X509_get_subject_name(issuer.certificate.get());
  draft.public_key = draft.signing_key = key.get();
  draft.now_ms = now_ms;
  draft.days = DaysOf(years);
  ASSIGN_OR_RETURN(const CertificatePtr own, Make(draft));
  ASSIGN_OR_RETURN(next.ca.certificate_pem, PrintCertificate(own.get()));
  // Without it this would look like one that signed itself, and lead nowhere.
  draft.extensions.push_back({NID_authority_key_identifier, "keyid:always"});
  draft.signing_key = issuer.key.get();
  draft.issuing_certificate = issuer.certificate.get();
  ASSIGN_OR_RETURN(const CertificatePtr crossed, Make(draft));
  ASSIGN_OR_RETURN(next.crossed_pem, PrintCertificate(crossed.get()));
  return next;
}

absl::StatusOr<std::string> SignServer(const Ca& ca, std::string_view key_pem,
                                       std::string_view hub_id, int64_t now_ms,
                                       std::string_view behind_pem) {
  RETURN_IF_ERROR(CheckHubId(hub_id));
  ASSIGN_OR_RETURN(const KeyPtr key, ReadKey(key_pem));
  const std::string name = HubDnsName(hub_id);
  ASSIGN_OR_RETURN(const std::string leaf,
                   SignLeaf(ca, key.get(), name, now_ms,
                            {{NID_subject_alt_name, absl::StrCat("DNS:", name)},
                             {NID_ext_key_usage, "serverAuth"}}));
  return leaf + (behind_pem.empty() ? ca.certificate_pem : std::string(behind_pem));
}

absl::StatusOr<std::string> MakeSigningRequest(std::string_view key_pem) {
  ASSIGN_OR_RETURN(const KeyPtr key, ReadKey(key_pem));
  const RequestPtr request(X509_REQ_new());
  uint8_t* der = nullptr;
  int size = -1;
  if (request != nullptr && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
      X509_REQ_set_pubkey(request.get(), key.get()) == 1 &&
      X509_REQ_sign(request.get(), key.get(), EVP_sha256()) > 0) {
    size = i2d_X509_REQ(request.get(), &der);
  }
  if (size <= 0) return OpenSslFailure("PKCS#10");
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

absl::StatusOr<std::string> SignDevice(const Ca& ca, std::string_view request_der,
                                       std::string_view hub_id, uint32_t device,
                                       std::string_view unit, int64_t now_ms) {
  RETURN_IF_ERROR(CheckHubId(hub_id));
  if (!IsPlain(unit))
    return text::Refuse(absl::StatusCode::kInvalidArgument, kNameNotForCertificate, unit);
  ASSIGN_OR_RETURN(const RequestPtr request, ReadRequest(request_der));
  const std::string uri =
      absl::StrCat("URI:gom://", Hex(hub_id), "/unit/", std::string(unit), "/device/", device);
  return SignLeaf(ca, X509_REQ_get0_pubkey(request.get()), absl::StrCat("device ", device), now_ms,
                  {{NID_subject_alt_name, uri}, {NID_ext_key_usage, "clientAuth"}});
}

absl::StatusOr<std::string> RequestKeyFingerprint(std::string_view request_der) {
  ASSIGN_OR_RETURN(const RequestPtr request, ReadRequest(request_der));
  return HashKey(X509_REQ_get_X509_PUBKEY(request.get()));
}

}  // namespace gom::rpc
