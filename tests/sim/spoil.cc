#include "tests/sim/spoil.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <memory>
#include <vector>

#include "agent/store/schema.h"
#include "common/log/database.h"
#include "common/log/sqlite_log.h"
#include "common/text/status_macros.h"
#include "gom/v1/record.pb.h"

namespace gom::sim {
namespace {

// The Continuation says which digest of the old stream became which index.
std::vector<log::NewRecord> WithOldParents(log::LogStore& old, const agent::OwnStream& moved) {
  std::vector<log::NewRecord> records;
  std::map<uint64_t, uint64_t> index_of;
  for (const agent::OwnRecord& r : moved.records) {
    records.push_back({r.main, r.text});
    v1::Change change;
    if (!change.ParseFromString(r.main)) continue;
    const v1::Continuation& c = change.continuation();
    for (int i = 0; i < c.moved_digests_size(); ++i) index_of[c.moved_digests(i)] = c.moved_to(i);
  }
  old.Read(1,
           [&](const log::Record& before) {
             const auto at = index_of.find(log::Short(before.digest));
             v1::Change was, is;
             if (at == index_of.end() || !was.ParseFromString(before.main) ||
                 !is.ParseFromString(records[at->second - 1].main)) {
               return true;
             }
             *is.mutable_revision()->mutable_parents() = was.revision().parents();
             records[at->second - 1].main = is.SerializeAsString();
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
  options.migrations = agent::Migrations();
  options.vfs = vfs;
  options.lock = false;
  ASSIGN_OR_RETURN(const std::unique_ptr<log::Database> db,
                   log::Database::Open(folder + "/agent.db", options));
  const std::vector<log::NewRecord> records =
      WithOldParents(*log::OpenSqliteLog(*db, old.number), moved);
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
