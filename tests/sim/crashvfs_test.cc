#include "tests/sim/crashvfs.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"

namespace gom::sim {
namespace {

constexpr int kBusyMs = 1000;
constexpr int kCuts = 300;

std::unique_ptr<SQLite::Database> Open(const CrashDisk& disk, const std::string& journal = "WAL",
                                       const std::string& synchronous = "FULL") {
  auto db = std::make_unique<SQLite::Database>(
      std::string("a.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMs, disk.name());
  sqlite3_extended_result_codes(db->getHandle(), 1);
  EXPECT_EQ(db->execAndGet("PRAGMA journal_mode = " + journal).getString(),
            journal == "WAL" ? "wal" : "delete");
  db->exec("PRAGMA synchronous = " + synchronous);
  db->exec("PRAGMA wal_autocheckpoint = 20");
  db->exec("CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v BLOB NOT NULL)");
  return db;
}

void Insert(SQLite::Database& db) { db.exec("INSERT INTO t (v) VALUES (randomblob(900))"); }
int Count(SQLite::Database& db) { return db.execAndGet("SELECT count(*) FROM t").getInt(); }

// The code with which `work` fails; SQLITE_OK if it does not.
template <typename Work>
int CodeOf(const Work& work) {
  try {
    work();
    return SQLITE_OK;
  } catch (const SQLite::Exception& e) {
    return e.getExtendedErrorCode();
  }
}

struct Tally {
  int lost = 0;       // cuts that lost what a commit had answered
  int most_lost = 0;  // by one cut
  int damaged = 0;    // cuts that left a file that cannot be read, or is not sound
};

// Inserts one row a transaction until the power is cut at a random change, for each of many cuts.
Tally CutManyTimes(const std::string& journal, const std::string& synchronous,
                   CrashDiskOptions options = {}) {
  Tally tally;
  for (uint64_t seed = 1; seed <= kCuts; ++seed) {
    CrashDisk disk(seed, options);
    platform::SeededRandom random(seed);
    int answered = 0;
    {
      auto db = Open(disk, journal, synchronous);
      disk.StopAt(Stop::kPowerCut, 1 + static_cast<int64_t>(random.Below(150)));
      while (CodeOf([&] { Insert(*db); }) == SQLITE_OK) ++answered;
      EXPECT_TRUE(disk.stopped());
    }
    disk.PowerUp();
    int there = 0;
    const int code = CodeOf([&] {
      auto db = Open(disk, journal, synchronous);
      if (db->execAndGet("PRAGMA integrity_check").getString() != "ok") throw SQLite::Exception("");
      there = Count(*db);
    });
    if (code != SQLITE_OK) {
      ++tally.damaged;
    } else if (there < answered) {
      ++tally.lost;
      tally.most_lost = std::max(tally.most_lost, answered - there);
    } else {
      EXPECT_LE(there, answered + 1) << "seed " << seed;
    }
  }
  return tally;
}

TEST(CrashDisk, A3_WalFull_LosesNothingThatWasAnswered) {
  const Tally tally = CutManyTimes("WAL", "FULL");
  EXPECT_EQ(tally.lost, 0);
  EXPECT_EQ(tally.damaged, 0);
}

TEST(CrashDisk, A3_WalFullWithoutPowersafeOverwrite_LosesNothingThatWasAnswered) {
  const Tally tally = CutManyTimes("WAL", "FULL", {.powersafe_overwrite = false});
  EXPECT_EQ(tally.lost, 0);
  EXPECT_EQ(tally.damaged, 0);
}

// The canary: a disk that cannot show this cannot show anything.
TEST(CrashDisk, A3_WalNormal_LosesAnsweredTransactionsAndStaysSound) {
  const Tally tally = CutManyTimes("WAL", "NORMAL");
  EXPECT_GT(tally.lost, kCuts / 3);
  EXPECT_EQ(tally.damaged, 0);
}

TEST(CrashDisk, A8_SynchronousOff_IsDamaged) {
  EXPECT_GT(CutManyTimes("WAL", "OFF").damaged, kCuts / 5);
  EXPECT_GT(CutManyTimes("DELETE", "OFF").damaged, kCuts / 5);
}

// Why Gom uses a WAL: the journal's removal is the commit, and FULL does not sync the folder.
TEST(CrashDisk, RollbackJournal_FullLosesTheLastAnswerAndExtraDoesNot) {
  const Tally full = CutManyTimes("DELETE", "FULL");
  EXPECT_GT(full.lost, 0);
  EXPECT_EQ(full.most_lost, 1);
  EXPECT_EQ(full.damaged, 0);
  const Tally extra = CutManyTimes("DELETE", "EXTRA");
  EXPECT_EQ(extra.lost, 0);
  EXPECT_EQ(extra.damaged, 0);
}

TEST(CrashDisk, SameSeed_SameOutcome) {
  const Tally one = CutManyTimes("WAL", "NORMAL");
  const Tally two = CutManyTimes("WAL", "NORMAL");
  EXPECT_EQ(one.lost, two.lost);
  EXPECT_EQ(one.most_lost, two.most_lost);
}

TEST(CrashDisk, PowerCut_EverythingIsRefusedUntilItReturnsAndOldConnectionsStayDead) {
  CrashDisk disk(1);
  auto old = Open(disk);
  Insert(*old);
  disk.StopNow(Stop::kPowerCut);
  EXPECT_NE(CodeOf([&] { Insert(*old); }), SQLITE_OK);
  EXPECT_EQ(CodeOf([&] { Open(disk); }) & 0xff, SQLITE_CANTOPEN);
  disk.PowerUp();
  auto again = Open(disk);
  EXPECT_EQ(Count(*again), 1);
  EXPECT_NE(CodeOf([&] { Insert(*old); }), SQLITE_OK);
  Insert(*again);
  old.reset();
  Insert(*again);
  EXPECT_EQ(Count(*again), 3);
}

TEST(CrashDisk, Killed_WhatWasWrittenIsThereAndLocksAreGone) {
  CrashDisk disk(1);
  auto old = Open(disk, "WAL", "NORMAL");
  Insert(*old);
  old->exec("BEGIN IMMEDIATE");
  disk.StopNow(Stop::kKill);
  disk.Restart();
  auto again = Open(disk);
  EXPECT_EQ(Count(*again), 1);
  Insert(*again);
}

TEST(CrashDisk, ErrorOnce_FailsOneCallAndTheNextWorks) {
  CrashDisk disk(1);
  auto db = Open(disk);
  disk.Fail({.calls = {Call::kSync}, .at = 2});
  Insert(*db);
  EXPECT_EQ(CodeOf([&] { Insert(*db); }), SQLITE_IOERR_FSYNC);
  Insert(*db);
  EXPECT_EQ(Count(*db), 2);
  disk.Fail({.calls = {Call::kWrite}, .at = 1});
  EXPECT_EQ(CodeOf([&] { Insert(*db); }), SQLITE_IOERR_WRITE);
  EXPECT_EQ(Count(*db), 2);
}

TEST(CrashDisk, ErrorForEver_FailsUntilRepaired) {
  CrashDisk disk(1);
  auto db = Open(disk);
  disk.Fail({.calls = {Call::kWrite}, .at = 1, .for_ever = true, .full = true});
  EXPECT_EQ(CodeOf([&] { Insert(*db); }), SQLITE_FULL);
  EXPECT_EQ(CodeOf([&] { Insert(*db); }), SQLITE_FULL);
  disk.Repair();
  Insert(*db);
  EXPECT_EQ(Count(*db), 1);
}

TEST(CrashDisk, Quota_IsFullAndReadingGoesOn) {
  CrashDisk disk(1);
  auto db = Open(disk);
  const int64_t quota = disk.TotalBytes() + 30'000;
  disk.SetQuota(quota);
  int saved = 0;
  int code = SQLITE_OK;
  while (saved < 1000 && (code = CodeOf([&] { Insert(*db); })) == SQLITE_OK) ++saved;
  EXPECT_EQ(code, SQLITE_FULL);
  EXPECT_GT(saved, 2);
  EXPECT_EQ(Count(*db), saved);
  EXPECT_LE(disk.TotalBytes(), quota);
  disk.Repair();
  Insert(*db);
  EXPECT_EQ(Count(*db), saved + 1);
}

TEST(CrashDisk, Counters_SayWhereItCanBeStopped) {
  CrashDisk disk(1);
  auto db = Open(disk);
  disk.ForgetCalls();
  Insert(*db);
  EXPECT_EQ(disk.calls(Call::kSync), 1);
  EXPECT_GE(disk.calls(Call::kWrite), 2);  // a header and a page for each frame
  EXPECT_EQ(disk.changes(), disk.calls(Call::kSync) + disk.calls(Call::kWrite));
  EXPECT_GE(disk.calls(), disk.changes());
  EXPECT_EQ(disk.MostBytes(), disk.TotalBytes());
  db->exec("PRAGMA wal_checkpoint(TRUNCATE)");
  EXPECT_GT(disk.MostBytes(), disk.TotalBytes());
}

TEST(CrashDisk, TwoConnections_OneWritesOneReadsASnapshot) {
  CrashDisk disk(1);
  auto writing = Open(disk);
  auto reading = Open(disk);
  Insert(*writing);
  EXPECT_EQ(Count(*reading), 1);
  reading->exec("BEGIN");
  EXPECT_EQ(Count(*reading), 1);
  Insert(*writing);
  EXPECT_EQ(Count(*reading), 1);
  reading->exec("COMMIT");
  EXPECT_EQ(Count(*reading), 2);
  writing->exec("BEGIN IMMEDIATE");
  EXPECT_EQ(CodeOf([&] { reading->exec("BEGIN IMMEDIATE"); }), SQLITE_BUSY);
}

TEST(CrashDisk, SeveralDisks_DoNotShareFiles) {
  CrashDisk one(1), two(2);
  auto here = Open(one);
  auto there = Open(two);
  Insert(*here);
  EXPECT_EQ(Count(*there), 0);
  one.StopNow(Stop::kPowerCut);
  Insert(*there);
  EXPECT_EQ(Count(*there), 1);
}

TEST(CrashDisk, ImageTakenOver_SameMomentCanBeTriedAgain) {
  CrashDisk first(1);
  {
    auto db = Open(first);
    Insert(*db);
  }
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    CrashDisk again(seed, first.image());
    auto db = Open(again);
    EXPECT_EQ(Count(*db), 1);
    Insert(*db);
  }
}

}  // namespace
}  // namespace gom::sim
