#include "common/rpc/certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/document_signature.h"
#include "common/text/message.h"

namespace gom::rpc {
namespace {

constexpr int64_t kNow = 1'790'000'000'000;  // September 2026
constexpr int64_t kDayMs = 86'400'000;
const std::string kHub(16, '\x11');
const std::string kOtherHub(16, '\x22');

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

class CertificatesTest : public testing::Test {
 protected:
  CertificatesTest()
      : ca_(*MakeCa(kHub, "Phòng VH-XH xã Tân Kỳ", kNow)),
        key_(*GenerateKey()),
        request_(*MakeSigningRequest(key_)),
        server_(*SignServer(ca_, key_, kHub, kNow)),
        device_(*SignDevice(ca_, request_, kHub, 4711, "TH-03", kNow)) {}

  const Ca ca_;
  const std::string key_, request_, server_, device_;
};

TEST_F(CertificatesTest, DeviceCertificate_NamesHubUnitAndDevice) {
  const DeviceName name = *DeviceNameOf(device_);
  EXPECT_EQ(name.hub_id, kHub);
  EXPECT_EQ(name.unit, "TH-03");
  EXPECT_EQ(name.device, 4711u);
  EXPECT_FALSE(DeviceNameOf(server_).ok());
  EXPECT_FALSE(DeviceNameOf(ca_.certificate_pem).ok());
}

TEST_F(CertificatesTest, SignedDocument_IsProvenByCertificateAndByRequestAlike) {
  const std::string other_key = *GenerateKey();
  const std::string other_request = *MakeSigningRequest(other_key);
  const std::string signature = *SignDocument(key_, "what it says");
  EXPECT_TRUE(IsSignedDocument(device_, "what it says", signature));
  EXPECT_TRUE(IsSignedByRequester(request_, "what it says", signature));
  EXPECT_FALSE(IsSignedDocument(device_, "what it said", signature));
  EXPECT_FALSE(IsSignedByRequester(request_, "what it said", signature));
  EXPECT_FALSE(IsSignedByRequester(other_request, "what it says", signature));
  EXPECT_FALSE(IsSignedByRequester("no request", "what it says", signature));
  EXPECT_FALSE(IsSignedDocument("no certificate", "what it says", signature));
}

TEST_F(CertificatesTest, HubsCertificates_NameTheHub) {
  EXPECT_EQ(*HubIdOf(ca_.certificate_pem), kHub);
  EXPECT_EQ(*HubIdOf(server_), kHub);
  EXPECT_FALSE(HubIdOf(device_).ok());
  EXPECT_EQ(HubDnsName(kHub), "11111111111111111111111111111111.gom");
}

TEST_F(CertificatesTest, Lifetimes_AreFourHundredDaysAndTwentyYears) {
  EXPECT_EQ(*NotAfter(device_), kNow + 400 * kDayMs);
  EXPECT_EQ(*NotAfter(server_), kNow + 400 * kDayMs);
  EXPECT_EQ(*NotAfter(ca_.certificate_pem), kNow + (20 * 365 + 5) * kDayMs);
  EXPECT_EQ(*NotBefore(device_), kNow - kDayMs);
}

TEST_F(CertificatesTest, E6_AuthorityTakenOverTwice_IsBelievedByWhoKnowsAnyOfThem) {
  const NextCa second = *MakeNextCa(ca_, kHub, kNow);
  const NextCa third = *MakeNextCa(second.ca, kHub, kNow);
  const std::string behind = third.crossed_pem + third.ca.certificate_pem + second.crossed_pem +
                             second.ca.certificate_pem + ca_.certificate_pem;
  const std::string shown = *SignServer(third.ca, key_, kHub, kNow, behind);
  EXPECT_EQ(CertificatesIn(shown).size(), 6u);
  for (const std::string& pinned :
       {ca_.certificate_pem, second.ca.certificate_pem, third.ca.certificate_pem,
        third.ca.certificate_pem + ca_.certificate_pem}) {
    EXPECT_TRUE(VerifyChain(shown, shown, pinned, Purpose::kServer).ok());
    EXPECT_TRUE(VerifyChain(shown, shown, pinned, Purpose::kServer, kNow).ok());
  }
  EXPECT_FALSE(VerifyChain(shown, "", ca_.certificate_pem, Purpose::kServer).ok());
  const Ca twin = *MakeCa(kHub, "Phòng VH-XH xã Tân Kỳ", kNow);
  EXPECT_FALSE(VerifyChain(shown, shown, twin.certificate_pem, Purpose::kServer).ok());
}

TEST_F(CertificatesTest, E6_DeviceOfEitherAuthority_IsKnownByBothTogether) {
  const NextCa second = *MakeNextCa(ca_, kHub, kNow);
  const std::string renewed = *SignDevice(second.ca, request_, kHub, 4711, "TH-03", kNow);
  const std::string both = second.ca.certificate_pem + ca_.certificate_pem;
  for (const std::string& device : {device_, renewed})
    EXPECT_TRUE(VerifyChain(device, "", both, Purpose::kDevice).ok());
  EXPECT_FALSE(VerifyChain(renewed, "", ca_.certificate_pem, Purpose::kDevice).ok());
  EXPECT_TRUE(IsIssuedBy(device_, ca_.certificate_pem));
  EXPECT_FALSE(IsIssuedBy(device_, second.ca.certificate_pem));
  EXPECT_TRUE(IsIssuedBy(renewed, second.ca.certificate_pem));
  EXPECT_FALSE(IsIssuedBy("garbage", ca_.certificate_pem));
}

TEST_F(CertificatesTest, E5_DueForRenewal_FromDayOneHundredAndTwentyOn) {
  EXPECT_FALSE(IsDueForRenewal(device_, kNow));
  EXPECT_FALSE(IsDueForRenewal(device_, kNow + 120 * kDayMs - 1));
  EXPECT_TRUE(IsDueForRenewal(device_, kNow + 120 * kDayMs));
  EXPECT_TRUE(IsDueForRenewal(device_, kNow + 4000 * kDayMs));
  EXPECT_FALSE(IsDueForRenewal(device_, kNow - 4000 * kDayMs));
  EXPECT_TRUE(IsDueForRenewal("garbage", kNow));
}

TEST_F(CertificatesTest, Fingerprints_AreTheSameForPemDerAndRequest) {
  const std::string der = *ToDer(device_);
  EXPECT_EQ(*Sha256Fingerprint(device_), *Sha256Fingerprint(der));
  EXPECT_EQ(Sha256Fingerprint(device_)->size(), 32u);
  EXPECT_EQ(*ToPem(der), device_);
  EXPECT_EQ(*PublicKeyFingerprint(device_), *RequestKeyFingerprint(request_));
  EXPECT_EQ(*PublicKeyFingerprint(device_), *PublicKeyFingerprint(der));
  const std::string again = *SignDevice(ca_, request_, kHub, 4711, "TH-03", kNow);
  EXPECT_NE(*Sha256Fingerprint(device_), *Sha256Fingerprint(again));
  EXPECT_EQ(*PublicKeyFingerprint(device_), *PublicKeyFingerprint(again));
  EXPECT_TRUE(KeyFits(key_, device_));
  EXPECT_FALSE(KeyFits(ca_.key_pem, device_));
}

TEST_F(CertificatesTest, Chain_HoldsForItsOwnCaAndPurposeOnly) {
  EXPECT_TRUE(VerifyChain(server_, server_, ca_.certificate_pem, Purpose::kServer).ok());
  EXPECT_TRUE(VerifyChain(device_, "", ca_.certificate_pem, Purpose::kDevice).ok());
  EXPECT_EQ(CodeOf(VerifyChain(device_, "", ca_.certificate_pem, Purpose::kServer)),
            "certificate_not_ours")
      << "a school's computer must not be able to play the hub";
  EXPECT_EQ(CodeOf(VerifyChain(server_, "", ca_.certificate_pem, Purpose::kDevice)),
            "certificate_not_ours");
  // The same names, another key.
  const Ca twin = *MakeCa(kHub, "Phòng VH-XH xã Tân Kỳ", kNow);
  EXPECT_EQ(CodeOf(VerifyChain(server_, server_, twin.certificate_pem, Purpose::kServer)),
            "certificate_not_ours");
}

TEST_F(CertificatesTest, B7_DatesAreLookedAtOnlyWhereAsked) {
  const std::string& ca = ca_.certificate_pem;
  EXPECT_TRUE(VerifyChain(server_, "", ca, Purpose::kServer, kNow).ok());
  EXPECT_FALSE(VerifyChain(server_, "", ca, Purpose::kServer, kNow - 2 * kDayMs).ok());
  EXPECT_FALSE(VerifyChain(server_, "", ca, Purpose::kServer, kNow + 401 * kDayMs).ok());
  const std::string future = *SignServer(ca_, key_, kHub, kNow + 100'000 * kDayMs);
  EXPECT_TRUE(VerifyChain(future, "", ca, Purpose::kServer).ok());
  EXPECT_FALSE(VerifyChain(future, "", ca, Purpose::kServer, kNow).ok());
}

TEST_F(CertificatesTest, RequestThatIsNotSignedByItsKey_IsRefused) {
  std::string forged = request_;
  forged.back() = static_cast<char>(forged.back() ^ 1);
  EXPECT_EQ(CodeOf(SignDevice(ca_, forged, kHub, 1, "TH-03", kNow).status()),
            "signing_request_refused");
  EXPECT_EQ(CodeOf(RequestKeyFingerprint(forged).status()), "signing_request_refused");
  for (const std::string& garbage :
       {std::string(), std::string("x"), std::string(5000, '\x30'), request_.substr(0, 50)}) {
    EXPECT_EQ(CodeOf(RequestKeyFingerprint(garbage).status()), "signing_request_refused");
  }
}

TEST_F(CertificatesTest, UnitThatWouldBeSyntax_IsRefused) {
  for (const char* unit : {"", "TH,DNS:evil.gom", "a/b", "TH 03", "trường"}) {
    EXPECT_EQ(CodeOf(SignDevice(ca_, request_, kHub, 1, unit, kNow).status()),
              "name_not_for_certificate")
        << unit;
  }
}

TEST_F(CertificatesTest, LongVietnameseName_IsCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "ỹ";
  EXPECT_TRUE(MakeCa(kOtherHub, name, kNow).ok());
  EXPECT_TRUE(MakeCa(kOtherHub, "", kNow).ok());
  EXPECT_FALSE(MakeCa("short", "x", kNow).ok());
}

TEST_F(CertificatesTest, GarbageCertificates_AreRefusedNotCrashed) {
  for (const std::string& garbage :
       {std::string(), std::string("x"),
        std::string("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"),
        device_.substr(0, device_.size() / 2)}) {
    EXPECT_FALSE(PublicKeyFingerprint(garbage).ok());
    EXPECT_FALSE(HubIdOf(garbage).ok());
    EXPECT_FALSE(VerifyChain(garbage, garbage, ca_.certificate_pem, Purpose::kServer).ok());
    EXPECT_FALSE(VerifyChain(server_, "", garbage, Purpose::kServer).ok());
    EXPECT_FALSE(KeyFits(garbage, garbage));
  }
}

}  // namespace
}  // namespace gom::rpc
