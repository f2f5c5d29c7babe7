#include "common/log/row_digest.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <string>

#include "common/log/chain.h"

namespace gom::log {
namespace {

void AppendNumber(uint64_t n, std::string* bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) *bytes += static_cast<char>(n >> shift);
}

// Type, then an integer as it is, or the length and the bytes of anything else.
void AppendValue(sqlite3_value* value, std::string* bytes) {
  const int type = sqlite3_value_type(value);
  *bytes += static_cast<char>(type);
  if (type == SQLITE_INTEGER)
    return AppendNumber(static_cast<uint64_t>(sqlite3_value_int64(value)), bytes);
  const void* const blob = sqlite3_value_blob(value);  // before its size, which it may change
  const auto size = static_cast<size_t>(sqlite3_value_bytes(value));
  AppendNumber(size, bytes);
  if (blob != nullptr) bytes->append(static_cast<const char*>(blob), size);
}

void RowDigest(sqlite3_context* context, int count, sqlite3_value** values) {
  std::string bytes;
  for (int i = 0; i < count; ++i) AppendValue(values[i], &bytes);
  const Digest digest = Sha256(bytes);
  sqlite3_result_blob(context, digest.data(), static_cast<int>(digest.size()), SQLITE_TRANSIENT);
}

}  // namespace

void AddRowDigest(SQLite::Database& connection) {
  connection.createFunction("row_digest", -1, /*aDeterministic=*/true, nullptr, RowDigest, nullptr,
                            nullptr, nullptr);
}

}  // namespace gom::log
