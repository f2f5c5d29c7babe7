#include "hub/store/ratchet.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "common/text/message.h"

namespace gom::hub {
namespace {

Ratchet Some() {
  Ratchet ratchet;
  ratchet.hub = std::string(15, '\x07') + std::string(1, '\0');
  ratchet.term = 3;
  ratchet.highest_index = 1312;
  ratchet.revoked = {7, 4711};
  ratchet.erased = {{{std::string(16, '\x1f'), 17}, "TH-01"}, {{std::string(16, '\0'), 1}, "x"}};
  ratchet.erased_files = {{std::string(32, '\xfe'), "TH-01"}};
  return ratchet;
}

TEST(RatchetTest, Text_IsReadBackTheSame) {
  Ratchet ratchet = Some();
  ratchet.restored_from = 1'790'000'000'000;
  for (const Ratchet& each : {ratchet, Some(), Ratchet()}) {
    const absl::StatusOr<Ratchet> read = ParseRatchet(RatchetText(each));
    ASSERT_TRUE(read.ok()) << RatchetText(each);
    EXPECT_EQ(*read, each);
  }
}

TEST(RatchetTest, Damaged_IsSaidAndNotGuessed) {
  for (const char* text : {"", "gom-ratchet 2\n", "gom-ratchet 1\nterm x\n",
                           "gom-ratchet 1\nhub 07\n", "gom-ratchet 1\nrevoked 7 x\n",
                           "gom-ratchet 1\nterm\n", "gom-ratchet 1\nerased TH-01 1f1f 17\n",
                           "gom-ratchet 1\nerased 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f 17\n",
                           "gom-ratchet 1\nerased-file TH-01 fe\n", "\xff\xfe"}) {
    EXPECT_EQ(text::ErrorOf(ParseRatchet(text).status()).code(), "ratchet_damaged") << text;
  }
}

TEST(RatchetTest, D5_DamagedFile_IsKeptAndWhatIsWholeOfItHoldsOn) {
  std::string folder = testing::TempDir() + "ratchetXXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  ASSERT_TRUE(WriteRatchet(folder, Some()).ok());
  EXPECT_EQ(RescueRatchet(folder, 0)->kept_as, "");
  // Cut off in the middle of a device's number, behind a line that is garbled.
  const std::string damaged =
      "gom-ratchet 1\nterm 3\nhighest-index 13x2\nrevoked 7 4711\nrevoked 81";
  std::ofstream(folder + "/ratchet") << damaged;
  const auto rescued = RescueRatchet(folder, 1'790'000'000'000);
  ASSERT_TRUE(rescued.ok()) << rescued.status();
  EXPECT_EQ(rescued->ratchet.term, 3u);
  EXPECT_EQ(rescued->ratchet.highest_index, 0u);
  EXPECT_EQ(rescued->ratchet.revoked, (std::set<uint32_t>{7, 4711})) << "81 may be 8123";
  EXPECT_EQ(rescued->kept_as, folder + "/ratchet.damaged-20260921-141320");
  std::ifstream kept(rescued->kept_as);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), damaged);
  std::filesystem::remove_all(folder);
}

TEST(RatchetTest, File_IsWrittenWholeAndItsAbsenceIsAnEmptyOne) {
  std::string folder = testing::TempDir() + "ratchetXXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  EXPECT_EQ(*ReadRatchet(folder), Ratchet());
  ASSERT_TRUE(WriteRatchet(folder, Some()).ok());
  EXPECT_EQ(*ReadRatchet(folder), Some());
  std::filesystem::remove_all(folder);
}

TEST(RatchetTest, D5_Merge_TakesTheHigherOfEachAndNeverLetsGoOfARevocation) {
  Ratchet old = Some();
  old.term = 2;
  old.highest_index = 2000;
  old.revoked = {5};
  for (const Ratchet& both : {Merge(Some(), old), Merge(old, Some())}) {
    EXPECT_EQ(both.term, 3u);
    EXPECT_EQ(both.highest_index, 1312u) << "2000 was in an earlier term";
    EXPECT_EQ(both.revoked, (std::set<uint32_t>{5, 7, 4711}));
  }
}

TEST(RatchetTest, D5_TermToBegin_OnlyWhereTheLogIsOlderThanTheRatchet) {
  const Ratchet ratchet = Some();
  EXPECT_FALSE(TermToBegin(ratchet, 3, 1312).has_value());
  EXPECT_FALSE(TermToBegin(ratchet, 4, 5000).has_value());
  EXPECT_FALSE(TermToBegin(Ratchet(), 1, 2).has_value());
  ASSERT_TRUE(TermToBegin(ratchet, 3, 1311).has_value());
  EXPECT_EQ(TermToBegin(ratchet, 3, 1311)->term(), 4u);
  EXPECT_EQ(TermToBegin(ratchet, 3, 1311)->highest_index(), 1312u);
  EXPECT_EQ(TermToBegin(ratchet, 2, 9999)->term(), 4u);
  EXPECT_FALSE(TermToBegin(ratchet, 4, 1).has_value()) << "a new term on a shorter log";
  ASSERT_TRUE(TermToBegin(ratchet, 4, 5000, false).has_value()) << "more may have stood there";
  EXPECT_EQ(TermToBegin(ratchet, 4, 5000, false)->term(), 5u);
  Ratchet restored = Some();
  restored.restored_from = 5;
  ASSERT_TRUE(TermToBegin(restored, 3, 1312).has_value());
  EXPECT_EQ(TermToBegin(restored, 3, 1312)->why(), v1::TermBegun::WHY_RESTORED);
  EXPECT_EQ(TermToBegin(restored, 3, 1312)->backup_at(), 5);
}

}  // namespace
}  // namespace gom::hub
