#include "common/platform/stick_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "common/platform/big_file.h"
#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"

namespace gom::platform {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

class StickFileTest : public ::testing::Test {
 protected:
  TempFolder folder_;
};

TEST_F(StickFileTest, Written_IsReadBackFromTheMediumAndIsThere) {
  const std::string bytes(200'001, 'x');
  ASSERT_TRUE(WriteCheckedFile(folder_ / "a", bytes).ok());
  EXPECT_EQ(*ReadFromMedium(folder_ / "a"), bytes);
  EXPECT_EQ(*ReadPlainFile(folder_ / "a", 1 << 20), bytes);
  ASSERT_TRUE(WriteCheckedFile(folder_ / "a", "again").ok());
  EXPECT_EQ(*ReadFile(folder_ / "a"), "again");
  EXPECT_THAT(NamesIn(folder_.path()), ElementsAre("a"));
}

TEST_F(StickFileTest, G6_StickThatKeepsSomethingElse_IsCalledFaultyAndNothingIsLeft) {
  // Sticks that say they are larger than they are give back zeros, old bytes, or fewer.
  const std::vector<ReadBack> sticks = {[](const std::string& path) -> absl::StatusOr<std::string> {
                                          std::string kept = *ReadFile(path);
                                          kept.back() = '\0';
                                          return kept;
                                        },
                                        [](const std::string& path) -> absl::StatusOr<std::string> {
                                          return ReadFile(path)->substr(0, 3);
                                        },
                                        [](const std::string&) -> absl::StatusOr<std::string> {
                                          return absl::UnavailableError("pulled out");
                                        }};
  for (const ReadBack& stick : sticks) {
    const absl::Status written = WriteCheckedFile(folder_ / "a", "figures", stick);
    EXPECT_EQ(Code(written), "stick_failed");
    EXPECT_THAT(text::Sentence(text::Language::kVietnamese, written),
                testing::HasSubstr("USB lỗi, chưa ghi xong"));
    EXPECT_THAT(NamesIn(folder_.path()), IsEmpty());
  }
}

TEST_F(StickFileTest, G6_FaultyStick_KeepsTheFileThatWasThere) {
  ASSERT_TRUE(WriteCheckedFile(folder_ / "a", "of yesterday").ok());
  EXPECT_FALSE(WriteCheckedFile(folder_ / "a", "of today", [](const std::string&) {
                 return absl::StatusOr<std::string>("?");
               }).ok());
  EXPECT_EQ(*ReadFile(folder_ / "a"), "of yesterday");
}

TEST_F(StickFileTest, NewFileUnderANameThatIsTaken_LeavesWhatIsThere) {
  ASSERT_TRUE(WriteCheckedNewFile(folder_ / "a", "first").ok());
  EXPECT_EQ(*ReadFile(folder_ / "a"), "first");
  EXPECT_EQ(Code(WriteCheckedNewFile(folder_ / "a", "second")), "file_exists");
  // Somebody takes the name after we have looked.
  const absl::Status raced =
      WriteCheckedNewFile(folder_ / "b", "ours", [&](const std::string& path) {
        std::ofstream(folder_ / "b") << "theirs";
        return ReadFile(path);
      });
  EXPECT_EQ(Code(raced), "file_exists");
  std::filesystem::create_symlink(folder_ / "nowhere", folder_ / "link");
  EXPECT_EQ(Code(WriteCheckedNewFile(folder_ / "link", "x")), "file_exists");
  EXPECT_EQ(*ReadFile(folder_ / "a"), "first");
  EXPECT_EQ(*ReadFile(folder_ / "b"), "theirs");
  EXPECT_THAT(NamesIn(folder_.path()), ElementsAre("a", "b", "link"));
}

TEST_F(StickFileTest, G6_NewFileOnAFaultyStick_IsNotThere) {
  const absl::Status written =
      WriteCheckedNewFile(folder_ / "a", "figures",
                          [](const std::string&) { return absl::StatusOr<std::string>("?"); });
  EXPECT_EQ(Code(written), "stick_failed");
  EXPECT_THAT(NamesIn(folder_.path()), IsEmpty());
}

TEST_F(StickFileTest, G10_LinkFolderOrPipe_IsNeitherReadNorWritten) {
  ASSERT_TRUE(WriteCheckedFile(folder_ / "plain", "x").ok());
  std::filesystem::create_symlink(folder_ / "plain", folder_ / "link");
  std::filesystem::create_directory(folder_ / "folder");
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  for (const char* name : {"link", "folder", "pipe"}) {
    EXPECT_EQ(Code(ReadPlainFile(folder_ / name, 100).status()), "not_a_plain_file") << name;
    EXPECT_EQ(Code(WriteCheckedFile(folder_ / name, "y")), "not_a_plain_file") << name;
  }
  EXPECT_EQ(Code(ReadPlainFile("/dev/zero", 100).status()), "not_a_plain_file");
  EXPECT_EQ(*ReadFile(folder_ / "plain"), "x");
}

TEST_F(StickFileTest, LargerThanMayBe_IsRefused) {
  ASSERT_TRUE(WriteCheckedFile(folder_ / "a", std::string(101, 'x')).ok());
  EXPECT_EQ(Code(ReadPlainFile(folder_ / "a", 100).status()), "file_too_large");
  EXPECT_EQ(Code(ReadPlainFile(folder_ / "b", 100).status()), "file_missing");
}

}  // namespace
}  // namespace gom::platform
