// row_digest(a, b, …): a function for our SQL, the SHA-256 of values with their types, so that a
// row can carry what was written into it, and whoever reads it can see that it still is. A table
// that is no log has no chain; each of its rows stands for itself, and one that is damaged costs
// that row alone.
//
//   INSERT INTO draft (form, text, seal) VALUES (?1, ?2, row_digest(?1, ?2))
//   SELECT form, text, seal = row_digest(form, text) FROM draft
//
// It says nothing against somebody who knows it; only against a disk.
#ifndef GOM_COMMON_LOG_ROW_DIGEST_H_
#define GOM_COMMON_LOG_ROW_DIGEST_H_

namespace SQLite {
class Database;
}  // namespace SQLite

namespace gom::log {

// Throws as SQLiteCpp does. Each connection of Database has it.
void AddRowDigest(SQLite::Database& connection);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_ROW_DIGEST_H_
