// What bare SQLite can do with the same bytes: one table, appended in key order, WAL,
// synchronous=FULL, 512 rows a transaction.
#ifndef GOM_TESTS_BENCH_FLOOR_H_
#define GOM_TESTS_BENCH_FLOOR_H_

#include <string>
#include <vector>

#include "common/log/log_store.h"

namespace gom::bench {

// Rows per second.
double FloorRowsPerSecond(const std::string& folder, const std::vector<log::Record>& rows);

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_FLOOR_H_
