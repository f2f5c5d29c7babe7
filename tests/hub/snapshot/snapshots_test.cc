// A snapshot is used where it fits and passed over where anything is wrong with it.
#include "hub/snapshot/snapshots.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/platform/big_file.h"
#include "common/platform/file_system.h"
#include "hub/snapshot/check.h"
#include "tests/hub/snapshot/asked_meanwhile.h"
#include "tests/hub/snapshot/stored_world.h"

namespace gom::hub {
namespace {

class SnapshotsTest : public ::testing::Test {
 protected:
  SnapshotsTest() { world_.Work(5); }

  SnapshotStamp Write() {
    const auto stamp = snapshots_.Write(world_.hub.state);
    EXPECT_TRUE(stamp.ok()) << stamp.status();
    return stamp.ok() ? *stamp : SnapshotStamp();
  }
  // The index of the snapshot that Load takes; 0: none.
  uint64_t Loaded() {
    const auto state = snapshots_.Load(*world_.store);
    EXPECT_TRUE(state.ok()) << state.status();
    return (*state)->position.index;
  }
  std::string FileOf(const SnapshotStamp& stamp) {
    for (const std::string& name : platform::NamesIn(world_.snapshot_folder())) {
      if (name.find(std::to_string(stamp.position.index)) != std::string::npos)
        return world_.snapshot_folder() + "/" + name;
    }
    ADD_FAILURE() << "no file of " << stamp.position.index;
    return "";
  }
  void ExpectTheWholeLog() {
    const auto state = LoadState(*world_.store, snapshots_);
    ASSERT_TRUE(state.ok()) << state.status();
    EXPECT_TRUE(IsSame(**state, world_.hub.state));
  }

  StoredWorld world_;
  Snapshots snapshots_{world_.snapshot_folder()};
};

TEST_F(SnapshotsTest, NoneYet_EverythingIsFolded) {
  EXPECT_EQ(Loaded(), 0u);
  ExpectTheWholeLog();
  EXPECT_FALSE(platform::Exists(world_.snapshot_folder()));
}

TEST_F(SnapshotsTest, LongLog_SaysHowFarItWasRead) {
  const auto tail = world_.store->Tail();
  ASSERT_TRUE(tail.ok());
  // A kind of record that this version does not know is the cheapest there is.
  const std::vector<log::NewRecord> unknown(45'000, {.main = "\xfa\x7f\x01x", .text = ""});
  const auto end = world_.store->Append(*tail, unknown, {}, nullptr);
  ASSERT_TRUE(end.ok()) << end.status();
  std::vector<std::pair<uint64_t, uint64_t>> told;
  const auto state = LoadState(*world_.store, snapshots_, [&](uint64_t done, uint64_t total) {
    told.emplace_back(done, total);
  });
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ((*state)->position.index, end->index);
  const uint64_t total = end->index;
  EXPECT_EQ(told, (std::vector<std::pair<uint64_t, uint64_t>>{{20'000, total}, {40'000, total}}));
}

TEST_F(SnapshotsTest, Written_IsTakenAndTheTailIsFolded) {
  const uint64_t at = Write().position.index;
  world_.Work(4);
  EXPECT_EQ(Loaded(), at);
  ExpectTheWholeLog();
}

TEST_F(SnapshotsTest, OnlyTheOwnerMayReadIt) {
  const auto mode = std::filesystem::status(FileOf(Write())).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SnapshotsTest, AnyByteChanged_IsPassedOverAndGone) {
  const uint64_t older = Write().position.index;
  world_.Work(1);
  const std::string file = FileOf(Write());
  const std::string sound = *platform::ReadFile(file);
  for (size_t i = 0; i < sound.size(); i += 1 + sound.size() / 200) {
    std::string changed = sound;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    ASSERT_TRUE(platform::WritePrivateFile(file, changed).ok());
    ASSERT_EQ(Loaded(), older) << "byte " << i;
  }
  ExpectTheWholeLog();
}

TEST_F(SnapshotsTest, CutOffAnywhere_IsPassedOver) {
  const std::string file = FileOf(Write());
  const std::string sound = *platform::ReadFile(file);
  for (size_t size = 0; size < sound.size(); size += 1 + sound.size() / 200) {
    ASSERT_TRUE(platform::WritePrivateFile(file, sound.substr(0, size)).ok());
    ASSERT_EQ(Loaded(), 0u) << size << " bytes";
  }
}

TEST_F(SnapshotsTest, CrashWhileWriting_LeavesTheOlderOneAndNoLitter) {
  const uint64_t older = Write().position.index;
  const std::string litter = world_.snapshot_folder() + "/000000000099.snapshot.new";
  std::ofstream(litter) << "half of it";
  EXPECT_EQ(Loaded(), older);
  world_.Work(1);
  Write();
  EXPECT_FALSE(platform::Exists(litter));
}

TEST_F(SnapshotsTest, LogRestoredToBefore_IsPassedOverAndGone) {
  world_.Work(3);
  const std::string file = FileOf(Write());
  StoredWorld restored;  // the same beginning, without what came later
  restored.Work(2);
  const auto state = LoadState(*restored.store, snapshots_);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_TRUE(IsSame(**state, restored.hub.state));
  EXPECT_FALSE(platform::Exists(file));
}

TEST_F(SnapshotsTest, LogThatWentAnotherWay_IsPassedOver) {
  Write();
  StoredWorld other;
  other.hub.now_ms += 5;  // every record after the first ones is another one
  other.Work(9);
  const auto state = LoadState(*other.store, snapshots_);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_TRUE(IsSame(**state, other.hub.state));
}

TEST_F(SnapshotsTest, WorthKeeping_TheNewestAndThoseThatPeopleAskAbout) {
  std::vector<SnapshotStamp> all;
  const auto add = [&](uint64_t position, int64_t at, std::vector<uint32_t> locked) {
    SnapshotStamp stamp;
    stamp.position.index = position;
    stamp.newest_at = at;
    stamp.locked = std::move(locked);
    all.push_back(stamp);
  };
  EXPECT_TRUE(WorthKeeping(all, {100}).empty());
  add(10, 50, {});
  add(20, 90, {});  // the last before a period ended
  add(30, 110, {});
  add(40, 120, {1});  // the first after the lock
  add(50, 130, {1});
  add(60, 140, {1});
  add(70, 150, {1});
  EXPECT_EQ(WorthKeeping(all, {100, 1000}), (std::vector<uint64_t>{20, 40, 60, 70}));
}

TEST_F(SnapshotsTest, ManyWritten_OldOnesAreThinned) {
  for (int i = 0; i < 6; ++i) {
    world_.Work(1);
    Write();
  }
  EXPECT_LE(snapshots_.List().size(), 3u);  // two, and perhaps one before a period's end
  ExpectTheWholeLog();
}

TEST_F(SnapshotsTest, Checked_TellsOneThatSaysSomethingElse) {
  Write();
  world_.Work(2);
  EXPECT_EQ(*FindUnlikeSnapshot(*world_.store, snapshots_), 0u);
  State wrong = world_.At(world_.end());
  wrong.locked_periods.insert(2);
  ASSERT_TRUE(snapshots_.Write(wrong).ok());
  EXPECT_EQ(*FindUnlikeSnapshot(*world_.store, snapshots_), world_.end());
}

TEST_F(SnapshotsTest, RemovedWhileItIsChecked_IsNoFalseAlarm) {
  const SnapshotStamp stamp = Write();
  AskedMeanwhile store(*world_.store);
  bool removed = false;
  store.on_read = [&] { removed = std::filesystem::remove(FileOf(stamp)); };
  const auto unlike = FindUnlikeSnapshot(store, snapshots_);
  ASSERT_TRUE(unlike.ok()) << unlike.status();
  EXPECT_TRUE(removed);
  EXPECT_EQ(*unlike, 0u);
}

}  // namespace
}  // namespace gom::hub
