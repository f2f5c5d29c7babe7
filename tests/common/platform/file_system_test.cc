#include "common/platform/file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "common/text/message.h"

namespace gom::platform {
namespace {

class FileSystemTest : public testing::Test {
 protected:
  FileSystemTest() {
    std::string pattern = testing::TempDir() + "gom-files-XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~FileSystemTest() override { std::filesystem::remove_all(folder_); }

  static mode_t ModeOf(const std::string& path) {
    struct stat there {};
    return stat(path.c_str(), &there) == 0 ? there.st_mode & 0777 : 0;
  }

  std::string folder_;
};

std::string CodeOf(const absl::Status& status) { return text::ErrorOf(status).code(); }

FolderProbe Says(uint64_t file_system, bool removable = false) {
  return [=](const std::string&) -> absl::StatusOr<FolderFacts> {
    return FolderFacts{file_system, removable};
  };
}

TEST_F(FileSystemTest, A19_FolderOnNetworkShare_IsRefusedInBothLanguages) {
  for (uint64_t network : {0x6969u, 0xff534d42u, 0xfe534d42u, 0x01021997u}) {
    const absl::Status refusal = RefuseUnsafeFolder(folder_, Says(network));
    EXPECT_EQ(CodeOf(refusal), "folder_on_network");
    EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr("ổ đĩa mạng"));
    EXPECT_THAT(text::ErrorOf(refusal).en(), testing::HasSubstr(folder_));
  }
}

TEST_F(FileSystemTest, A19_FolderOfSyncProgramOrStick_IsRefused) {
  EXPECT_EQ(CodeOf(RefuseUnsafeFolder(folder_, Says(0x65735546))), "folder_on_fuse");
  EXPECT_EQ(CodeOf(RefuseUnsafeFolder(folder_, Says(0xef53, true))), "folder_removable");
  EXPECT_EQ(CodeOf(RefuseUnsafeFolder(folder_, Says(0x4d44))), "folder_removable");
  EXPECT_TRUE(RefuseUnsafeFolder(folder_, Says(0xef53)).ok());
}

TEST_F(FileSystemTest, A19_FolderNotMadeYet_IsJudgedByItsNearestAncestor) {
  std::string asked;
  const FolderProbe probe = [&](const std::string& path) -> absl::StatusOr<FolderFacts> {
    asked = path;
    return FolderFacts{0x6969, false};
  };
  EXPECT_FALSE(RefuseUnsafeFolder(folder_ + "/a/b", probe).ok());
  EXPECT_EQ(asked, folder_);
}

TEST_F(FileSystemTest, TemporaryFolderOfThisMachine_IsTaken) {
  EXPECT_TRUE(RefuseUnsafeFolder(folder_).ok()) << RefuseUnsafeFolder(folder_);
}

TEST_F(FileSystemTest, A24_FolderWithoutWritePermission_IsNamedInTheRefusal) {
  const std::string closed = folder_ + "/closed";
  std::filesystem::create_directory(closed);
  chmod(closed.c_str(), 0555);
  const uid_t me = geteuid();
  // The administrator may write anywhere; nobody may not.
  chmod(folder_.c_str(), 0755);
  if (me == 0) {
    ASSERT_EQ(seteuid(65534), 0);
  }
  const absl::Status taken = CreatePrivateFolder(closed);
  const absl::Status made = CreatePrivateFolder(closed + "/data");
  const absl::Status written = WritePrivateFile(closed + "/file", "x");
  if (me == 0) {
    ASSERT_EQ(seteuid(0), 0);
  }
  for (const absl::Status& refusal : {taken, made, written}) {
    EXPECT_EQ(refusal.code(), absl::StatusCode::kPermissionDenied) << refusal;
    EXPECT_EQ(CodeOf(refusal), "folder_not_writable");
    EXPECT_THAT(text::ErrorOf(refusal).vi(), testing::HasSubstr(closed));
  }
}

TEST_F(FileSystemTest, NewFolder_IsPrivateWithItsAncestors) {
  ASSERT_TRUE(CreatePrivateFolder(folder_ + "/a/b").ok());
  EXPECT_EQ(ModeOf(folder_ + "/a"), 0700u);
  EXPECT_EQ(ModeOf(folder_ + "/a/b"), 0700u);
  EXPECT_TRUE(CreatePrivateFolder(folder_ + "/a/b").ok());
}

TEST_F(FileSystemTest, FileInPlaceOfFolder_IsRefused) {
  ASSERT_TRUE(WritePrivateFile(folder_ + "/f", "x").ok());
  EXPECT_EQ(CodeOf(CreatePrivateFolder(folder_ + "/f")), "not_a_folder");
  EXPECT_EQ(CodeOf(CreatePrivateFolder(folder_ + "/f/g")), "not_a_folder");
}

TEST_F(FileSystemTest, PrivateFile_IsWholeAndForItsOwnerOnly) {
  const std::string path = folder_ + "/key";
  std::ofstream(path) << "old, and readable by all";
  chmod(path.c_str(), 0644);
  ASSERT_TRUE(WritePrivateFile(path, std::string("new\0bytes", 9)).ok());
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_EQ(*ReadFile(path), std::string("new\0bytes", 9));
  EXPECT_FALSE(Exists(path + ".new"));
}

TEST_F(FileSystemTest, A13_WriteThatFails_LeavesTheOldFile) {
  const std::string path = folder_ + "/key";
  ASSERT_TRUE(WritePrivateFile(path, "old").ok());
  // What stands in the way of the temporary file makes the write fail before the rename.
  std::filesystem::create_directory(path + ".new");
  EXPECT_FALSE(WritePrivateFile(path, "new").ok());
  EXPECT_EQ(*ReadFile(path), "old");
}

TEST_F(FileSystemTest, TemporaryFileLeftAsALink_IsNotFollowed) {
  const std::string victim = folder_ + "/victim";
  ASSERT_TRUE(WritePrivateFile(victim, "precious").ok());
  std::filesystem::create_symlink(victim, folder_ + "/key.new");
  ASSERT_TRUE(WritePrivateFile(folder_ + "/key", "secret").ok());
  EXPECT_EQ(*ReadFile(victim), "precious");
}

TEST_F(FileSystemTest, MissingAndOversizedFiles_AreRefused) {
  EXPECT_EQ(CodeOf(ReadFile(folder_ + "/none").status()), "file_missing");
  EXPECT_EQ(CodeOf(ReadFile(folder_).status()), "not_a_file");
  ASSERT_TRUE(WritePrivateFile(folder_ + "/big", std::string(11, 'x')).ok());
  EXPECT_EQ(CodeOf(ReadFile(folder_ + "/big", 10).status()), "file_too_large");
  EXPECT_TRUE(ReadFile(folder_ + "/big", 11).ok());
}

TEST_F(FileSystemTest, NameThatIsTaken_IsNotWrittenOverAndNothingMoves) {
  const std::string from = folder_ + "/made", to = folder_ + "/name";
  ASSERT_TRUE(WritePrivateFile(from, "new").ok());
  ASSERT_TRUE(WritePrivateFile(to, "old").ok());
  const absl::Status taken = RenameNew(from, to);
  EXPECT_TRUE(absl::IsAlreadyExists(taken));
  EXPECT_EQ(text::ErrorOf(taken).code(), "file_exists");
  EXPECT_EQ(*ReadFile(from), "new");
  EXPECT_EQ(*ReadFile(to), "old");
  ASSERT_EQ(unlink(to.c_str()), 0);
  EXPECT_TRUE(RenameNew(from, to).ok());
  EXPECT_FALSE(Exists(from));
  EXPECT_EQ(*ReadFile(to), "new");
  EXPECT_TRUE(absl::IsNotFound(RenameNew(from, to)));
}

TEST_F(FileSystemTest, A13_LibrarysError_IsToldAsOurOwnCallsAre) {
  const auto of = [](std::errc error) { return WriteStatus(std::make_error_code(error), "x"); };
  EXPECT_TRUE(WriteStatus({}, "x").ok());
  EXPECT_EQ(text::ErrorOf(of(std::errc::no_space_on_device)).code(), "disk_full");
  EXPECT_TRUE(absl::IsResourceExhausted(of(std::errc::no_space_on_device)));
  EXPECT_EQ(text::ErrorOf(of(std::errc::permission_denied)).code(), "folder_not_writable");
  EXPECT_EQ(text::ErrorOf(of(std::errc::io_error)).code(), "disk_failed");
}

TEST_F(FileSystemTest, A21_SecondLockOnAFolder_IsRefusedUntilTheFirstGoes) {
  const std::string path = folder_ + "/lock";
  {
    const absl::StatusOr<LockFile> first = LockFile::Take(path);
    ASSERT_TRUE(first.ok());
    const absl::StatusOr<LockFile> second = LockFile::Take(path);
    EXPECT_EQ(CodeOf(second.status()), "data_folder_in_use");
    EXPECT_THAT(text::ErrorOf(second.status()).vi(), testing::HasSubstr(folder_));
    EXPECT_THAT(text::ErrorOf(second.status()).vi(), testing::HasSubstr(absl::StrCat(getpid())));
  }
  absl::StatusOr<LockFile> third = LockFile::Take(path);
  ASSERT_TRUE(third.ok());
  const LockFile moved = *std::move(third);
  EXPECT_FALSE(LockFile::Take(path).ok()) << "a moved lock must still hold";
}

}  // namespace
}  // namespace gom::platform
