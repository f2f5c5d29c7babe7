#include "common/log/salvage.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/log/rescue.h"
#include "common/log/sqlite_log.h"
#include "gtest/gtest.h"
#include "tests/common/log/temp_folder.h"

namespace gom::log {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPage = 4096;

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class SalvageTest : public ::testing::Test {
 protected:
  std::unique_ptr<Database> Open(const std::string& name) {
    DatabaseOptions options;
    options.application_id = 7;
    options.migrations = {std::string(kRecordTableSql) +
                          ";CREATE TABLE word (name TEXT, place INTEGER, value BLOB NOT NULL, "
                          "PRIMARY KEY (name, place)) WITHOUT ROWID"};
    options.folder_probe = [](const std::string&) { return platform::FolderFacts(); };
    auto db = Database::Open(folder_ / name, options);
    EXPECT_TRUE(db.ok()) << db.status();
    return db.ok() ? *std::move(db) : nullptr;
  }
  // 300 records of 300 bytes in log 2, and three words.
  void Fill() {
    const auto db = Open("old.db");
    std::vector<NewRecord> records;
    for (int i = 1; i <= 300; ++i) records.push_back({std::string(300, static_cast<char>(i)), "t"});
    ASSERT_TRUE(OpenSqliteLog(*db, 2)->Append({}, records).ok());
    ASSERT_TRUE(
        db->Run([&] {
            db->connection().exec(
                "INSERT INTO word VALUES ('một', 1, x'01'), ('hai', 2, x''), ('ba', 3, 'a')");
          }).ok());
  }
  // Which records are there, and are what was written.
  std::set<uint64_t> Records(Database& db) {
    std::set<uint64_t> found;
    EXPECT_TRUE(db.Run([&] {
                    SQLite::Statement row(db.connection(), "SELECT key, main FROM record");
                    while (row.executeStep()) {
                      const int64_t n = row.getColumn(0).getInt64() - (int64_t{2} << 40);
                      if (row.getColumn(1).getString() == std::string(300, static_cast<char>(n)))
                        found.insert(static_cast<uint64_t>(n));
                    }
                  }).ok());
    return found;
  }
  int Words(Database& db) {
    int n = 0;
    EXPECT_TRUE(
        db.Run([&] { n = db.connection().execAndGet("SELECT count(*) FROM word").getInt(); }).ok());
    return n;
  }

  TempFolder folder_;
};

TEST_F(SalvageTest, SoundFile_AllOfItComesOver) {
  Fill();
  const auto fresh = Open("new.db");
  const auto what = Salvage(folder_ / "old.db", *fresh);
  ASSERT_TRUE(what.ok()) << what.status();
  EXPECT_TRUE(what->whole);
  EXPECT_EQ(what->rows, 303u);
  EXPECT_EQ(Records(*fresh).size(), 300u);
  EXPECT_EQ(Words(*fresh), 3);
}

TEST_F(SalvageTest, A10_OnePageIsGarbage_CostsTheRowsOnIt) {
  Fill();
  const std::string sound = BytesOf(folder_ / "old.db");
  const size_t pages = sound.size() / kPage;
  ASSERT_GT(pages, 20u);
  size_t table_lost = 0;
  for (size_t page = 0; page < pages; page += page < 3 ? 1 : 4) {
    SCOPED_TRACE(page);
    std::string bytes = sound;
    bytes.replace(page * kPage, kPage, std::string(kPage, '\x5a'));
    std::ofstream(folder_ / "old.db", std::ios::binary | std::ios::trunc) << bytes;
    const std::string name = absl::StrCat("new-", page, ".db");
    const auto fresh = Open(name);
    const auto what = Salvage(folder_ / "old.db", *fresh);
    ASSERT_TRUE(what.ok()) << what.status();
    EXPECT_FALSE(what->whole);
    // The first pages hold what says where all others are.
    const size_t there = Records(*fresh).size();
    if (there == 0) {
      ++table_lost;
    } else {
      EXPECT_GE(there, 285u) << "thirteen of them share a page";
    }
    EXPECT_EQ(BytesOf(folder_ / "old.db"), bytes) << "the damaged file is as it was";
  }
  EXPECT_LE(table_lost, 2u);
}

TEST_F(SalvageTest, A10_WhatIsOnlyInTheWal_ComesOverAndTheWalStays) {
  std::string wal;
  {
    const auto db = Open("old.db");
    ASSERT_TRUE(
        OpenSqliteLog(*db, 2)->Append({}, std::vector<NewRecord>{{std::string(300, 1), ""}}).ok());
    fs::copy_file(folder_ / "old.db", folder_ / "kept");
    fs::copy_file(folder_ / "old.db-wal", folder_ / "kept-wal");
    wal = BytesOf(folder_ / "kept-wal");
  }
  ASSERT_GT(wal.size(), 0u);
  const auto fresh = Open("new.db");
  ASSERT_TRUE(Salvage(folder_ / "kept", *fresh).ok());
  EXPECT_EQ(Records(*fresh).size(), 1u);
  EXPECT_EQ(BytesOf(folder_ / "kept-wal"), wal);
}

TEST_F(SalvageTest, A10_RescueCutOffAnywhere_NextStartFinishesItAndTheOldFileIsKept) {
  const std::string path = folder_ / "x.db";
  const auto write = [](const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  };
  EXPECT_EQ(*FinishRescue(path), "");
  write(path, "damaged");
  write(path + "-wal", "its wal");
  write(SalvagingFile(path), "sound");
  const std::string kept = DamagedName(path, 1'790'000'000'000);
  EXPECT_EQ(kept, path + ".damaged-20260921-141320");
  ASSERT_TRUE(CountSalvaged(path, kept).ok());
  // Cut where the WAL is away and the file is not.
  fs::rename(path + "-wal", kept + "-wal");
  EXPECT_EQ(*FinishRescue(path), kept);
  EXPECT_EQ(BytesOf(path), "sound");
  EXPECT_EQ(BytesOf(kept), "damaged");
  EXPECT_EQ(BytesOf(kept + "-wal"), "its wal");
  EXPECT_FALSE(fs::exists(path + "-wal"));
  EXPECT_EQ(DamagedName(path, 1'790'000'000'000), kept + "-2") << "never over an older one";
}

}  // namespace
}  // namespace gom::log
