#include "common/sync/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <string>

#include "common/log/chain.h"
#include "common/sync/sealing.h"
#include "common/text/message.h"

namespace gom::sync {
namespace {

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

class BundleTest : public testing::Test {
 protected:
  BundleTest() {
    header_.set_kind(v1::BundleHeader::KIND_REPLY);
    header_.set_hub(std::string(16, 'H'));
    header_.set_id(std::string(kBundleIdBytes, 'i'));
    v1::ExchangeRequest* request = payload_.add_requests();
    request->set_stream(std::string(16, 's'));
    request->add_changes()->set_main("the numbers of a quarter");
  }

  std::string Pack(const v1::BundlePayload& payload) {
    auto packed = PackBundle(header_, payload, SealKeyOf(secret_), [&](std::string_view bytes) {
      return absl::StatusOr<std::string>(key_.Sign(bytes));
    });
    EXPECT_TRUE(packed.ok()) << packed.status();
    return packed.ok() ? *packed : std::string();
  }
  // What a reader does, step by step.
  absl::StatusOr<v1::BundlePayload> Take(std::string_view file) {
    const absl::StatusOr<Bundle> bundle = ReadBundle(file);
    if (!bundle.ok()) return bundle.status();
    if (!IsSigned(SignedBytes(bundle->header_bytes), bundle->signature, key_.public_key()))
      return absl::UnauthenticatedError("not signed");
    return OpenBundle(*bundle, secret_);
  }
  // A bundle whose header and sealed bytes are as somebody with all keys would forge them.
  absl::StatusOr<v1::BundlePayload> OpenForged(const std::string& compressed, uint64_t size) {
    Bundle forged;
    forged.sealed = Seal(SealKeyOf(secret_), compressed);
    forged.header = header_;
    forged.header.set_size(size);
    forged.header.set_sealed_size(forged.sealed.size());
    for (size_t at = 0; at < forged.sealed.size(); at += kPieceBytes)
      forged.header.add_piece_sha256(std::string(32, 'p'));
    return OpenBundle(forged, secret_);
  }
  static std::string Zstd(const std::string& plain) {
    std::string out(ZSTD_compressBound(plain.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), 3));
    return out;
  }

  const SigningKey key_ = *SigningKey::FromSeed(std::string(kKeyBytes, 'k'));
  const std::string secret_ = std::string(kKeyBytes, '\x21');
  v1::BundleHeader header_;
  v1::BundlePayload payload_;
};

TEST_F(BundleTest, Packed_IsOpenedByWhomItIsSealedTo) {
  const auto taken = Take(Pack(payload_));
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->SerializeAsString(), payload_.SerializeAsString());
}

TEST_F(BundleTest, G3_AnyByteChanged_NothingIsTaken) {
  const std::string whole = Pack(payload_);
  for (size_t i = 0; i < whole.size(); ++i) {
    for (const int bit : {1, 0x80}) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      EXPECT_FALSE(Take(changed).ok()) << "byte " << i << " of " << whole.size();
    }
  }
}

TEST_F(BundleTest, G7_CutAnywhereOrLonger_NothingIsTaken) {
  const std::string whole = Pack(payload_);
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(Take(whole.substr(0, size)).ok()) << size;
  EXPECT_EQ(Code(Take(whole + "x").status()), "bundle_altered");
  EXPECT_EQ(Code(Take(whole.substr(0, whole.size() - 1)).status()), "bundle_cut_off");
  EXPECT_EQ(Code(Take("PK\x03\x04 something else").status()), "not_a_bundle");
}

// What is left of a file where a stick is pulled out is most often nothing at all.
TEST_F(BundleTest, G7_EmptyOrOnlyItsBeginning_IsCalledCutOffWithoutNumbers) {
  const std::string whole = Pack(payload_);
  for (const size_t size : {0, 1, 7, 8, 11, 12, 20}) {
    const absl::Status cut = Take(whole.substr(0, size)).status();
    EXPECT_EQ(Code(cut), "bundle_cut_off") << size;
    const std::string said = text::Sentence(text::Language::kEnglish, cut);
    EXPECT_EQ(said.find_first_of("0123456789"), std::string::npos) << said;
  }
}

TEST_F(BundleTest, G7_CutOff_SaysHowManyPiecesAreGood) {
  std::string noise(5 * kPieceBytes, '\0');
  uint32_t x = 1;
  for (char& c : noise) c = static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  payload_.mutable_requests(0)->mutable_changes(0)->set_main(noise);
  const std::string whole = Pack(payload_);
  const absl::Status cut = Take(whole.substr(0, whole.size() - 2 * kPieceBytes)).status();
  EXPECT_EQ(Code(cut), "bundle_cut_off");
  EXPECT_THAT(text::Sentence(text::Language::kEnglish, cut), testing::HasSubstr("3 of 6 pieces"));
}

TEST_F(BundleTest, G5_SealedToSomebodyElse_IsNotOpened) {
  const auto bundle = ReadBundle(Pack(payload_));
  ASSERT_TRUE(bundle.ok());
  EXPECT_EQ(Code(OpenBundle(*bundle, std::string(kKeyBytes, '\x22')).status()),
            "bundle_not_opened");
}

TEST_F(BundleTest, G8_MoreThanMayBeByItsOwnWords_IsRefusedBeforeItIsUnpacked) {
  EXPECT_EQ(Code(OpenForged("x", kMaxPayloadBytes + 1).status()), "bundle_too_large");
  // A small frame that says it is large, and one that is.
  EXPECT_EQ(Code(OpenForged("x", kMaxPayloadBytes).status()), "bundle_too_large");
  EXPECT_EQ(Code(OpenForged(Zstd(std::string(8 << 20, '\0')), 8 << 20).status()),
            "bundle_too_large");
  // One that is larger than the header says.
  EXPECT_EQ(Code(OpenForged(Zstd(std::string(8 << 20, '\0')), 1000).status()), "bundle_altered");
  EXPECT_EQ(Code(OpenForged("no frame", 8).status()), "bundle_altered");
}

TEST_F(BundleTest, G8_MillionsOfEmptyThings_AreCountedBeforeTheyAreParsed) {
  // Empty requests of two bytes each, with something that does not compress between.
  std::string bomb;
  uint32_t x = 7;
  for (int i = 0; i < 600'000; ++i) {
    x = x * 1664525 + 1013904223;
    bomb += "\x0a";
    bomb += '\x02';
    bomb += '\x38';  // device_clock_ms
    bomb += static_cast<char>(x >> 25);
  }
  EXPECT_EQ(Code(OpenForged(Zstd(bomb), bomb.size()).status()), "bundle_too_large");
}

TEST_F(BundleTest, G8_WhatIsNoMessage_IsRefused) {
  const std::string no_message = "\x0a\xff\xff\xff\xff\x0f";
  EXPECT_EQ(Code(OpenForged(Zstd(no_message), no_message.size()).status()), "bundle_altered");
}

TEST_F(BundleTest, HeaderThatClaimsTheSky_IsRefusedBeforeItIsRead) {
  std::string file = "GOMBNDL1";
  file += std::string("\x7f\xff\xff\xff", 4);
  EXPECT_EQ(Code(ReadBundle(file).status()), "bundle_too_large");
}

}  // namespace
}  // namespace gom::sync
