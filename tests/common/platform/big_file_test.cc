#include "common/platform/big_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"

namespace gom::platform {
namespace {

using ::testing::ElementsAre;

class BigFileTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::vector<std::string>& pieces) {
    auto file = NewFile::Create(folder_ / name);
    ASSERT_TRUE(file.ok()) << file.status();
    for (const std::string& piece : pieces) ASSERT_TRUE(file->Append(piece).ok());
    ASSERT_TRUE(file->Commit().ok());
  }
  TempFolder folder_;
};

TEST_F(BigFileTest, Committed_IsThereWholeForItsOwnerAlone) {
  Write("a", {"one ", "", "two"});
  EXPECT_EQ(*ReadFile(folder_ / "a"), "one two");
  EXPECT_EQ(std::filesystem::status(folder_ / "a").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_THAT(NamesIn(folder_.path()), ElementsAre("a"));
}

TEST_F(BigFileTest, NotCommitted_LeavesTheOldOneAndNothingElse) {
  Write("a", {"old"});
  {
    auto file = NewFile::Create(folder_ / "a");
    ASSERT_TRUE(file.ok() && file->Append("new").ok());
    EXPECT_EQ(*ReadFile(folder_ / "a"), "old");
  }
  EXPECT_EQ(*ReadFile(folder_ / "a"), "old");
  EXPECT_THAT(NamesIn(folder_.path()), ElementsAre("a"));
}

TEST_F(BigFileTest, LeftHalfWritten_IsWrittenOverAndNotThroughALink) {
  std::ofstream(folder_ / "kept") << "kept";
  std::filesystem::create_symlink(folder_ / "kept", folder_ / "a.new");
  Write("a", {"sound"});
  EXPECT_EQ(*ReadFile(folder_ / "a"), "sound");
  EXPECT_EQ(*ReadFile(folder_ / "kept"), "kept");
}

TEST_F(BigFileTest, ReadInPieces_ExactlyWhatIsThere) {
  Write("a", {"0123456789"});
  const auto file = ReadableFile::Open(folder_ / "a");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->size(), 10u);
  std::string bytes = "other";
  EXPECT_TRUE(file->ReadAt(3, 4, &bytes).ok());
  EXPECT_EQ(bytes, "3456");
  EXPECT_TRUE(file->ReadAt(10, 0, &bytes).ok());
  EXPECT_EQ(bytes, "");
  for (const auto& [offset, count] : {std::pair<uint64_t, uint64_t>{7, 4}, {11, 0}, {1, ~0ull}})
    EXPECT_EQ(text::ErrorOf(file->ReadAt(offset, count, &bytes)).code(), "file_cut_short");
}

TEST_F(BigFileTest, NotThere_IsSaid) {
  EXPECT_TRUE(absl::IsNotFound(ReadableFile::Open(folder_ / "a").status()));
  EXPECT_TRUE(NamesIn(folder_ / "none").empty());
  EXPECT_TRUE(RemoveFile(folder_ / "a").ok());
  EXPECT_TRUE(absl::IsNotFound(NewFile::Create(folder_ / "none/a").status()));
}

}  // namespace
}  // namespace gom::platform
