#include "hub/service/rescue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/database.h"
#include "common/log/rescue.h"
#include "common/log/salvage.h"
#include "common/log/sqlite_log.h"
#include "common/platform/failpoint.h"
#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "gom/v1/record.pb.h"
#include "hub/service/words.h"
#include "hub/store/ratchet.h"
#include "hub/store/schema.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

std::string LogIn(const std::string& folder) { return folder + "/hub.db"; }

// Reads on until the chain breaks.
absl::StatusOr<LogRest> FollowChain(log::Database& db) {
  LogRest rest;
  v1::Event event;
  const absl::Status read =
      log::OpenSqliteLog(db, kHubLog)->Read(1, [&](const log::Record& record) {
        if (event.ParseFromString(record.main)) {
          if (event.has_hub_created()) rest.hub = event.hub_created().hub();
          rest.newest_at = event.at();
        }
        rest.position = {record.index, record.digest};
        return true;
      });
  if (!read.ok() && !absl::IsDataLoss(read)) return read;
  rest.whole = read.ok();
  return rest;
}

absl::Status DropBehind(log::Database& db, const log::Position& end) {
  log::Transaction transaction(db);
  RETURN_IF_ERROR(transaction.status());
  RETURN_IF_ERROR(db.Run([&] {
    log::Query drop(db, "DELETE FROM record WHERE key & ((1 << 40) - 1) > ?");
    drop->bind(1, static_cast<int64_t>(end.index));
    drop->exec();
  }));
  return transaction.Commit();
}

// The higher of both, and word that a new term has to begin.
absl::StatusOr<std::string> TurnRatchet(const std::string& folder, const LogRest& rest,
                                        int64_t now_ms) {
  ASSIGN_OR_RETURN(RescuedRatchet kept, RescueRatchet(folder, now_ms));
  kept.ratchet.hub = rest.hub;
  kept.ratchet.restored_from = std::max<int64_t>(rest.newest_at, 1);
  RETURN_IF_ERROR(WriteRatchet(folder, kept.ratchet));
  return kept.kept_as;
}

absl::Status Count(const std::string& path, int64_t now_ms) {
  GOM_STEPS_OF("hub.rescue_count");
  return log::CountSalvaged(path, log::DamagedName(path, now_ms));
}

}  // namespace

absl::StatusOr<std::string> FinishRescueOf(const std::string& folder) {
  GOM_STEPS_OF("hub.rescue_switch");
  return log::FinishRescue(LogIn(folder));
}

absl::StatusOr<LogRest> MakeRest(const std::string& folder) {
  GOM_STEPS_OF("hub.rescue_salvage");
  const std::string aside = log::SalvagingFile(LogIn(folder));
  log::RemoveDatabase(aside);
  log::DatabaseOptions options = HubDatabaseOptions();
  options.lock = false;
  options.folder_probe = [](const std::string&) { return platform::FolderFacts(); };
  ASSIGN_OR_RETURN(const std::unique_ptr<log::Database> db, log::Database::Open(aside, options));
  ASSIGN_OR_RETURN(const log::Salvaged salvaged, log::Salvage(LogIn(folder), *db));
  ASSIGN_OR_RETURN(LogRest rest, FollowChain(*db));
  rest.whole = rest.whole && salvaged.whole;
  const absl::StatusOr<std::string> ca = platform::ReadFile(folder + "/ca.pem");
  const absl::StatusOr<std::string> ours = ca.ok() ? rpc::HubIdOf(*ca) : ca;
  if (rest.hub.empty() || (ours.ok() && *ours != rest.hub)) {
    log::RemoveDatabase(aside);
    return text::Refuse(absl::StatusCode::kDataLoss, words::kNothingToRescue, LogIn(folder));
  }
  RETURN_IF_ERROR(DropBehind(*db, rest.position));
  RETURN_IF_ERROR(db->LeaveOneFile());
  return rest;
}

absl::StatusOr<Rescued> RescueHub(const RescueOptions& options) {
  static const platform::SystemWallClock system;
  const int64_t now_ms = (options.clock == nullptr ? &system : options.clock)->NowMs();
  const std::string path = LogIn(options.folder);
  RETURN_IF_ERROR(platform::RefuseUnsafeFolder(options.folder, options.probe));
  if (!platform::Exists(options.folder + "/ca.pem"))
    return text::Refuse(absl::StatusCode::kNotFound, words::kNotAHub, options.folder,
                        options.folder);
  ASSIGN_OR_RETURN(const platform::LockFile lock, platform::LockFile::Take(path + ".lock"));
  Rescued rescued;
  // What was cut off goes on with the file that it had made.
  ASSIGN_OR_RETURN(rescued.kept_as, FinishRescueOf(options.folder));
  ASSIGN_OR_RETURN(rescued.rest, MakeRest(options.folder));
  if (rescued.rest.whole) {
    log::RemoveDatabase(log::SalvagingFile(path));
    if (!rescued.kept_as.empty()) return rescued;
    return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kLogIsWhole, path);
  }
  ASSIGN_OR_RETURN(rescued.damaged_ratchet, TurnRatchet(options.folder, rescued.rest, now_ms));
  RETURN_IF_ERROR(Count(path, now_ms));
  ASSIGN_OR_RETURN(rescued.kept_as, FinishRescueOf(options.folder));
  return rescued;
}

}  // namespace gom::hub
