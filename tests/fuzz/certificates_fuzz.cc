// Bytes where a certificate, a signing request or a key should be.
#include "common/rpc/certificates.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;

template <typename T>
void Look(const absl::StatusOr<T>& read) {
  if (!read.ok()) ExpectRefusal(read.status());
}

const rpc::Ca& Authority() {
  static const rpc::Ca ca = rpc::MakeCa(std::string(16, 'H'), "Xã", kNow).value();
  return ca;
}

void AsCertificate(std::string_view input) {
  Look(rpc::Sha256Fingerprint(input));
  Look(rpc::PublicKeyFingerprint(input));
  Look(rpc::NotBefore(input));
  Look(rpc::NotAfter(input));
  Look(rpc::HubIdOf(input));
  Look(rpc::DeviceNameOf(input));
  Look(rpc::ToPem(input));
  rpc::KeyFits(input, input);
  rpc::CertificatesIn(input);
  rpc::IsDueForRenewal(input, kNow);
  rpc::IsIssuedBy(input, Authority().certificate_pem);
  for (const rpc::Purpose purpose : {rpc::Purpose::kServer, rpc::Purpose::kDevice}) {
    // Nobody but the authority, whose key was made a moment ago, can have signed it.
    EXPECT_FALSE(rpc::VerifyChain(input, input, Authority().certificate_pem, purpose).ok());
  }
  const absl::StatusOr<std::string> der = rpc::ToDer(input);
  Look(der);
  if (!der.ok()) return;
  const absl::StatusOr<std::string> pem = rpc::ToPem(*der);
  ASSERT_TRUE(pem.ok()) << pem.status();
  EXPECT_EQ(rpc::ToDer(*pem).value(), *der);
}

void AsSigningRequest(std::string_view input) {
  Look(rpc::RequestKeyFingerprint(input));
  const absl::StatusOr<std::string> signed_pem =
      rpc::SignDevice(Authority(), input, std::string(16, 'H'), 7, "TH01", kNow);
  if (!signed_pem.ok()) return ExpectRefusal(signed_pem.status());
  const absl::StatusOr<rpc::DeviceName> name = rpc::DeviceNameOf(*signed_pem);
  ASSERT_TRUE(name.ok()) << name.status();
  EXPECT_EQ(name->unit, "TH01");
  EXPECT_EQ(name->device, 7u);
  EXPECT_EQ(rpc::PublicKeyFingerprint(*signed_pem).value(),
            rpc::RequestKeyFingerprint(input).value());
}

}  // namespace

void TryInput(std::string_view input) {
  AsCertificate(input);
  AsSigningRequest(input);
}

}  // namespace gom::fuzz
