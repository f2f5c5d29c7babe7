#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <map>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/platform/failpoint.h"
#include "common/platform/mutex.h"
#include "common/text/status_macros.h"
#include "hub/store/hub_store.h"
#include "hub/store/schema.h"

namespace gom::hub {
namespace {

constexpr uint32_t kApplicationId = 0x476f6d48;  // "GomH"
// Where much is appended a checkpoint seldom pays: 64 MiB of WAL.
constexpr int kWalPages = 16'000;

constexpr char kSecretTableSql[] =
    "CREATE TABLE secrets (kind TEXT NOT NULL, name TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY "
    "(kind, name))";

// 0 where there is no such file.
int64_t SizeOf(const std::string& path) {
  struct stat facts {};
  return stat(path.c_str(), &facts) == 0 ? facts.st_size : 0;
}

class SqliteHubStore : public HubStore {
 public:
  static absl::StatusOr<std::unique_ptr<HubStore>> Open(const std::string& folder,
                                                        const HubStoreOptions& hub_options) {
    auto store =
        std::unique_ptr<SqliteHubStore>(new SqliteHubStore(folder + "/" + hub_options.file));
    log::DatabaseOptions options = HubDatabaseOptions();
    options.vfs = hub_options.vfs;
    GOM_STEPS_OF("hub.open");
    ASSIGN_OR_RETURN(store->writing_, log::Database::Open(store->path_, options));
    options.lock = false;
    platform::MutexLock lock(&store->read_mutex_);
    ASSIGN_OR_RETURN(store->reading_, log::Database::Open(store->path_, options));
    store->log_ = log::OpenSqliteLog(*store->writing_, kHubLog);
    store->read_log_ = log::OpenSqliteLog(*store->reading_, kHubLog);
    RETURN_IF_ERROR(store->LoadSecrets());
    return std::unique_ptr<HubStore>(std::move(store));
  }

  absl::StatusOr<log::Position> Tail() override {
    platform::MutexLock writing(&write_mutex_);
    return log_->Tail();
  }

  absl::StatusOr<log::Position> Append(const log::Position& after,
                                       absl::Span<const log::NewRecord> records,
                                       absl::Span<const Secret> secrets,
                                       std::vector<log::Digest>* digests) override {
    platform::MutexLock writing(&write_mutex_);
    GOM_STEPS_OF(secrets.empty() ? "hub.log" : "hub.secrets");
    log::Transaction transaction(*writing_);
    RETURN_IF_ERROR(transaction.status());
    ASSIGN_OR_RETURN(const log::Position end, log_->Append(after, records, digests));
    RETURN_IF_ERROR(WriteSecrets(secrets));
    RETURN_IF_ERROR(transaction.Commit());
    platform::MutexLock lock(&secret_mutex_);
    for (const Secret& secret : secrets) secrets_[{secret.kind, secret.name}] = secret.hash;
    return end;
  }

  absl::Status Read(uint64_t from, absl::FunctionRef<bool(const log::Record&)> each) override {
    platform::MutexLock lock(&read_mutex_);
    return read_log_->Read(from, each);
  }

  absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                        absl::FunctionRef<bool(const log::Record&)> each) override {
    platform::MutexLock lock(&read_mutex_);
    return read_log_->ReadSome(indexes, each);
  }

  absl::Status Erase(absl::Span<const uint64_t> indexes) override {
    platform::MutexLock writing(&write_mutex_);
    // Whoever reads what lies in the WAL keeps it from being emptied.
    platform::MutexLock reading(&read_mutex_);
    GOM_STEPS_OF("hub.erase");
    log::Transaction transaction(*writing_);
    RETURN_IF_ERROR(transaction.status());
    {
      GOM_STEP("erase");
      for (const uint64_t index : indexes) RETURN_IF_ERROR(log_->Redact(index));
    }
    RETURN_IF_ERROR(transaction.Commit());
    return writing_->EmptyWal();
  }

  int64_t Bytes() override { return SizeOf(path_) + WalBytes(); }
  int64_t WalBytes() override { return SizeOf(path_ + "-wal"); }

  std::optional<std::string> FindSecret(std::string_view kind, std::string_view name) override {
    platform::MutexLock lock(&secret_mutex_);
    const auto at = secrets_.find({std::string(kind), std::string(name)});
    if (at == secrets_.end()) return std::nullopt;
    return at->second;
  }

 private:
  explicit SqliteHubStore(std::string path) : path_(std::move(path)) {}

  absl::Status LoadSecrets() {
    return writing_->Run([&] {
      SQLite::Statement query(writing_->connection(),
                              "SELECT kind, name, hash FROM secrets ORDER BY kind, name");
      platform::MutexLock lock(&secret_mutex_);
      while (query.executeStep()) {
        secrets_[{query.getColumn(0).getString(), query.getColumn(1).getString()}] =
            query.getColumn(2).getString();
      }
    });
  }

  absl::Status WriteSecrets(absl::Span<const Secret> secrets) {
    if (secrets.empty()) return absl::OkStatus();
    return writing_->Run([&] {
      GOM_STEP("secrets");
      SQLite::Statement write(writing_->connection(),
                              "INSERT INTO secrets (kind, name, hash) VALUES (?, ?, ?) "
                              "ON CONFLICT (kind, name) DO UPDATE SET hash = excluded.hash");
      for (const Secret& secret : secrets) {
        write.bind(1, secret.kind);
        write.bind(2, secret.name);
        write.bind(3, secret.hash.data(), static_cast<int>(secret.hash.size()));
        write.exec();
        write.reset();
      }
    });
  }

  const std::string path_;
  // The writer's connection; another thread's only to erase. Taken before read_mutex_.
  platform::Mutex write_mutex_;
  std::unique_ptr<log::Database> writing_;
  std::unique_ptr<log::LogStore> log_;

  platform::Mutex read_mutex_;
  std::unique_ptr<log::Database> reading_ ABSL_GUARDED_BY(read_mutex_);
  std::unique_ptr<log::LogStore> read_log_ ABSL_GUARDED_BY(read_mutex_);

  platform::Mutex secret_mutex_;
  std::map<std::pair<std::string, std::string>, std::string> secrets_
      ABSL_GUARDED_BY(secret_mutex_);
};

}  // namespace

log::DatabaseOptions HubDatabaseOptions() {
  log::DatabaseOptions options;
  options.application_id = kApplicationId;
  options.migrations = {std::string(log::kRecordTableSql) + ";" + kSecretTableSql};
  options.wal_autocheckpoint_pages = kWalPages;
  return options;
}

absl::StatusOr<std::unique_ptr<HubStore>> OpenSqliteHubStore(const std::string& folder,
                                                             const HubStoreOptions& options) {
  return SqliteHubStore::Open(folder, options);
}

}  // namespace gom::hub
