// Starting: a file is made, a file of an older version is taken further.
#include <SQLiteCpp/SQLiteCpp.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/database.h"
#include "common/text/status_macros.h"
#include "tests/sim/operation_suite.h"

namespace gom::sim {
namespace {

constexpr char kFile[] = "a.db";

// Rows with a blob each, so that a later version has pages to touch.
const std::vector<std::string> kVersions = {
    "CREATE TABLE t (k INTEGER PRIMARY KEY, v BLOB NOT NULL)",
    "ALTER TABLE t ADD COLUMN kind TEXT NOT NULL DEFAULT ''; CREATE INDEX by_kind ON t (kind)",
    "CREATE TABLE u (k INTEGER PRIMARY KEY, v BLOB NOT NULL); "
    "INSERT INTO u SELECT k, v FROM t; UPDATE t SET kind = 'moved'",
};

log::DatabaseOptions Options(const CrashDisk& disk, size_t versions) {
  log::DatabaseOptions options;
  options.application_id = 7;
  options.migrations.assign(kVersions.begin(),
                            kVersions.begin() + static_cast<ptrdiff_t>(versions));
  options.vfs = disk.name();
  return options;
}

// A program that is not running yet: its operation is to start, with the newest version.
class Starting : public Program {
 public:
  explicit Starting(CrashDisk& disk) : disk_(disk) { Picture(); }

  absl::Status Act() override {
    ASSIGN_OR_RETURN(db_, log::Database::Open(kFile, Options(disk_, kVersions.size())));
    return absl::OkStatus();
  }
  // What any program would read: the version and the rows.
  std::string Picture() override {
    try {
      SQLite::Database db(std::string(kFile), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0,
                          disk_.name());
      const int64_t version = db.execAndGet("PRAGMA user_version").getInt64();
      std::string all = absl::StrCat("version ", version, "\n");
      if (version > 0) {
        SQLite::Statement rows(
            db, version == 1 ? "SELECT k, v FROM t ORDER BY k"
                             : "SELECT t.k, u.v, t.kind FROM t JOIN u ON t.k = u.k ORDER BY t.k");
        while (rows.executeStep()) {
          for (int i = 0; i < rows.getColumnCount(); ++i) {
            absl::StrAppend(&all, rows.getColumn(i).getString(), " ");
          }
        }
      }
      picture_ = all;
    } catch (const SQLite::Exception&) {
      // A disk that cannot be read tells nothing new.
    }
    return picture_;
  }
  std::vector<std::string> Problems() override { return {}; }

 private:
  CrashDisk& disk_;
  std::unique_ptr<log::Database> db_;
  std::string picture_;
};

Operation StartOn(DiskImage before) {
  return {.file = kFile, .before = std::move(before), .start = [](CrashDisk& disk) {
            return absl::StatusOr<std::unique_ptr<Program>>(std::make_unique<Starting>(disk));
          }};
}

Operation NewFile() { return StartOn(DiskImage()); }

Operation Migration() {
  CrashDisk disk(1);
  {
    auto db = log::Database::Open(kFile, Options(disk, 1));
    EXPECT_TRUE(db.ok()) << db.status();
    for (int i = 0; i < 20; ++i) {
      EXPECT_TRUE((*db)
                      ->Run([&] {
                        (*db)->connection().exec(
                            "INSERT INTO t (v) VALUES (hex(zeroblob(500)) || 'x')");
                      })
                      .ok());
    }
    disk.StopNow(Stop::kKill);
  }
  return StartOn(disk.image());
}

INSTANTIATE_TEST_SUITE_P(Open, Operations,
                         ::testing::Values(Named{"NewFile", NewFile},
                                           Named{"Migration", Migration}),
                         NameOf);

}  // namespace
}  // namespace gom::sim
