#include "common/log/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "common/text/message.h"
#include "tests/common/log/temp_folder.h"

namespace gom::log {
namespace {

DatabaseOptions Options(int versions = 1) {
  DatabaseOptions options;
  options.application_id = 0x476f6d54;
  options.migrations = {"CREATE TABLE t (x INTEGER NOT NULL)"};
  if (versions > 1) options.migrations.push_back("ALTER TABLE t ADD COLUMN y INTEGER");
  return options;
}

std::string Code(const absl::Status& status) { return text::ErrorOf(status).code(); }

int64_t Ask(Database& db, const std::string& sql) {
  int64_t answer = -1;
  EXPECT_TRUE(db.Run([&] { answer = db.connection().execAndGet(sql).getInt64(); }).ok());
  return answer;
}

absl::Status Do(Database& db, const std::string& sql) {
  return db.Run([&] { db.connection().exec(sql); });
}

// The index of the write-ahead log is a file too, and must grow before anything can be read.
TEST(DatabaseTest, A13_NoRoomForTheIndexOfTheLog_IsAFullDiskNotABrokenOne) {
  TempFolder folder;
  ASSERT_TRUE(Database::Open(folder / "a.db", Options()).ok());
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 16 * 1024;
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status full = Database::Open(folder / "a.db", Options()).status();
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(Code(full), "disk_full") << full;
  EXPECT_TRUE(Database::Open(folder / "a.db", Options()).ok());
}

// Another program reads the file and does not end.
TEST(DatabaseTest, D11_ReaderThatNeverLetsGo_WritingGoesOnAndTheWalShrinksOnceItHasGone) {
  TempFolder folder;
  DatabaseOptions options = Options();
  options.wal_autocheckpoint_pages = 10;
  auto db = Database::Open(folder / "a.db", options);
  ASSERT_TRUE(db.ok()) << db.status();
  const auto wal_bytes = [&] { return std::filesystem::file_size(folder / "a.db-wal"); };
  const auto write = [&](int rows) {
    for (int i = 0; i < rows; ++i) ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1)").ok());
  };
  write(1);
  SQLite::Database reader(folder / "a.db", SQLite::OPEN_READONLY);
  SQLite::Statement reading(reader, "SELECT x FROM t");
  ASSERT_TRUE(reading.executeStep());
  write(100);
  const auto grown = wal_bytes();
  EXPECT_GT(grown, 10u * 4096 * 5) << "nothing could be taken out of it";
  EXPECT_EQ(Ask(**db, "SELECT COUNT(*) FROM t"), 101);
  reading.reset();
  write(100);
  EXPECT_LT(wal_bytes(), grown + grown / 2) << "it begins at its beginning again";
  EXPECT_TRUE((*db)->EmptyWal().ok());
  EXPECT_EQ(wal_bytes(), 0u);
  EXPECT_EQ(Ask(**db, "SELECT COUNT(*) FROM t"), 201);
}

TEST(DatabaseTest, NewFile_IsWalAndFullAndPrivate) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(db.ok()) << db.status();
  std::string journal;
  ASSERT_TRUE((*db)
                  ->Run([&] {
                    journal = (*db)->connection().execAndGet("PRAGMA journal_mode").getString();
                  })
                  .ok());
  EXPECT_EQ(journal, "wal");
  EXPECT_EQ(Ask(**db, "PRAGMA synchronous"), 2);
  EXPECT_EQ(Ask(**db, "PRAGMA user_version"), 1);
  EXPECT_EQ(Ask(**db, "PRAGMA trusted_schema"), 0);
  EXPECT_EQ(Ask(**db, "PRAGMA cell_size_check"), 1);
  struct stat facts {};
  ASSERT_EQ(stat((folder / "a.db").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(DatabaseTest, A19_FolderOnNetworkShare_IsRefusedAndNothingIsMade) {
  TempFolder folder;
  DatabaseOptions options = Options();
  options.folder_probe = [](const std::string&) {
    return platform::FolderFacts{.file_system = 0x6969};
  };  // NFS
  const auto db = Database::Open(folder / "a.db", options);
  EXPECT_EQ(Code(db.status()), "folder_on_network");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.db"));
}

TEST(DatabaseTest, A21_SecondOpen_IsRefusedUntilTheFirstIsGone) {
  TempFolder folder;
  auto first = Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(Code(Database::Open(folder / "a.db", Options()).status()), "data_folder_in_use");
  first->reset();
  EXPECT_TRUE(Database::Open(folder / "a.db", Options()).ok());
}

TEST(DatabaseTest, A24_FolderMissing_SaysWhichFile) {
  TempFolder folder;
  const auto db = Database::Open(folder / "none/a.db", Options());
  ASSERT_FALSE(db.ok());
  EXPECT_NE(db.status().message().find("none"), absl::string_view::npos) << db.status();
}

TEST(DatabaseTest, I7_NewerFile_IsRefusedAndKept) {
  TempFolder folder;
  {
    auto db = Database::Open(folder / "a.db", Options(2));
    ASSERT_TRUE(db.ok());
    ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1, 2)").ok());
  }
  EXPECT_EQ(Code(Database::Open(folder / "a.db", Options(1)).status()), "file_newer");
  auto again = Database::Open(folder / "a.db", Options(2));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(Ask(**again, "SELECT sum(y) FROM t"), 2);
}

TEST(DatabaseTest, OlderFile_IsMigratedAndKeepsItsRows) {
  TempFolder folder;
  {
    auto db = Database::Open(folder / "a.db", Options(1));
    ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (7)").ok());
  }
  auto db = Database::Open(folder / "a.db", Options(2));
  ASSERT_TRUE(db.ok());
  EXPECT_EQ(Ask(**db, "PRAGMA user_version"), 2);
  EXPECT_EQ(Ask(**db, "SELECT x FROM t"), 7);
}

TEST(DatabaseTest, MigrationFails_FileStaysAtItsVersion) {
  TempFolder folder;
  ASSERT_TRUE(Database::Open(folder / "a.db", Options(1)).ok());
  DatabaseOptions broken = Options(2);
  broken.migrations.push_back("THIS IS NOT SQL");
  EXPECT_FALSE(Database::Open(folder / "a.db", broken).ok());
  auto db = Database::Open(folder / "a.db", Options(1));
  ASSERT_TRUE(db.ok());
  EXPECT_EQ(Ask(**db, "PRAGMA user_version"), 1);
}

TEST(DatabaseTest, FileOfAnotherProgram_IsRefusedAndKept) {
  TempFolder folder;
  {
    SQLite::Database other(folder / "a.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE theirs (x)");
  }
  EXPECT_EQ(Code(Database::Open(folder / "a.db", Options()).status()), "not_our_file");
  SQLite::Database other(folder / "a.db", SQLite::OPEN_READONLY);
  EXPECT_TRUE(other.tableExists("theirs"));
}

TEST(DatabaseTest, A10_FileIsNotADatabase_IsDataLossAndKept) {
  TempFolder folder;
  const std::string junk(5000, 'x');
  std::ofstream(folder / "a.db") << junk;
  EXPECT_EQ(Code(Database::Open(folder / "a.db", Options()).status()), "database_damaged");
  EXPECT_EQ(std::filesystem::file_size(folder / "a.db"), junk.size());
}

TEST(DatabaseTest, A13_DiskFull_IsResourceExhaustedAndOldRowsStay) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1)").ok());
  ASSERT_TRUE(Do(**db, "PRAGMA max_page_count = 4").ok());
  absl::Status full;
  for (int i = 0; i < 10'000 && full.ok(); ++i) {
    Transaction transaction(**db);
    full = Do(**db,
              "INSERT INTO t SELECT 5 FROM (VALUES (1),(2),(3),(4)), (VALUES (1),(2),(3),(4)), "
              "(VALUES (1),(2))");
    if (full.ok()) full = transaction.Commit();
  }
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Code(full), "disk_full");
  EXPECT_EQ(Ask(**db, "SELECT count(*) FROM t WHERE x = 1"), 1);
  ASSERT_TRUE(Do(**db, "PRAGMA max_page_count = 1000").ok());
  EXPECT_TRUE(Do(**db, "INSERT INTO t VALUES (2)").ok());
}

TEST(QueryTest, AskedAgain_IsBoundToNothingAndBegins) {
  TempFolder folder;
  auto db = *Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(Do(*db, "INSERT INTO t (x) VALUES (1), (2)").ok());
  const absl::Status done = db->Run([&] {
    const SQLite::Statement* first = nullptr;
    {
      Query query(*db, "SELECT x FROM t WHERE x > ?");
      first = &*query;
      query->bind(1, 0);
      EXPECT_TRUE(query->executeStep());  // and is left half way
    }
    Query query(*db, "SELECT x FROM t WHERE x > ?");
    EXPECT_EQ(&*query, first);
    EXPECT_FALSE(query->executeStep());  // nothing is above NULL
  });
  EXPECT_TRUE(done.ok()) << done;
}

TEST(QueryTest, SameTextInUse_GetsAnother) {
  TempFolder folder;
  auto db = *Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(Do(*db, "INSERT INTO t (x) VALUES (1), (2), (3)").ok());
  int rows = 0;
  const absl::Status done = db->Run([&] {
    for (Query outer(*db, "SELECT x FROM t"); outer->executeStep();) {
      for (Query inner(*db, "SELECT x FROM t"); inner->executeStep();) ++rows;
    }
  });
  EXPECT_TRUE(done.ok()) << done;
  EXPECT_EQ(rows, 9);
}

TEST(QueryTest, LeftHalfWay_HoldsNobodyUp) {
  TempFolder folder;
  auto db = *Database::Open(folder / "a.db", Options());
  ASSERT_TRUE(Do(*db, "INSERT INTO t (x) VALUES (1), (2)").ok());
  ASSERT_TRUE(db->Run([&] {
                  Query query(*db, "SELECT x FROM t");
                  query->executeStep();
                }).ok());
  EXPECT_TRUE(db->EmptyWal().ok());
}

TEST(TransactionTest, NotCommitted_IsRolledBack) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  {
    Transaction transaction(**db);
    ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1)").ok());
    EXPECT_TRUE((*db)->in_transaction());
  }
  EXPECT_FALSE((*db)->in_transaction());
  EXPECT_EQ(Ask(**db, "SELECT count(*) FROM t"), 0);
}

TEST(TransactionTest, InnerScope_JoinsTheOuterOne) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  {
    Transaction outer(**db);
    {
      Transaction inner(**db);
      ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1)").ok());
      ASSERT_TRUE(inner.Commit().ok());
    }
    EXPECT_TRUE((*db)->in_transaction());
  }
  EXPECT_EQ(Ask(**db, "SELECT count(*) FROM t"), 0);
}

TEST(TransactionTest, InnerScopeLeft_OuterCannotCommit) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  {
    Transaction outer(**db);
    { Transaction inner(**db); }
    EXPECT_FALSE(outer.Commit().ok());
  }
  {
    Transaction next(**db);
    ASSERT_TRUE(Do(**db, "INSERT INTO t VALUES (1)").ok());
    EXPECT_TRUE(next.Commit().ok());
  }
  EXPECT_EQ(Ask(**db, "SELECT count(*) FROM t"), 1);
}

TEST(TransactionTest, SqlError_IsAStatusAndTheConnectionGoesOn) {
  TempFolder folder;
  auto db = Database::Open(folder / "a.db", Options());
  EXPECT_EQ(Code(Do(**db, "SELECT nothing FROM nowhere")), "database_damaged");
  EXPECT_EQ(Ask(**db, "SELECT 3"), 3);
}

}  // namespace
}  // namespace gom::log
