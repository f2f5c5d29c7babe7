#include "common/log/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/row_digest.h"
#include "common/log/words.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"

namespace gom::log {
namespace {

constexpr int kBusyTimeoutMs = 10'000;
constexpr int64_t kJournalSizeLimit = 64 << 20;  // bytes of WAL file kept after a checkpoint

// The code that `work` failed with, extended; SQLITE_OK: it did not.
int CodeOf(absl::FunctionRef<void()> work) {
  try {
    work();
    return SQLITE_OK;
  } catch (const SQLite::Exception& e) {
    return e.getExtendedErrorCode() > 0 ? e.getExtendedErrorCode() : e.getErrorCode();
  }
}

// The one place where a code of SQLite becomes a Status; by code, never by its text.
absl::Status FromSqlite(int code, const std::string& path) {
  const char* const name = sqlite3_errstr(code);
  if (code == SQLITE_IOERR_NOMEM) code = SQLITE_NOMEM;
  // The index of the write-ahead log could not grow, which even a reader needs.
  if (code == SQLITE_IOERR_SHMSIZE) code = SQLITE_FULL;
  switch (code & 0xff) {
    case SQLITE_OK:
      return absl::OkStatus();
    case SQLITE_FULL:
      return text::Refuse(absl::StatusCode::kResourceExhausted, kDiskFull);
    case SQLITE_IOERR:
      return text::Refuse(absl::StatusCode::kUnavailable, kDiskFailed,
                          absl::StrCat(name, " ", code));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return text::Refuse(absl::StatusCode::kUnavailable, kDatabaseBusy);
    // Our own statements are right: where SQLite can make nothing of one, the tables are not those
    // that we have made.
    case SQLITE_ERROR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return text::Refuse(absl::StatusCode::kDataLoss, kDatabaseDamaged, name);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kFolderNotWritable, path);
    case SQLITE_NOMEM:
      return text::Refuse(absl::StatusCode::kResourceExhausted, kOutOfMemory);
    default:
      return text::Refuse(absl::StatusCode::kInternal, kDatabaseError,
                          absl::StrCat(name, " ", code));
  }
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

// SQLite gives its -wal and -shm files the mode of the main file, so that one is made first, for
// the owner alone. Never while a connection is open: closing any descriptor of a file drops the
// process's locks on it.
absl::Status MakePrivate(const std::string& path) {
  const int file = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) {
    return errno == ENOSPC
               ? text::Refuse(absl::StatusCode::kResourceExhausted, kDiskFull)
               : text::Refuse(absl::StatusCode::kFailedPrecondition, kFolderNotWritable, path);
  }
  close(file);
  return absl::OkStatus();
}

}  // namespace

Database::Database(std::string path) : path_(std::move(path)) {}
Database::~Database() = default;

absl::Status Database::Run(absl::FunctionRef<void()> work) {
  // Where a rollback failed, nobody may read what was not saved.
  if (depth_ == 0) RETURN_IF_ERROR(RollBack());
  errno = 0;
  const int code = CodeOf(work);
  // SQLite calls a file damaged where the disk refused to read it; but nobody has seen what is in
  // it, and to put back a backup would be bad advice.
  const bool refused = (code & 0xff) == SQLITE_CORRUPT && (errno == EIO || errno == ENXIO);
  return FromSqlite(refused ? SQLITE_IOERR_READ : code, path_);
}

absl::Status Database::Look(const char* pragma) {
  return Run([&] {
    const std::string said = connection_->execAndGet(pragma).getString();
    if (said != "ok") throw SQLite::Exception(said, SQLITE_CORRUPT);
  });
}

absl::Status Database::LookThrough() { return Look("PRAGMA integrity_check(1)"); }

absl::Status Database::LookThroughQuickly() { return Look("PRAGMA quick_check(1)"); }

Query::Query(Database& db, std::string_view sql) {
  auto kept = db.statements_.find(sql);
  if (kept == db.statements_.end()) kept = db.statements_.try_emplace(std::string(sql)).first;
  unused_ = &kept->second;
  if (unused_->empty()) {
    statement_ = std::make_unique<SQLite::Statement>(db.connection(), kept->first);
  } else {
    statement_ = std::move(unused_->back());
    unused_->pop_back();
  }
}

// What it was bound to ends with the scope; after a failure it may still be half way.
Query::~Query() {
  statement_->tryReset();
  statement_->clearBindings();
  unused_->push_back(std::move(statement_));
}

absl::Status Database::RollBack() {
  // SQLite may have done it by itself already.
  if (connection_ == nullptr || sqlite3_get_autocommit(connection_->getHandle()) != 0)
    return absl::OkStatus();
  return FromSqlite(CodeOf([&] { connection_->exec("ROLLBACK"); }), path_);
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path,
                                                         const DatabaseOptions& options) {
  std::unique_ptr<Database> db(new Database(path));
  const std::string folder = FolderOf(path);
  // A VFS of a test has no folders.
  if (options.vfs.empty()) {
    RETURN_IF_ERROR(platform::RefuseUnsafeFolder(folder, options.folder_probe));
    if (options.lock) {
      if (!options.lock_held) {
        ASSIGN_OR_RETURN(platform::LockFile lock, platform::LockFile::Take(path + ".lock"));
        db->lock_.emplace(std::move(lock));
      }
      RETURN_IF_ERROR(MakePrivate(path));
    }
  }
  RETURN_IF_ERROR(db->Connect(options.vfs));
  int64_t version = 0;
  RETURN_IF_ERROR(db->CheckOwner(options, &version));
  RETURN_IF_ERROR(db->SetPragmas(options));
  if (options.lock) RETURN_IF_ERROR(db->SaveLeftovers());
  RETURN_IF_ERROR(db->Migrate(options, version));
  if (options.vfs.empty()) RETURN_IF_ERROR(platform::SyncDirectory(folder));
  return db;
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenDamaged(const std::string& path) {
  std::unique_ptr<Database> db(new Database(path));
  RETURN_IF_ERROR(db->Connect({}));
  // Who closes the last connection would copy the WAL into the file.
  sqlite3_db_config(db->connection_->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  return db;
}

absl::Status Database::Connect(const std::string& vfs) {
  return Run([&] {
    // One thread at a time, as the header asks: SQLite need not see to it at each call.
    connection_ = std::make_unique<SQLite::Database>(
        path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, kBusyTimeoutMs,
        vfs);
    sqlite3_extended_result_codes(connection_->getHandle(), 1);
    AddRowDigest(*connection_);
  });
}

// Asked before anything is written, so that a file of somebody else, or of a newer program, stays
// as it is.
absl::Status Database::CheckOwner(const DatabaseOptions& options, int64_t* version) {
  int64_t owner = 0;
  int64_t tables = 0;
  RETURN_IF_ERROR(Run([&] {
    owner = connection_->execAndGet("PRAGMA application_id").getInt64() & 0xffffffff;
    *version = connection_->execAndGet("PRAGMA user_version").getInt64();
    tables = connection_->execAndGet("SELECT count(*) FROM sqlite_master").getInt64();
  }));
  const bool empty = owner == 0 && *version == 0 && tables == 0;
  if (!empty && owner != static_cast<int64_t>(options.application_id)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotOurFile, path_);
  }
  if (*version > static_cast<int64_t>(options.migrations.size()) || *version < 0) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFileNewer, path_);
  }
  return absl::OkStatus();
}

absl::Status Database::SetPragmas(const DatabaseOptions& options) {
  std::string journal;
  int64_t synchronous = 0;
  RETURN_IF_ERROR(Run([&] {
    connection_->exec("PRAGMA trusted_schema = OFF");
    connection_->exec("PRAGMA cell_size_check = ON");
    connection_->exec("PRAGMA mmap_size = 0");
    // Asked again: the answer to this one comes before it is written, and that may fail.
    connection_->exec("PRAGMA journal_mode = WAL");
    journal = connection_->execAndGet("PRAGMA journal_mode").getString();
    connection_->exec("PRAGMA synchronous = FULL");
    connection_->exec(absl::StrCat("PRAGMA journal_size_limit = ", kJournalSizeLimit));
    connection_->exec(
        absl::StrCat("PRAGMA wal_autocheckpoint = ", options.wal_autocheckpoint_pages));
    synchronous = connection_->execAndGet("PRAGMA synchronous").getInt64();
  }));
  // A build of SQLite, or a disk, may not do what was asked; then nothing may be called saved.
  if (journal != "wal")
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kUnsafeSettings, "WAL", path_);
  if (synchronous != 2)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kUnsafeSettings, "FULL", path_);
  return absl::OkStatus();
}

absl::Status Database::EmptyWal() {
  GOM_STEP("checkpoint");
  bool busy = false;
  RETURN_IF_ERROR(Run(
      [&] { busy = connection_->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() != 0; }));
  return busy ? text::Refuse(absl::StatusCode::kUnavailable, kDatabaseBusy) : absl::OkStatus();
}

absl::StatusOr<std::string> Database::CopyInMemory() {
  std::string bytes;
  RETURN_IF_ERROR(Run([&] {
    sqlite3_int64 size = 0;
    unsigned char* const copy = sqlite3_serialize(connection_->getHandle(), "main", &size, 0);
    if (copy == nullptr) throw SQLite::Exception(connection_->getHandle(), SQLITE_NOMEM);
    bytes.assign(copy, copy + size);
    sqlite3_free(copy);
  }));
  return bytes;
}

absl::Status Database::LeaveOneFile() {
  GOM_STEP("close");
  return Run([&] {
    connection_->exec("PRAGMA journal_mode = DELETE");
    const std::string mode = connection_->execAndGet("PRAGMA journal_mode").getString();
    if (mode != "delete") throw SQLite::Exception(mode, SQLITE_BUSY);
  });
}

absl::Status Database::SaveLeftovers() {
  const absl::Status emptied = EmptyWal();
  // On a full disk what is there can still be read: SQLite syncs the WAL before it copies from it.
  return absl::IsResourceExhausted(emptied) ? absl::OkStatus() : emptied;
}

absl::Status Database::Settle() {
  if (!doubtful_) return absl::OkStatus();
  RETURN_IF_ERROR(EmptyWal());
  doubtful_ = false;
  return absl::OkStatus();
}

absl::Status Database::Migrate(const DatabaseOptions& options, int64_t version) {
  if (version == static_cast<int64_t>(options.migrations.size())) return absl::OkStatus();
  Transaction transaction(*this);
  RETURN_IF_ERROR(transaction.status());
  RETURN_IF_ERROR(Run([&] {
    for (size_t i = static_cast<size_t>(version); i < options.migrations.size(); ++i) {
      connection_->exec(options.migrations[i]);
    }
    connection_->exec(
        absl::StrCat("PRAGMA application_id = ", static_cast<int32_t>(options.application_id)));
    connection_->exec(absl::StrCat("PRAGMA user_version = ", options.migrations.size()));
  }));
  return transaction.Commit();
}

Transaction::Transaction(Database& db) : db_(db) {
  outermost_ = db_.depth_ == 0;
  if (outermost_) {
    begun_ = db_.Settle();
    if (begun_.ok()) begun_ = db_.Run([&] { Query(db_, "BEGIN IMMEDIATE")->exec(); });
    if (!begun_.ok()) {
      done_ = true;
      return;
    }
    db_.failed_ = false;
  }
  ++db_.depth_;
}

Transaction::~Transaction() {
  if (done_) return;
  --db_.depth_;
  if (!outermost_) {
    db_.failed_ = true;
    return;
  }
  // Where it fails it is made up for before anything else is done.
  db_.RollBack().IgnoreError();
  // Better now than with the next transaction, which may be long in coming; that one asks again.
  db_.Settle().IgnoreError();
}

absl::Status Transaction::Commit() {
  if (!begun_.ok()) return begun_;
  if (done_) return text::Refuse(absl::StatusCode::kInternal, kDatabaseError, "commit twice");
  if (db_.failed_)
    return text::Refuse(absl::StatusCode::kAborted, kDatabaseError, "an inner part failed");
  if (outermost_) {
    GOM_STEP("commit");
    const int code = CodeOf([&] { Query(db_, "COMMIT")->exec(); });
    // The destructor rolls back what is still open. Only these two say that the commit is not in
    // the WAL.
    const int kind = code & 0xff;
    if (kind == SQLITE_FULL || kind == SQLITE_BUSY) return FromSqlite(code, db_.path_);
    if (code != SQLITE_OK) {
      db_.doubtful_ = true;
      return text::Refuse(absl::StatusCode::kUnknown, kCommitUnknown,
                          absl::StrCat(sqlite3_errstr(code), " ", code));
    }
  }
  done_ = true;
  --db_.depth_;
  return absl::OkStatus();
}

void RemoveDatabase(const std::string& path) {
  for (const char* part : {"-journal", "-wal", "-shm", platform::kNewFileEnding, ""})
    platform::RemoveFile(path + part).IgnoreError();
}

}  // namespace gom::log
