#include "hub/service/backup.h"

#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/log/database.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/text/status_macros.h"
#include "hub/service/words.h"
#include "hub/store/ratchet.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

// What of the data folder goes along beside the log and the ratchet. Without those that are needed
// nobody could make the same hub of it again.
constexpr struct {
  const char* name;
  bool needed;
} kFiles[] = {{"ca.key", true},      {"ca.pem", true},     {"server.key", false},
              {"server.pem", false}, {kSignKeyFile, true}, {"listen", false}};

absl::StatusOr<BackupFiles> FilesOf(const Hub& hub) {
  BackupFiles files;
  for (const auto& [name, needed] : kFiles) {
    const std::string path = absl::StrCat(hub.folder(), "/", name);
    absl::StatusOr<std::string> bytes = platform::ReadFile(path);
    if (absl::IsNotFound(bytes.status())) {
      if (!needed) continue;
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupLacksKey, path);
    }
    RETURN_IF_ERROR(bytes.status());
    files[name] = *std::move(bytes);
  }
  // Those of later authorities; the hub would not be running with one missing.
  for (const std::string& name : Authority::FileNames(platform::NamesIn(hub.folder()))) {
    if (files.contains(name)) continue;
    ASSIGN_OR_RETURN(files[name], platform::ReadFile(absl::StrCat(hub.folder(), "/", name)));
  }
  files[kRatchetFile] = RatchetText(hub.ratchet());
  return files;
}

absl::Status AlreadyThere(const std::string& path) {
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupExists, path);
}

// The whole backup, under a name of its own. Answers what it holds.
absl::StatusOr<BackupFacts> MakeAside(Hub& hub, const std::string& aside) {
  RETURN_IF_ERROR(CopyLog(hub.folder(), aside));
  BackupFacts facts;
  facts.hub = hub.authority().hub_id();
  facts.term = hub.ReadState([](const State& state) { return state.term; });
  facts.made_at = hub.clock().NowMs();
  ASSIGN_OR_RETURN(const BackupFiles files, FilesOf(hub));
  return SealBackup(aside, facts, files);
}

}  // namespace

absl::StatusOr<v1::BackupResponse> BackUp(Hub& hub, const v1::BackupRequest& request) {
  const std::filesystem::path path(request.path());
  if (!path.is_absolute())
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kPathNotAbsolute,
                        request.path());
  if (platform::Exists(request.path())) return AlreadyThere(request.path());
  if (hub.backing_up().exchange(true))
    return text::Refuse(absl::StatusCode::kResourceExhausted, kBackupBusy);
  const absl::Cleanup ended = [&] { hub.backing_up() = false; };
  RETURN_IF_ERROR(hub.KeepRatchet());
  const std::string aside = absl::StrCat(request.path(), ".making");
  log::RemoveDatabase(aside);
  const absl::Cleanup remove_aside = [&] { log::RemoveDatabase(aside); };
  ASSIGN_OR_RETURN(const BackupFacts facts, MakeAside(hub, aside));
  std::error_code error;
  const auto bytes = std::filesystem::file_size(aside, error);
  RETURN_IF_ERROR(platform::WriteStatus(error, request.path()));
  GOM_STEPS_OF("hub.backup");
  const absl::Status named = platform::RenameNew(aside, request.path());
  if (absl::IsAlreadyExists(named)) return AlreadyThere(request.path());
  RETURN_IF_ERROR(named);
  RETURN_IF_ERROR(platform::SyncDirectory(path.parent_path()));
  v1::BackupResponse response;
  *response.mutable_position() = log::ToProto(facts.position, facts.term);
  response.set_at(facts.made_at);
  response.set_bytes(static_cast<int64_t>(bytes));
  return response;
}

}  // namespace gom::hub
