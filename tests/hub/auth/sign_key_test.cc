#include "hub/auth/sign_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/platform/file_system.h"
#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"

namespace gom::hub {
namespace {

class SignKeyTest : public testing::Test {
 protected:
  TempFolder folder_;
  platform::SeededRandom random_{5};
};

TEST_F(SignKeyTest, FolderWithoutOne_GetsAKeyForItsOwnerAlone) {
  const auto made = OpenSignKey(folder_.path(), random_);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_TRUE(made->made);
  EXPECT_EQ(std::filesystem::status(folder_ / kSignKeyFile).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto again = OpenSignKey(folder_.path(), random_);
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(again->made);
  EXPECT_EQ(again->key.public_key(), made->key.public_key());
}

TEST_F(SignKeyTest, DamagedFile_IsKeptAndTheBackupIsNamed) {
  ASSERT_TRUE(platform::WritePrivateFile(folder_ / kSignKeyFile, "-----BEGIN").ok());
  const auto refused = OpenSignKey(folder_.path(), random_);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(text::Sentence(text::Language::kEnglish, refused.status()),
              testing::HasSubstr("from a backup"));
  EXPECT_EQ(*platform::ReadFile(folder_ / kSignKeyFile), "-----BEGIN");
}

}  // namespace
}  // namespace gom::hub
