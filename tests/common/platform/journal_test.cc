#include "common/platform/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace gom::platform {
namespace {

using ::testing::HasSubstr;

std::string Content(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string FreshPath(const std::string& name) {
  const std::string path = testing::TempDir() + "journal_" + name + ".log";
  for (const char* end : {"", ".1", ".2", ".3"}) std::filesystem::remove(path + end);
  return path;
}

TEST(JournalTest, Event_IsOneLineAndThereAtOnce) {
  const std::string path = FreshPath("one");
  auto journal = Journal::Open(path);
  ASSERT_TRUE(journal.ok()) << journal.status();
  (*journal)->Info("started", {{"address", "127.0.0.1:7400"}});
  EXPECT_THAT(Content(path), HasSubstr("Z info started address=\"127.0.0.1:7400\"\n"));
}

TEST(JournalTest, HostileValue_StaysOnItsLine) {
  EXPECT_EQ(JournalLine("call_failed", {{"status", "a\nfake=\"1\""}}),
            "call_failed status=\"a\\nfake=\\\"1\\\"\"");
}

TEST(JournalTest, File_IsReadableByItsOwnerAlone) {
  const std::string path = FreshPath("mode");
  ASSERT_TRUE(Journal::Open(path).ok());
  struct stat file {};
  ASSERT_EQ(stat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600u);
}

TEST(JournalTest, I13_ManyLines_AreRotatedAndBounded) {
  const std::string path = FreshPath("many");
  auto journal = Journal::Open(path);
  ASSERT_TRUE(journal.ok());
  const std::string value(64 << 10, 'x');
  for (int i = 0; i < 200; ++i) (*journal)->Warn("call_failed", {{"status", value}});
  uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testing::TempDir())) {
    if (entry.path().filename().string().rfind("journal_many", 0) == 0) bytes += entry.file_size();
  }
  EXPECT_LE(bytes, uintmax_t{9} << 20);
}

TEST(JournalTest, I13_DiskIsFull_LinesAreLeftOutAndWhoWritesThemGoesOn) {
  const std::string path = FreshPath("full");
  std::filesystem::create_symlink("/dev/full", path);
  auto journal = Journal::Open(path);
  ASSERT_TRUE(journal.ok()) << journal.status();
  const std::string value(64 << 10, 'x');
  // More than one file holds.
  for (int i = 0; i < 40; ++i) {
    (*journal)->Info("started", {{"address", "127.0.0.1:7400"}});
    (*journal)->Warn("call_failed", {{"status", value}});
  }
  EXPECT_TRUE(std::filesystem::is_symlink(path)) << "nothing was written that could be rotated";
  std::filesystem::remove(path);
}

TEST(JournalTest, FolderThatIsNotThere_IsRefusedWithASentence) {
  EXPECT_EQ(Journal::Open("/proc/nothing/here/gom.log").status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace gom::platform
