#include "hub/store/evidence_files.h"

#include <filesystem>
#include <fstream>

#include "common/evidence/limits.h"
#include "common/evidence/reduce.h"
#include "common/log/chain.h"
#include "common/text/message.h"
#include "gtest/gtest.h"
#include "tests/common/evidence/photos.h"
#include "tests/common/log/temp_folder.h"

namespace gom::hub {
namespace {

class EvidenceFilesTest : public ::testing::Test {
 protected:
  static std::string Kept() {
    const auto reduced = evidence::Reduce(evidence::JpegOf(evidence::Scene(400, 300, 100)));
    EXPECT_TRUE(reduced.ok()) << reduced.status();
    return reduced->bytes;
  }
  static std::string NameOf(const std::string& bytes) { return log::ToBytes(log::Sha256(bytes)); }
  std::string PathOf(const std::string& bytes) {
    return folder_.path() + "/evidence/" + log::Hex(NameOf(bytes));
  }
  // In pieces of so many bytes, from what is here on.
  absl::StatusOr<EvidenceHave> PutAll(const std::string& bytes, size_t piece = 5000) {
    EvidenceHave have = files_.Have(NameOf(bytes));
    while (!have.complete) {
      const auto next =
          files_.Put(NameOf(bytes), bytes.size(), have.bytes, bytes.substr(have.bytes, piece));
      if (!next.ok()) return next;
      have = *next;
    }
    return have;
  }

  TempFolder folder_;
  EvidenceFiles files_{folder_.path() + "/evidence"};
};

TEST_F(EvidenceFilesTest, PiecesInOrder_MakeTheFile) {
  const std::string bytes = Kept();
  const auto have = PutAll(bytes);
  ASSERT_TRUE(have.ok()) << have.status();
  EXPECT_EQ(have->bytes, bytes.size());
  EXPECT_EQ(*files_.Read(NameOf(bytes)), bytes);
  EXPECT_FALSE(std::filesystem::exists(PathOf(bytes) + ".part"));
  // Sent again it is there already, whatever it says.
  EXPECT_TRUE(files_.Put(NameOf(bytes), bytes.size(), 7, "x")->complete);
  EXPECT_EQ(*files_.Read(NameOf(bytes)), bytes);
}

TEST_F(EvidenceFilesTest, C11_PieceThatDoesNotFollow_IsAnsweredWithWhatIsHere) {
  const std::string bytes = Kept();
  ASSERT_EQ(files_.Put(NameOf(bytes), bytes.size(), 0, bytes.substr(0, 100))->bytes, 100u);
  EXPECT_EQ(files_.Put(NameOf(bytes), bytes.size(), 0, bytes.substr(0, 100))->bytes, 100u);
  EXPECT_EQ(files_.Put(NameOf(bytes), bytes.size(), 500, bytes.substr(500, 9))->bytes, 100u);
  EXPECT_EQ(files_.Put(NameOf(bytes), bytes.size(), 0, "")->bytes, 100u);
  // A hub that was stopped goes on there.
  EvidenceFiles again(folder_.path() + "/evidence");
  EXPECT_EQ(again.Have(NameOf(bytes)).bytes, 100u);
  EXPECT_TRUE(PutAll(bytes)->complete);
}

TEST_F(EvidenceFilesTest, C11_StoppedBeforeTheLastName_TheNextQuestionCompletesIt) {
  const std::string bytes = Kept();
  ASSERT_TRUE(files_.Put(NameOf(bytes), bytes.size(), 0, bytes.substr(0, 10)).ok());
  std::ofstream(PathOf(bytes) + ".part", std::ios::binary) << bytes;
  EXPECT_TRUE(files_.Put(NameOf(bytes), bytes.size(), 0, "")->complete);
  EXPECT_EQ(*files_.Read(NameOf(bytes)), bytes);
}

TEST_F(EvidenceFilesTest, OtherBytesThanItsName_AreDroppedAndItBeginsAgain) {
  std::string bytes = Kept();
  const std::string name = NameOf(bytes);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
  const auto refused = files_.Put(name, bytes.size(), 0, bytes);
  EXPECT_EQ(text::ErrorOf(refused.status()).code(), "evidence_refused");
  EXPECT_EQ(files_.Have(name).bytes, 0u);
  EXPECT_TRUE(PutAll(Kept())->complete);
}

TEST_F(EvidenceFilesTest, G11_G13_WhatTheAgentWouldNotMake_IsNotKeptWhoeverSendsIt) {
  for (const std::string& bytes :
       {std::string("<svg onload='x()'/>"), evidence::WithExif(Kept(), 1), Kept() + "PK",
        evidence::PngOf(evidence::Scene(20, 20))}) {
    EXPECT_EQ(text::ErrorOf(PutAll(bytes).status()).code(), "evidence_refused");
    EXPECT_FALSE(std::filesystem::exists(PathOf(bytes)));
    EXPECT_FALSE(std::filesystem::exists(PathOf(bytes) + ".part"));
  }
  EXPECT_FALSE(files_.Put(std::string(32, 'a'), evidence::kMaxDocumentBytes + 1, 0, "x").ok());
  EXPECT_FALSE(files_.Put(std::string(32, 'a'), 3, 0, "xxxx").ok()) << "more than it said";
}

TEST_F(EvidenceFilesTest, D13_AlteredOrMissing_IsFoundPutAsideAndTakenAgain) {
  const std::string bytes = Kept();
  ASSERT_TRUE(PutAll(bytes)->complete);
  std::ofstream(PathOf(bytes), std::ios::binary | std::ios::app) << "x";
  ASSERT_EQ(files_.Check().size(), 1u);
  EXPECT_FALSE(files_.Have(NameOf(bytes)).complete);
  EXPECT_EQ(files_.Check()[0].condition, EvidenceOnDisk::Condition::kDamaged);
  EXPECT_EQ(text::ErrorOf(files_.Read(NameOf(bytes)).status()).code(), "evidence_missing");
  EXPECT_TRUE(PutAll(bytes)->complete);
  EXPECT_EQ(*files_.Read(NameOf(bytes)), bytes);
  std::filesystem::remove(PathOf(bytes));
  EXPECT_FALSE(files_.Have(NameOf(bytes)).complete);
}

TEST_F(EvidenceFilesTest, Erased_NothingOfItIsLeftAndTheOthersStay) {
  const std::string bytes = Kept(), on_its_way(100, 'w');
  ASSERT_TRUE(PutAll(bytes)->complete);
  ASSERT_TRUE(files_.Put(NameOf(on_its_way), 200, 0, on_its_way).ok());
  for (const char* ending : {".part", ".damaged"}) std::ofstream(PathOf(bytes) + ending) << bytes;
  ASSERT_TRUE(files_.Erase(NameOf(bytes)).ok());
  EXPECT_FALSE(files_.Have(NameOf(bytes)).complete);
  const std::vector<EvidenceOnDisk> left = files_.Check();
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].sha256, NameOf(on_its_way));
  EXPECT_TRUE(files_.Erase(NameOf(bytes)).ok()) << "what is not there is erased";
  EXPECT_TRUE(EvidenceFiles(folder_.path() + "/none").Erase(NameOf(bytes)).ok());
}

}  // namespace
}  // namespace gom::hub
