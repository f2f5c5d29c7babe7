#include "tests/sim/spoil.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <vector>

#include "agent/store/schema.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/text/status_macros.h"
#include "gom/v1/record.pb.h"

namespace gom::sim {
namespace {

// The first record of the new stream is the Continuation; those of the old one behind `agreed`
// follow, in order.
std::vector<log::NewRecord> WithOldParents(log::LogStore& old, uint64_t agreed,
                                           const agent::OwnStream& moved) {
  std::vector<log::NewRecord> records;
  for (const agent::OwnRecord& r : moved.records) records.push_back({r.main, r.text});
  old.Read(agreed + 1,
           [&](const log::Record& before) {
             const size_t at = before.index - agreed;
             v1::Change was, is;
             if (at >= records.size() || !was.ParseFromString(before.main) ||
                 !is.ParseFromString(records[at].main) || !is.has_revision()) {
               return at < records.size();
             }
             *is.mutable_revision()->mutable_parents() = was.revision().parents();
             records[at].main = is.SerializeAsString();
             return true;
           })
      .IgnoreError();
  return records;
}

}  // namespace

absl::Status KeepOldParents(const std::string& folder, const std::string& vfs,
                            const agent::OwnStream& old, const agent::OwnStream& moved) {
  log::DatabaseOptions options;
  options.application_id = agent::kApplicationId;
  options.migrations = {std::string(log::kRecordTableSql) + ";" + agent::kAgentTablesSql};
  options.vfs = vfs;
  options.lock = false;
  ASSIGN_OR_RETURN(const std::unique_ptr<log::Database> db,
                   log::Database::Open(folder + "/agent.db", options));
  const std::vector<log::NewRecord> records =
      WithOldParents(*log::OpenSqliteLog(*db, old.number), old.agreed, moved);
  log::Transaction transaction(*db);
  RETURN_IF_ERROR(transaction.status());
  RETURN_IF_ERROR(db->Run([&] {
    SQLite::Statement drop(db->connection(), "DELETE FROM record WHERE key >> 40 = ?");
    drop.bind(1, static_cast<int64_t>(moved.number));
    drop.exec();
  }));
  RETURN_IF_ERROR(log::OpenSqliteLog(*db, moved.number)->Append({}, records).status());
  return transaction.Commit();
}

}  // namespace gom::sim
