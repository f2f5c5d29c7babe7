// Appends ten records and says so after each. With "normal" it breaks the promise on purpose, so
// that the test that reads its system calls can be shown to notice.
//
// Usage: durability_probe FILE full|normal
#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "common/log/database.h"
#include "common/log/sqlite_log.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto db = gom::log::Database::Open(
      argv[1], {.application_id = 1, .migrations = {gom::log::kRecordTableSql}});
  if (!db.ok()) return 1;
  if (std::string_view(argv[2]) == "normal") (*db)->connection().exec("PRAGMA synchronous=NORMAL");
  auto log = gom::log::OpenSqliteLog(**db, 1);
  auto end = log->Tail();
  for (int i = 0; i < 10; ++i) {
    if (!end.ok()) return 1;
    end = log->Append(*end, {{.main = "record", .text = ""}});
    if (!end.ok() || write(STDOUT_FILENO, "said\n", 5) != 5) return 1;
  }
  return 0;
}
