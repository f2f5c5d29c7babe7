// LogStore on SQLite: one table for all logs of a file, `record(key INTEGER PRIMARY KEY, digest,
// main, text)` with key = log number × 2^40 + index, so that an append touches the end of one
// b-tree.
#ifndef GOM_COMMON_LOG_SQLITE_LOG_H_
#define GOM_COMMON_LOG_SQLITE_LOG_H_

#include <memory>
#include <string>

#include "common/log/database.h"
#include "common/log/log_store.h"

namespace gom::log {

// The migration that creates the table; the first of every file that holds logs.
extern const char kRecordTableSql[];

// Log `number` (1 … 2^22) of `db`, which must outlive it. Append joins a Transaction that is
// already open; it is durable then when that commits.
std::unique_ptr<LogStore> OpenSqliteLog(Database& db, uint32_t number);

}  // namespace gom::log

#endif  // GOM_COMMON_LOG_SQLITE_LOG_H_
