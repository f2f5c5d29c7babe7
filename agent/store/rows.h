// Small helpers between SQLiteCpp and values: blobs as strings, 64-bit numbers as SQLite's signed
// ones.
#ifndef GOM_AGENT_STORE_ROWS_H_
#define GOM_AGENT_STORE_ROWS_H_

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace gom::agent {

inline std::string BlobOf(const SQLite::Column& column) {
  return {static_cast<const char*>(column.getBlob()), static_cast<size_t>(column.getBytes())};
}

// The bytes must live until the statement has run.
inline void BindBlob(SQLite::Statement& statement, int place, std::string_view bytes) {
  // A null pointer would be stored as NULL instead of an empty blob.
  statement.bindNoCopy(place, bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                       static_cast<int>(bytes.size()));
}

inline void BindUnsigned(SQLite::Statement& statement, int place, uint64_t n) {
  statement.bind(place, static_cast<int64_t>(n));
}

inline uint64_t UnsignedOf(const SQLite::Column& column) {
  return static_cast<uint64_t>(column.getInt64());
}

}  // namespace gom::agent

#endif  // GOM_AGENT_STORE_ROWS_H_
