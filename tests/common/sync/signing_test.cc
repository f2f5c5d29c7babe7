#include "common/sync/signing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "common/sync/receipt.h"
#include "common/sync/sealing.h"

namespace gom::sync {
namespace {

std::string Unhex(const char* hex) { return std::string(absl::HexStringToBytes(hex)); }

// RFC 8032, 7.1, test 2.
constexpr char kSeed[] = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr char kPublic[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr char kSigned[] =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d"
    "8c387b2eaeb4302aeeb00d291612bb0c00";

TEST(SigningKeyTest, KnownVector_IsSignedAsTheStandardSays) {
  const auto key = SigningKey::FromSeed(Unhex(kSeed));
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->public_key(), Unhex(kPublic));
  EXPECT_EQ(key->Sign("\x72"), Unhex(kSigned));
  EXPECT_TRUE(IsSigned("\x72", Unhex(kSigned), Unhex(kPublic)));
  EXPECT_FALSE(IsSigned("\x73", Unhex(kSigned), Unhex(kPublic)));
}

TEST(SigningKeyTest, WrittenAsPem_IsTheSameKeyAgain) {
  const auto key = SigningKey::FromSeed(Unhex(kSeed));
  const auto pem = key->ToPem();
  ASSERT_TRUE(pem.ok());
  EXPECT_THAT(*pem, testing::StartsWith("-----BEGIN PRIVATE KEY-----"));
  const auto again = SigningKey::FromPem(*pem);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->Seed(), Unhex(kSeed));
  const auto public_pem = PublicKeyToPem(key->public_key());
  ASSERT_TRUE(public_pem.ok());
  EXPECT_EQ(*PublicKeyFromPem(*public_pem), key->public_key());
}

TEST(SigningKeyTest, AnythingElse_IsNoKey) {
  EXPECT_FALSE(SigningKey::FromSeed("short").ok());
  EXPECT_FALSE(SigningKey::FromPem("-----BEGIN PRIVATE KEY-----\nAAAA\n").ok());
  EXPECT_FALSE(PublicKeyFromPem("no PEM").ok());
  EXPECT_FALSE(PublicKeyToPem("short").ok());
  EXPECT_FALSE(IsSigned("m", std::string(kSignatureBytes, 'x'), "short"));
}

class ReceiptTest : public testing::Test {
 protected:
  ReceiptTest() {
    body_.set_hub(std::string(16, 'H'));
    body_.set_term(2);
    body_.set_device(7);
    body_.set_stream(std::string(16, 's'));
    body_.set_index(64);
    body_.set_digest(std::string(32, 'd'));
    body_.set_at(1'790'000'000'000);
    receipt_ = SignReceipt(key_, body_);
  }

  const SigningKey key_ = *SigningKey::FromSeed(std::string(kKeyBytes, 'k'));
  v1::ReceiptBody body_;
  v1::Receipt receipt_;
};

TEST_F(ReceiptTest, Whole_SaysWhatWasSignedToWhoeverHasTheKey) {
  ASSERT_TRUE(BodyOf(receipt_).has_value());
  EXPECT_EQ(BodyOf(receipt_)->SerializeAsString(), body_.SerializeAsString());
  EXPECT_TRUE(IsSignedBy(receipt_, key_.public_key()));
  EXPECT_LE(receipt_.SerializeAsString().size(), 170u);
}

TEST_F(ReceiptTest, AnotherKey_HasNotSignedIt) {
  const SigningKey other = *SigningKey::FromSeed(std::string(kKeyBytes, 'o'));
  EXPECT_FALSE(IsSignedBy(receipt_, other.public_key()));
}

TEST_F(ReceiptTest, SignatureOfAnotherKindOfThing_IsNone) {
  receipt_.set_signature(key_.Sign(receipt_.body()));
  EXPECT_FALSE(IsSignedBy(receipt_, key_.public_key()));
}

TEST_F(ReceiptTest, AnyByteChangedOrTheEndCutOff_ProvesNothing) {
  const std::string whole = receipt_.SerializeAsString();
  const auto proves = [&](const std::string& bytes) {
    v1::Receipt read;
    if (!read.ParseFromString(bytes) || !BodyOf(read).has_value()) return false;
    return IsSignedBy(read, key_.public_key());
  };
  ASSERT_TRUE(proves(whole));
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    EXPECT_FALSE(proves(changed)) << i;
    EXPECT_FALSE(proves(whole.substr(0, i))) << i;
  }
}

TEST(SealingTest, Sealed_OnlyItsSecretOpens) {
  const std::string secret(kKeyBytes, '\x11'), other(kKeyBytes, '\x12');
  const std::string sealed = Seal(SealKeyOf(secret), "numbers");
  EXPECT_EQ(sealed.size(), 7 + kSealBytes);
  EXPECT_EQ(Unseal(secret, sealed), "numbers");
  EXPECT_EQ(Unseal(other, sealed), std::nullopt);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(Unseal(secret, changed), std::nullopt) << i;
    EXPECT_EQ(Unseal(secret, sealed.substr(0, i)), std::nullopt) << i;
  }
}

TEST(SealingTest, SealedToASigner_TheSignerOpens) {
  const SigningKey key = *SigningKey::FromSeed(Unhex(kSeed));
  const std::string sealed = Seal(SealKeyOfSigner(key.public_key()), "numbers");
  EXPECT_EQ(Unseal(SealSecretOfSigner(key), sealed), "numbers");
  EXPECT_EQ(SealKeyOf(SealSecretOfSigner(key)), SealKeyOfSigner(key.public_key()));
}

TEST(SealingTest, NoKey_SealsNothing) {
  EXPECT_EQ(Seal("short", "numbers"), "");
  EXPECT_EQ(SealKeyOf("short"), "");
  EXPECT_EQ(Unseal("short", std::string(100, 'x')), std::nullopt);
}

}  // namespace
}  // namespace gom::sync
