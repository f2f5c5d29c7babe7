#include "common/platform/reserve.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <filesystem>

#include "common/platform/disk_room.h"
#include "gtest/gtest.h"
#include "tests/common/log/temp_folder.h"

namespace gom::platform {
namespace {

constexpr uint64_t kBytes = 1 << 20;

TEST(ReserveTest, A13_Kept_TakesItsRoomAtOnceAndGivesItBack) {
  const TempFolder folder;
  const std::string path = folder / "reserve";
  Reserve reserve(path, kBytes);
  EXPECT_TRUE(reserve.is_missing());
  EXPECT_FALSE(reserve.Release());
  reserve.Keep();
  EXPECT_FALSE(reserve.is_missing());
  struct stat file {};
  ASSERT_EQ(stat(path.c_str(), &file), 0);
  EXPECT_GE(static_cast<uint64_t>(file.st_blocks) * 512, kBytes) << "no hole";
  EXPECT_TRUE(reserve.Release());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(reserve.is_missing());
  EXPECT_FALSE(reserve.Release()) << "only once";
  reserve.Keep();
  Reserve next_start(path, kBytes);
  next_start.Keep();
  EXPECT_TRUE(next_start.Release());
}

TEST(ReserveTest, A13_DiskWithoutRoomToSpare_NothingIsTakenOfIt) {
  const TempFolder folder;
  Reserve reserve(folder / "reserve", uint64_t{1} << 60);
  reserve.Keep();
  EXPECT_TRUE(reserve.is_missing());
  EXPECT_FALSE(std::filesystem::exists(folder / "reserve"));
}

TEST(ReserveTest, A13_WhatIsMissing_IsTheRoomToSpareLessWhatIsFree) {
  const TempFolder folder;
  struct statvfs disk {};
  ASSERT_EQ(statvfs(folder.path().c_str(), &disk), 0);
  const uint64_t free = uint64_t{disk.f_bavail} * disk.f_frsize;
  constexpr uint64_t kMissing = uint64_t{1} << 40, kOthersWrite = uint64_t{1} << 32;
  const uint64_t lacks = Reserve(folder / "reserve", (free + kMissing) / 2).Lacks();
  EXPECT_NEAR(static_cast<double>(lacks), double{kMissing}, double{kOthersWrite});
  EXPECT_EQ(Reserve(folder / "reserve", kBytes).Lacks(), 0u);
  EXPECT_EQ(Reserve(folder / "reserve", 0).Lacks(), 0u);
}

TEST(ReserveTest, NotAskedFor_IsNeverMissing) {
  const TempFolder folder;
  Reserve none(folder / "reserve", 0);
  none.Keep();
  EXPECT_FALSE(none.is_missing());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DiskRoomTest, I13_FourFifthsAreUsed_IsTheTimeToSaySo) {
  constexpr uint64_t kMiB = 1 << 20, kTotal = 1000 * kMiB;
  EXPECT_FALSE(FillsUp({.free = 201 * kMiB, .total = kTotal}));
  EXPECT_TRUE(FillsUp({.free = 200 * kMiB, .total = kTotal}));
  EXPECT_TRUE(FillsUp({.free = 0, .total = kTotal}));
  EXPECT_EQ(PercentUsed({.free = 200 * kMiB, .total = kTotal}), 80u);
  EXPECT_EQ(PercentUsed({.free = 0, .total = kTotal}), 100u);
}

TEST(DiskRoomTest, I13_MoreIsLeftThanYearsTake_NothingIsSaid) {
  EXPECT_FALSE(FillsUp({.free = kLastsForYears, .total = 100 * kLastsForYears}));
  EXPECT_TRUE(FillsUp({.free = kLastsForYears - 1, .total = 100 * kLastsForYears}));
  EXPECT_FALSE(FillsUp({})) << "it does not say";
}

}  // namespace
}  // namespace gom::platform
