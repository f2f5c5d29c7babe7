// The one way Gom opens a SQLite file: WAL, synchronous=FULL, both set at run time and read back;
// application id and schema version checked (a newer file is refused, never erased); on a local
// disk only; one process at a time.
//
// What can be read is durable. A program that was killed may leave a transaction in the WAL that
// was written and never synced, and a sync that failed may leave one that never will be; both could
// be read, and be gone after a power cut. So Open copies what the WAL holds into the file, with its
// syncs, before anybody reads; and after a commit that failed nothing more is written until the WAL
// has been emptied.
//
//   ASSIGN_OR_RETURN(auto db, Database::Open(path, {.application_id = id, .migrations = {kV1}}));
//   Transaction t(*db);                              // rolls back unless told …
//   RETURN_IF_ERROR(t.status());
//   RETURN_IF_ERROR(db->Run([&] { … }));
//   RETURN_IF_ERROR(t.Commit());                     // durable when it returns OK
//
// Open refuses with kFailedPrecondition: folder_not_writable, file_newer, not_our_file,
// unsafe_settings, and what platform::RefuseUnsafeFolder says; kDataLoss database_damaged. A file
// is never erased.
//
// SQLiteCpp's exceptions stop here: `Run` turns them into a Status by SQLite's code, never by its
// text. Not synchronised: one thread at a time.
#ifndef GOM_COMMON_LOG_DATABASE_H_
#define GOM_COMMON_LOG_DATABASE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/platform/file_system.h"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace gom::log {

struct DatabaseOptions {
  uint32_t application_id = 0;
  // migrations[i] takes the schema from version i to i + 1; all run in one transaction. SQL text.
  std::vector<std::string> migrations{};
  // A SQLite VFS by name, for tests; empty: the system's.
  std::string vfs{};
  // Takes an exclusive lock on "<path>.lock"; a second process gets kFailedPrecondition
  // data_folder_in_use. Off for a second connection of the process that holds it.
  bool lock = true;
  // The caller has that lock already and keeps it for longer than the Database: it is not taken
  // again.
  bool lock_held = false;
  // The WAL is copied back into the file when it has this many pages. More is faster where much is
  // appended, and makes the WAL file larger (a page has 4 KiB).
  int wal_autocheckpoint_pages = 1000;
  // Says what kind of disk the folder is on; a test may lie.
  platform::FolderProbe folder_probe = platform::ProbeFolder;
};

class Database {
 public:
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path,
                                                        const DatabaseOptions& options);
  // For a file that is damaged, of which somebody wants to read what there is (salvage.h): connects
  // and checks nothing. Neither the file nor its WAL is written to.
  static absl::StatusOr<std::unique_ptr<Database>> OpenDamaged(const std::string& path);
  ~Database();

  // SQLiteCpp's connection, for the engines in this folder and the agent's store; call it inside
  // Run.
  SQLite::Database& connection() { return *connection_; }

  // Runs `work`; an exception of SQLite becomes a Status: kResourceExhausted disk_full
  // or out_of_memory, kUnavailable disk_failed or database_busy (after waiting ten seconds),
  // kDataLoss database_damaged, kFailedPrecondition folder_not_writable, kInternal database_error.
  // Blocks on the disk.
  absl::Status Run(absl::FunctionRef<void()> work);

  // Reads the whole file: kDataLoss database_damaged where SQLite finds anything wrong with it, and
  // the codes of Run.
  absl::Status LookThrough();
  // The same without comparing indexes with their tables, which is quicker by far.
  absl::Status LookThroughQuickly();

  // Copies the WAL into the file and empties it, synced. kUnavailable database_busy while another
  // connection reads what lies in it. Not inside a Transaction.
  absl::Status EmptyWal();

  // The bytes of a file that holds what this one does now, what still lies in the WAL included;
  // nothing is written. Not inside a Transaction.
  absl::StatusOr<std::string> CopyInMemory();

  // Leaves one file without a WAL, synced: it may be renamed, or read where nothing can be written.
  // The last that is done with it.
  absl::Status LeaveOneFile();

  // Whether a Transaction is open.
  bool in_transaction() const { return depth_ > 0; }

 private:
  friend class Query;
  friend class Transaction;
  explicit Database(std::string path);

  absl::Status Connect(const std::string& vfs);
  absl::Status Look(const char* pragma);
  absl::Status CheckOwner(const DatabaseOptions& options, int64_t* version);
  absl::Status SetPragmas(const DatabaseOptions& options);
  absl::Status SaveLeftovers();
  absl::Status RollBack();
  absl::Status Settle();
  absl::Status Migrate(const DatabaseOptions& options, int64_t version);

  const std::string path_;
  std::optional<platform::LockFile> lock_;
  std::unique_ptr<SQLite::Database> connection_;
  // By their SQL, reset: those that nobody uses now.
  std::map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>, std::less<>> statements_;
  int depth_ = 0;
  bool doubtful_ = false;  // the WAL may hold a commit that failed
  bool failed_ = false;    // an inner scope was left without Commit: the outermost must not write
};

// A statement for this scope, inside Run. SQLite translates it once: it is kept for the next Query
// with the same text. Who asks for one that is in use gets another.
//
//   Query query(db, "SELECT main FROM record WHERE key = ?");
//   query->bind(1, key);
//   while (query->executeStep()) …
class Query {
 public:
  Query(Database& db, std::string_view sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  SQLite::Statement* operator->() const { return statement_.get(); }
  SQLite::Statement& operator*() const { return *statement_; }

 private:
  std::vector<std::unique_ptr<SQLite::Statement>>* unused_ = nullptr;
  std::unique_ptr<SQLite::Statement> statement_;
};

// A scope that rolls back unless Commit was called and returned OK. Nested scopes join the outer
// one.
class Transaction {
 public:
  explicit Transaction(Database& db);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  // Durable when the outermost one returns OK. kUnknown: whether it was written is not known.
  [[nodiscard]] absl::Status Commit();
  // The failure of BEGIN, if it failed.
  absl::Status status() const { return begun_; }

 private:
  Database& db_;
  absl::Status begun_;
  bool outermost_ = false;
  bool done_ = false;
};

// Removes a database that nobody has open and that is no loss, with all that SQLite left beside it:
// it would take a journal or a WAL of an earlier file for one of the next. What cannot be removed
// stands in the way of that one, which says so.
void RemoveDatabase(const std::string& path);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_DATABASE_H_
