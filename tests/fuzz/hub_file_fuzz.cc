// Any bytes as hub.db: refused and left as they are, or a log that can be read as far as it fits
// its digests.
#include <fstream>
#include <iterator>

#include "common/log/sqlite_log.h"
#include "hub/state/apply.h"
#include "hub/store/schema.h"
#include "tests/common/log/temp_folder.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {
namespace {

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A row that was altered with care may be of a size or a type that SQLite has other codes for.
void ExpectTold(const absl::Status& status) {
  if (text::ErrorOf(status).code() != "database_error") ExpectRefusal(status);
}

void ReadLog(log::Database& db) {
  const auto store = log::OpenSqliteLog(db, hub::kHubLog);
  const absl::StatusOr<log::Position> tail = store->Tail();
  if (!tail.ok()) ExpectTold(tail.status());
  hub::State state;
  const absl::Status read = store->Read(1, [&](const log::Record& record) {
    hub::Fold(state, record.index, record.digest, record.main);
    return true;
  });
  if (!read.ok()) ExpectTold(read);
  hub::Settle(state);
}

}  // namespace

void TryInput(std::string_view input) {
  static const TempFolder folder;
  const std::string path = folder / "hub.db";
  std::ofstream(path, std::ios::binary) << input;
  log::DatabaseOptions options = hub::HubDatabaseOptions();
  options.folder_probe = [](const std::string&) { return platform::FolderFacts(); };
  {
    const auto db = log::Database::Open(path, options);
    if (db.ok()) {
      ReadLog(**db);
      if (const absl::Status whole = (*db)->LookThrough(); !whole.ok()) ExpectTold(whole);
    } else {
      ExpectTold(db.status());
      EXPECT_EQ(BytesOf(path), input);
    }
  }
  for (const auto& file : std::filesystem::directory_iterator(folder.path()))
    std::filesystem::remove(file.path());
}

}  // namespace gom::fuzz
