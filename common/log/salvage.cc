#include "common/log/salvage.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"

namespace gom::log {
namespace {

// So many records around a damage are asked for one by one.
constexpr int64_t kProbes = int64_t{1} << 16;

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> key;  // columns of the primary key
};

// Not the file, but the disk or the computer: who comes again may be given what is refused now.
bool IsOfTheDisk(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) ||
         absl::IsFailedPrecondition(status);
}

absl::StatusOr<std::vector<Table>> TablesOf(Database& db) {
  std::vector<Table> tables;
  RETURN_IF_ERROR(db.Run([&] {
    SQLite::Statement names(db.connection(),
                            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    while (names.executeStep()) {
      Table& table = tables.emplace_back();
      table.name = names.getColumn(0).getString();
      SQLite::Statement columns(db.connection(),
                                "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid");
      columns.bind(1, table.name);
      std::vector<std::pair<int, std::string>> key;
      while (columns.executeStep()) {
        table.columns.push_back(columns.getColumn(0).getString());
        if (const int place = columns.getColumn(1).getInt(); place > 0)
          key.emplace_back(place, table.columns.back());
      }
      std::sort(key.begin(), key.end());
      for (auto& [place, column] : key) table.key.push_back(std::move(column));
    }
  }));
  return tables;
}

// One table's way from the damaged file to the sound one.
class Copy {
 public:
  Copy(Database& from, Database& to, const Table& table, Salvaged& sum)
      : from_(from), to_(to), table_(table), sum_(sum), select_(SelectFrom(table)) {
    const std::vector<std::string> places(table.columns.size(), "?");
    insert_ =
        absl::StrCat("INSERT OR IGNORE INTO ", table.name, " (", absl::StrJoin(table.columns, ", "),
                     ") VALUES (", absl::StrJoin(places, ", "), ")");
  }

  absl::Status Run() {
    const auto order = [&](const char* way) {
      return absl::StrCat(" ORDER BY ", absl::StrJoin(table_.key, absl::StrCat(way, ", ")), way);
    };
    std::optional<int64_t> low, high;
    ASSIGN_OR_RETURN(const bool whole, Take(order(" ASC"), &low));
    if (whole) return absl::OkStatus();
    sum_.whole = false;
    RETURN_IF_ERROR(Take(order(" DESC"), &high).status());
    return table_.name == "record" ? Probe(low, high) : absl::OkStatus();
  }

 private:
  static std::string SelectFrom(const Table& table) {
    return absl::StrCat("SELECT ", absl::StrJoin(table.columns, ", "), " FROM ", table.name);
  }

  // Rows until one cannot be read; false: there was one. `*last`: the first column of the last one
  // that was taken.
  absl::StatusOr<bool> Take(const std::string& which, std::optional<int64_t>* last) {
    absl::Status written;
    const absl::Status read = from_.Run([&] {
      SQLite::Statement row(from_.connection(), select_ + which);
      while (written.ok() && row.executeStep()) {
        written = Put(row);
        *last = row.getColumn(0).getInt64();
      }
    });
    RETURN_IF_ERROR(written);
    if (IsOfTheDisk(read)) return read;
    return read.ok();
  }

  absl::Status Put(SQLite::Statement& row) {
    return to_.Run([&] {
      Query insert(to_, insert_);
      for (int i = 0; i < row.getColumnCount(); ++i) {
        const SQLite::Column value = row.getColumn(i);
        if (value.isInteger()) insert->bind(i + 1, value.getInt64());
        if (value.isText()) insert->bind(i + 1, value.getString());
        // A null pointer would be stored as NULL instead of an empty blob.
        if (value.isBlob())
          insert->bind(i + 1, value.getBytes() == 0 ? "" : value.getBlob(), value.getBytes());
      }
      sum_.rows += static_cast<uint64_t>(insert->exec());
    });
  }

  absl::Status Probe(std::optional<int64_t> low, std::optional<int64_t> high) {
    if (low.has_value()) {
      const int64_t end = std::min(high.value_or(*low + kProbes), *low + kProbes);
      for (int64_t key = *low + 1; key < end; ++key) RETURN_IF_ERROR(TakeOne(key));
    }
    if (high.has_value()) {
      const int64_t end = std::max(low.value_or(*high - kProbes), *high - kProbes);
      for (int64_t key = *high - 1; key > end; --key) RETURN_IF_ERROR(TakeOne(key));
    }
    return absl::OkStatus();
  }

  absl::Status TakeOne(int64_t key) {
    std::optional<int64_t> taken;
    return Take(absl::StrCat(" WHERE ", table_.key[0], " = ", key), &taken).status();
  }

  Database& from_;
  Database& to_;
  const Table& table_;
  Salvaged& sum_;
  const std::string select_;
  std::string insert_;
};

// The table as both have it; nothing where the damaged file does not.
std::optional<Table> Shared(const std::vector<Table>& damaged, const Table& sound) {
  const auto at = std::find_if(damaged.begin(), damaged.end(),
                               [&](const Table& t) { return t.name == sound.name; });
  if (at == damaged.end()) return std::nullopt;
  const auto has = [&](const std::string& column) {
    return std::find(at->columns.begin(), at->columns.end(), column) != at->columns.end();
  };
  if (!std::all_of(sound.key.begin(), sound.key.end(), has)) return std::nullopt;
  Table table = sound;
  std::erase_if(table.columns, [&](const std::string& c) { return !has(c); });
  return table;
}

}  // namespace

absl::StatusOr<Salvaged> Salvage(const std::string& path, Database& into) {
  Salvaged sum;
  if (!platform::Exists(path)) return Salvaged{0, false};
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> from, Database::OpenDamaged(path));
  const absl::StatusOr<std::vector<Table>> damaged = TablesOf(*from);
  if (IsOfTheDisk(damaged.status())) return damaged.status();
  if (!damaged.ok()) return Salvaged{0, false};
  ASSIGN_OR_RETURN(const std::vector<Table> tables, TablesOf(into));
  Transaction transaction(into);
  RETURN_IF_ERROR(transaction.status());
  for (const Table& sound : tables) {
    const std::optional<Table> table = Shared(*damaged, sound);
    if (!table.has_value()) {
      sum.whole = false;
      continue;
    }
    RETURN_IF_ERROR(Copy(*from, into, *table, sum).Run());
  }
  RETURN_IF_ERROR(transaction.Commit());
  return sum;
}

}  // namespace gom::log
