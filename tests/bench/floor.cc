#include "tests/bench/floor.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>

namespace gom::bench {

double FloorRowsPerSecond(const std::string& folder, const std::vector<log::Record>& rows) {
  const std::string path = folder + "/floor.db";
  double seconds = 0;
  {
    SQLite::Database db(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db.exec("PRAGMA journal_mode=WAL");
    db.exec("PRAGMA synchronous=FULL");
    db.exec("PRAGMA wal_autocheckpoint=16000");
    db.exec("CREATE TABLE record(key INTEGER PRIMARY KEY, digest BLOB, main BLOB, text BLOB)");
    SQLite::Statement insert(db, "INSERT INTO record VALUES(?,?,?,?)");
    const auto start = std::chrono::steady_clock::now();
    for (size_t i = 0; i < rows.size();) {
      SQLite::Transaction transaction(db);
      for (const size_t end = std::min(rows.size(), i + 512); i < end; ++i) {
        insert.bind(1, static_cast<int64_t>(i + 1));
        insert.bindNoCopy(2, rows[i].digest.data(), static_cast<int>(rows[i].digest.size()));
        insert.bindNoCopy(3, rows[i].main.data(), static_cast<int>(rows[i].main.size()));
        insert.bindNoCopy(4, rows[i].text.data(), static_cast<int>(rows[i].text.size()));
        insert.exec();
        insert.reset();
      }
      transaction.commit();
    }
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path + end);
  return static_cast<double>(rows.size()) / seconds;
}

}  // namespace gom::bench
