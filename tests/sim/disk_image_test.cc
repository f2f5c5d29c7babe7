#include "tests/sim/disk_image.h"

#include <gtest/gtest.h>

#include <set>

namespace gom::sim {
namespace {

constexpr int kSeeds = 300;

std::string Sectors(int count, char fill) {
  return std::string(static_cast<size_t>(count * FileImage::kSector), fill);
}

// What a crash made of `file`, for each of many seeds.
std::set<std::string> Outcomes(const FileImage& file, bool powersafe_overwrite = true) {
  std::set<std::string> seen;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    FileImage copy = file;
    platform::SeededRandom random(seed);
    copy.Crash(random, powersafe_overwrite);
    EXPECT_EQ(copy.bytes(), copy.durable_bytes());
    seen.insert(copy.bytes());
  }
  return seen;
}

TEST(FileImage, Synced_SurvivesEveryCrash) {
  FileImage file;
  file.Write(0, "hello");
  file.Write(700, "world");
  file.Sync();
  EXPECT_EQ(Outcomes(file), std::set<std::string>{file.bytes()});
}

TEST(FileImage, NotSynced_IsKeptLostOlderTornOrGarbage) {
  FileImage file;
  file.Write(0, Sectors(1, 'a'));
  file.Sync();
  file.Write(0, Sectors(1, 'b'));
  file.Write(0, Sectors(1, 'c'));
  bool torn = false, garbage = false;
  const std::set<std::string> seen = Outcomes(file);
  for (const std::string& bytes : seen) {
    ASSERT_EQ(bytes.size(), 512u);
    if (bytes.find_first_not_of("abc") != std::string::npos) {
      garbage = true;
    } else {
      torn = torn || bytes.find_first_not_of(bytes[0]) != std::string::npos;
    }
  }
  EXPECT_TRUE(seen.contains(Sectors(1, 'a')));
  EXPECT_TRUE(seen.contains(Sectors(1, 'b')));
  EXPECT_TRUE(seen.contains(Sectors(1, 'c')));
  EXPECT_TRUE(torn);
  EXPECT_TRUE(garbage);
}

TEST(FileImage, SectorsNotSynced_FailOneByOneAndTogether) {
  FileImage file;
  file.Write(0, Sectors(8, 'a'));
  file.Sync();
  file.Write(0, Sectors(8, 'b'));
  bool mixed = false;
  const std::set<std::string> seen = Outcomes(file);
  for (const std::string& bytes : seen) {
    mixed = mixed ||
            (bytes.substr(0, 512) == Sectors(1, 'b') && bytes.substr(7 * 512) == Sectors(1, 'a'));
  }
  EXPECT_TRUE(mixed);
  EXPECT_TRUE(seen.contains(Sectors(8, 'a')));
  EXPECT_TRUE(seen.contains(Sectors(8, 'b')));
}

TEST(FileImage, PowersafeOverwrite_DamageStaysWithinWhatWasWritten) {
  FileImage file;
  file.Write(0, Sectors(2, 'a'));
  file.Sync();
  file.Write(600, "bbbb");
  for (const std::string& bytes : Outcomes(file)) {
    EXPECT_EQ(bytes.substr(0, 600), std::string(600, 'a'));
    EXPECT_EQ(bytes.substr(604), std::string(420, 'a'));
  }
  bool beside = false;
  for (const std::string& bytes : Outcomes(file, false)) {
    EXPECT_EQ(bytes.substr(0, 512), Sectors(1, 'a'));
    beside = beside || bytes.substr(604) != std::string(420, 'a');
  }
  EXPECT_TRUE(beside);
}

TEST(FileImage, TruncationNotSynced_HappenedOrDidNot) {
  FileImage file;
  file.Write(0, Sectors(2, 'a'));
  file.Sync();
  file.Truncate(100);
  EXPECT_EQ(file.size(), 100);
  EXPECT_EQ(Outcomes(file), (std::set<std::string>{std::string(100, 'a'), Sectors(2, 'a')}));
  file.Sync();
  EXPECT_EQ(Outcomes(file), std::set<std::string>{std::string(100, 'a')});
}

TEST(FileImage, WrittenAgainAfterTruncation_NeverShowsWhatWasCutUnlessTheCutWasLost) {
  FileImage file;
  file.Write(0, Sectors(2, 'a'));
  file.Truncate(0);
  file.Write(512, Sectors(1, 'b'));
  file.Sync();
  EXPECT_EQ(file.durable_bytes(), std::string(512, '\0') + Sectors(1, 'b'));
}

TEST(FileImage, A17_SyncFailed_WhatWasLostIsReadUntilTheCrashAndASecondSyncDoesNotSaveIt) {
  bool lost = false;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    FileImage file;
    platform::SeededRandom random(seed);
    file.Write(0, Sectors(1, 'a'));
    file.Sync();
    file.Write(0, Sectors(1, 'b'));
    file.LoseSync(random);
    EXPECT_EQ(file.bytes(), Sectors(1, 'b'));
    file.Sync();
    file.Crash(random, true);
    lost = lost || file.bytes() == Sectors(1, 'a');
    file.Write(0, Sectors(1, 'b'));
    file.Sync();
    EXPECT_EQ(file.durable_bytes(), Sectors(1, 'b'));
  }
  EXPECT_TRUE(lost);
}

TEST(DiskImage, FolderNotSynced_ACrashKeepsAFirstPartOfTheChanges) {
  std::set<std::string> seen;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    DiskImage disk;
    disk.file(disk.Create("old")).Write(0, "x");
    disk.SyncFolder();
    disk.Create("new");
    disk.Remove("old");
    platform::SeededRandom random(seed);
    disk.Crash(random, true);
    seen.insert(std::string(disk.Find("old") != 0 ? "old " : "") +
                (disk.Find("new") != 0 ? "new" : ""));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"old ", "old new", "new"}));
}

TEST(DiskImage, RenameNotSynced_IsOneAct) {
  std::set<std::string> seen;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    DiskImage disk;
    for (const char* name : {"a", "a.new"}) {
      const uint64_t number = disk.Create(name);
      disk.file(number).Write(0, name);
      disk.file(number).Sync();
    }
    disk.SyncFolder();
    disk.Rename("a.new", "a");
    EXPECT_EQ(disk.file(disk.Find("a")).bytes(), "a.new");
    platform::SeededRandom random(seed);
    disk.Crash(random, true);
    seen.insert(disk.file(disk.Find("a")).bytes() + (disk.Find("a.new") != 0 ? " and a.new" : ""));
  }
  EXPECT_EQ(seen, (std::set<std::string>{"a and a.new", "a.new"}));
}

TEST(DiskImage, FolderMadeAndNotSynced_GoesWithAllThatIsInIt) {
  bool gone = false;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    DiskImage disk;
    disk.MakeFolder("snapshots");
    disk.Create("snapshots/1");
    disk.SyncFolder("snapshots");
    platform::SeededRandom random(seed);
    disk.Crash(random, true);
    const bool folder = disk.Names().contains("snapshots");
    EXPECT_EQ(disk.Names().contains("snapshots/1"), folder);
    gone = gone || !folder;
  }
  EXPECT_TRUE(gone);
}

TEST(DiskImage, FolderSynced_NamesSurvive) {
  DiskImage disk;
  disk.file(disk.Create("a")).Write(0, "secret");
  EXPECT_TRUE(disk.Holds("secret"));
  disk.Remove("a");
  EXPECT_FALSE(disk.Holds("secret"));
  disk.Create("b");
  disk.SyncFolder();
  platform::SeededRandom random(1);
  disk.Crash(random, true);
  EXPECT_EQ(disk.Find("a"), 0u);
  EXPECT_NE(disk.Find("b"), 0u);
}

}  // namespace
}  // namespace gom::sim
