#include "common/log/sqlite_log.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <utility>

#include "common/log/words.h"
#include "common/platform/failpoint.h"
#include "common/text/status_macros.h"

namespace gom::log {

const char kRecordTableSql[] =
    "CREATE TABLE record (key INTEGER PRIMARY KEY, digest BLOB NOT NULL, main BLOB NOT NULL, text "
    "BLOB NOT NULL)";

namespace {

constexpr int kIndexBits = 40;

std::string_view BlobOf(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<size_t>(column.getBytes())};
}

void BindBlob(SQLite::Statement& statement, int place, std::string_view bytes) {
  // A null pointer would be stored as NULL instead of an empty blob.
  statement.bindNoCopy(place, bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                       static_cast<int>(bytes.size()));
}

class SqliteLog : public LogStore {
 public:
  SqliteLog(Database& db, uint32_t number)
      : db_(db), base_(static_cast<int64_t>(number) << kIndexBits) {}

  absl::StatusOr<Position> Tail() override {
    Position tail;
    RETURN_IF_ERROR(db_.Run([&] {
      Query query(
          db_,
          "SELECT key, digest FROM record WHERE key > ? AND key < ? ORDER BY key DESC LIMIT 1");
      query->bind(1, base_);
      query->bind(2, base_ + (int64_t{1} << kIndexBits));
      if (query->executeStep()) {
        tail.index = static_cast<uint64_t>(query->getColumn(0).getInt64() - base_);
        tail.digest = FromBytes(BlobOf(query->getColumn(1)));
      }
    }));
    return tail;
  }

  absl::StatusOr<Position> Append(const Position& after, absl::Span<const NewRecord> records,
                                  std::vector<Digest>* digests) override {
    Transaction transaction(db_);
    RETURN_IF_ERROR(transaction.status());
    ASSIGN_OR_RETURN(const Position tail, Tail());
    if (tail != after) return text::Refuse(absl::StatusCode::kAborted, kWrongTail, after.index);
    Position end = tail;
    if (digests != nullptr) digests->clear();
    RETURN_IF_ERROR(db_.Run([&] {
      GOM_STEP("append");
      Query insert(db_, "INSERT INTO record (key, digest, main, text) VALUES (?, ?, ?, ?)");
      for (const NewRecord& record : records) {
        end.digest = Next(end.digest, record.main);
        ++end.index;
        insert->bind(1, base_ + static_cast<int64_t>(end.index));
        insert->bindNoCopy(2, end.digest.data(), static_cast<int>(end.digest.size()));
        BindBlob(*insert, 3, record.main);
        BindBlob(*insert, 4, record.text);
        insert->exec();
        insert->reset();
        if (digests != nullptr) digests->push_back(end.digest);
      }
    }));
    RETURN_IF_ERROR(transaction.Commit());
    return end;
  }

  absl::Status Read(uint64_t from, absl::FunctionRef<bool(const Record&)> each) override {
    Record record;
    record.index = from > 0 ? from - 1 : 0;
    if (record.index > 0) {
      ASSIGN_OR_RETURN(const std::optional<Digest> before, DigestAt(record.index));
      // Reading from beyond the end finds nothing.
      if (!before.has_value()) return absl::OkStatus();
      record.digest = *before;
    }
    absl::Status damage;
    RETURN_IF_ERROR(db_.Run([&] {
      Query query(
          db_, "SELECT key, digest, main, text FROM record WHERE key > ? AND key < ? ORDER BY key");
      query->bind(1, base_ + static_cast<int64_t>(record.index));
      query->bind(2, base_ + (int64_t{1} << kIndexBits));
      while (query->executeStep()) {
        damage = TakeNext(*query, &record);
        if (!damage.ok() || !each(record)) break;
      }
    }));
    return damage;
  }

  absl::Status ReadSome(absl::Span<const uint64_t> indexes,
                        absl::FunctionRef<bool(const Record&)> each) override {
    Record record;
    for (const uint64_t index : indexes) {
      if (index == 0) continue;
      if (record.index + 1 != index) {
        record.index = index - 1;
        record.digest = Digest{};
        if (index > 1) {
          ASSIGN_OR_RETURN(const std::optional<Digest> before, DigestAt(index - 1));
          if (!before.has_value()) continue;
          record.digest = *before;
        }
      }
      bool found = false;
      absl::Status damage;
      RETURN_IF_ERROR(db_.Run([&] {
        Query query(db_, "SELECT key, digest, main, text FROM record WHERE key = ? ORDER BY key");
        query->bind(1, base_ + static_cast<int64_t>(index));
        found = query->executeStep();
        if (found) damage = TakeNext(*query, &record);
      }));
      RETURN_IF_ERROR(damage);
      if (found && !each(record)) break;
    }
    return absl::OkStatus();
  }

  absl::Status Redact(uint64_t index) override {
    int changed = 0;
    RETURN_IF_ERROR(db_.Run([&] {
      // Overwrites what it frees.
      db_.connection().exec("PRAGMA secure_delete = ON");
      Query erase(db_, "UPDATE record SET text = x'' WHERE key = ?");
      erase->bind(1, base_ + static_cast<int64_t>(index));
      changed = erase->exec();
      db_.connection().exec("PRAGMA secure_delete = OFF");
    }));
    if (changed == 0) return text::Refuse(absl::StatusCode::kNotFound, kRecordUnknown, index);
    if (db_.in_transaction()) return absl::OkStatus();
    // The write-ahead log still holds the old page until it is emptied.
    return db_.EmptyWal();
  }

 private:
  absl::StatusOr<std::optional<Digest>> DigestAt(uint64_t index) {
    std::optional<Digest> digest;
    RETURN_IF_ERROR(db_.Run([&] {
      Query query(db_, "SELECT digest FROM record WHERE key = ?");
      query->bind(1, base_ + static_cast<int64_t>(index));
      if (query->executeStep()) digest = FromBytes(BlobOf(query->getColumn(0)));
    }));
    return digest;
  }

  // Moves `record` to the row under the cursor, which must be the one right after it.
  absl::Status TakeNext(SQLite::Statement& row, Record* record) {
    const auto index = static_cast<uint64_t>(row.getColumn(0).getInt64() - base_);
    if (index != record->index + 1) {
      return text::Refuse(absl::StatusCode::kDataLoss, kRecordMissing, record->index + 1);
    }
    record->main.assign(BlobOf(row.getColumn(2)));
    record->text.assign(BlobOf(row.getColumn(3)));
    record->index = index;
    record->digest = Next(record->digest, record->main);
    if (ToBytes(record->digest) != BlobOf(row.getColumn(1))) {
      return text::Refuse(absl::StatusCode::kDataLoss, kRecordDamaged, index);
    }
    return absl::OkStatus();
  }

  Database& db_;
  const int64_t base_;
};

}  // namespace

std::unique_ptr<LogStore> OpenSqliteLog(Database& db, uint32_t number) {
  return std::make_unique<SqliteLog>(db, number);
}

}  // namespace gom::log
