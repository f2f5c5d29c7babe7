#include "hub/store/backup_file.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/log/words.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/store/schema.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr char kBackupTableSql[] =
    "CREATE TABLE backup (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL)";
constexpr char kSeal[] = "seal";
constexpr char kFilePrefix[] = "file/";

// Everything that the seal covers: the schema, and every row of every table but the seal itself.
constexpr const char* kSealed[] = {
    "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name",
    "SELECT key, digest, main, text FROM record ORDER BY key",
    "SELECT kind, name, hash FROM secrets ORDER BY kind, name",
    "SELECT name, value FROM backup WHERE name <> 'seal' ORDER BY name",
};

// A backup may lie on a stick or a share: no database lives there.
absl::StatusOr<std::unique_ptr<log::Database>> OpenAside(const std::string& path) {
  log::DatabaseOptions options = HubDatabaseOptions();
  options.lock = false;
  options.folder_probe = [](const std::string&) { return platform::FolderFacts(); };
  return log::Database::Open(path, options);
}

void FeedRow(SQLite::Statement& row, std::string* bytes) {
  for (int i = 0; i < row.getColumnCount(); ++i) {
    const SQLite::Column column = row.getColumn(i);
    absl::StrAppend(bytes, column.getType(), ":", column.getBytes(), ":");
    bytes->append(static_cast<const char*>(column.getBlob()),
                  static_cast<size_t>(column.getBytes()));
  }
}

absl::StatusOr<log::Digest> ComputeSeal(log::Database& db) {
  log::Digest digest{};
  RETURN_IF_ERROR(db.Run([&] {
    for (const char* sql : kSealed) {
      std::string bytes(sql);
      SQLite::Statement row(db.connection(), sql);
      while (row.executeStep()) {
        FeedRow(row, &bytes);
        if (bytes.size() < 1 << 16) continue;
        digest = log::Next(digest, bytes);
        bytes.clear();
      }
      digest = log::Next(digest, bytes);
    }
  }));
  return digest;
}

absl::StatusOr<std::string> ReadValue(log::Database& db, const std::string& name) {
  std::string value;
  RETURN_IF_ERROR(db.Run([&] {
    SQLite::Statement query(db.connection(), "SELECT value FROM backup WHERE name = ?");
    query.bind(1, name);
    if (query.executeStep()) value = query.getColumn(0).getString();
  }));
  return value;
}

absl::Status WriteValue(log::Database& db, const std::string& name, const std::string& value) {
  return db.Run([&] {
    SQLite::Statement write(db.connection(), "INSERT INTO backup (name, value) VALUES (?, ?)");
    write.bind(1, name);
    write.bind(2, value.data(), static_cast<int>(value.size()));
    write.exec();
  });
}

absl::Status CheckWhole(log::Database& db, const std::string& name) {
  RETURN_IF_ERROR(db.LookThrough());
  ASSIGN_OR_RETURN(const log::Digest seal, ComputeSeal(db));
  ASSIGN_OR_RETURN(const std::string kept, ReadValue(db, kSeal));
  if (kept == log::ToBytes(seal)) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kDataLoss, kBackupDamaged, name);
}

absl::StatusOr<Backup> ReadContents(log::Database& db) {
  Backup backup;
  ASSIGN_OR_RETURN(backup.facts.position, log::OpenSqliteLog(db, kHubLog)->Tail());
  RETURN_IF_ERROR(db.Run([&] {
    SQLite::Statement query(db.connection(), "SELECT name, value FROM backup ORDER BY name");
    while (query.executeStep()) {
      const std::string name = query.getColumn(0).getString();
      const std::string value = query.getColumn(1).getString();
      if (name.rfind(kFilePrefix, 0) == 0)
        backup.files[name.substr(sizeof(kFilePrefix) - 1)] = value;
      if (name == "hub") backup.facts.hub = value;
      if (name == "term") std::ignore = absl::SimpleAtoi(value, &backup.facts.term);
      if (name == "made_at") std::ignore = absl::SimpleAtoi(value, &backup.facts.made_at);
    }
  }));
  return backup;
}

// What SQLite says of a file that is none of ours, or cut short, in the words of a backup.
absl::Status InWordsOfABackup(const absl::Status& status, const std::string& name) {
  const std::string code = text::ErrorOf(status).code();
  if (code == log::kFileNewer.code)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupNewer, name);
  if (code == log::kNotOurFile.code)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotABackup, name);
  if (absl::IsDataLoss(status) || absl::IsInternal(status))
    return text::Refuse(absl::StatusCode::kDataLoss, kBackupDamaged, name);
  return status;
}

absl::StatusOr<Backup> Open(const std::string& path, const std::string& name) {
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db, OpenAside(path));
  int64_t tables = 0;
  RETURN_IF_ERROR(db->Run([&] {
    tables = db->connection()
                 .execAndGet("SELECT count(*) FROM sqlite_master WHERE name = 'backup'")
                 .getInt64();
  }));
  if (tables == 0) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotABackup, name);
  RETURN_IF_ERROR(CheckWhole(*db, name));
  ASSIGN_OR_RETURN(Backup backup, ReadContents(*db));
  RETURN_IF_ERROR(db->Run([&] {
    GOM_STEP("drop");
    db->connection().exec("DROP TABLE backup");
  }));
  RETURN_IF_ERROR(db->LeaveOneFile());
  return backup;
}

}  // namespace

absl::Status CopyLog(const std::string& folder, const std::string& path) {
  GOM_STEPS_OF("hub.backup_copy");
  log::DatabaseOptions options = HubDatabaseOptions();
  options.lock = false;
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db,
                   log::Database::Open(folder + "/hub.db", options));
  RETURN_IF_ERROR(platform::WritePrivateFile(path, ""));
  return db->Run([&] {
    GOM_STEP("copy");
    SQLite::Statement copy(db->connection(), "VACUUM INTO ?");
    copy.bind(1, path);
    copy.exec();
  });
}

absl::StatusOr<BackupFacts> SealBackup(const std::string& path, BackupFacts facts,
                                       const BackupFiles& files) {
  GOM_STEPS_OF("hub.backup_seal");
  ASSIGN_OR_RETURN(std::unique_ptr<log::Database> db, OpenAside(path));
  ASSIGN_OR_RETURN(facts.position, log::OpenSqliteLog(*db, kHubLog)->Tail());
  log::Transaction transaction(*db);
  RETURN_IF_ERROR(transaction.status());
  RETURN_IF_ERROR(db->Run([&] { db->connection().exec(kBackupTableSql); }));
  RETURN_IF_ERROR(WriteValue(*db, "hub", facts.hub));
  RETURN_IF_ERROR(WriteValue(*db, "term", absl::StrCat(facts.term)));
  RETURN_IF_ERROR(WriteValue(*db, "made_at", absl::StrCat(facts.made_at)));
  for (const auto& [name, bytes] : files)
    RETURN_IF_ERROR(WriteValue(*db, absl::StrCat(kFilePrefix, name), bytes));
  ASSIGN_OR_RETURN(const log::Digest seal, ComputeSeal(*db));
  RETURN_IF_ERROR(WriteValue(*db, kSeal, log::ToBytes(seal)));
  RETURN_IF_ERROR(transaction.Commit());
  RETURN_IF_ERROR(CheckWhole(*db, path));
  RETURN_IF_ERROR(db->LeaveOneFile());
  return facts;
}

absl::StatusOr<Backup> TakeApart(const std::string& path, const std::string& name) {
  absl::StatusOr<Backup> backup = Open(path, name);
  if (!backup.ok()) return InWordsOfABackup(backup.status(), name);
  return backup;
}

absl::Status FoldWalIn(const std::string& path) {
  ASSIGN_OR_RETURN(const std::unique_ptr<log::Database> db, OpenAside(path));
  return db->EmptyWal();
}

}  // namespace gom::hub
