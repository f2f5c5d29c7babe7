#include "hub/service/backup.h"

#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/platform/file_system.h"
#include "common/platform/words.h"
#include "common/text/status_macros.h"
#include "hub/service/words.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

// What of the data folder goes along beside the log.
constexpr const char* kFiles[] = {"ca.key",     "ca.pem", "server.key",
                                  "server.pem", "listen", "ratchet"};

// One that is not there is none that a hub needs; one that cannot be read would be missed later.
absl::StatusOr<BackupFiles> FilesOf(const std::string& folder) {
  BackupFiles files;
  for (const char* name : kFiles) {
    absl::StatusOr<std::string> bytes = platform::ReadFile(absl::StrCat(folder, "/", name));
    if (absl::IsNotFound(bytes.status())) continue;
    RETURN_IF_ERROR(bytes.status());
    files[name] = *std::move(bytes);
  }
  return files;
}

}  // namespace

absl::StatusOr<v1::BackupResponse> BackUp(Hub& hub, const v1::BackupRequest& request) {
  const std::filesystem::path path(request.path());
  if (!path.is_absolute())
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kPathNotAbsolute,
                        request.path());
  if (platform::Exists(request.path())) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupExists, request.path());
  }
  RETURN_IF_ERROR(hub.KeepRatchet());
  const std::string aside = absl::StrCat(request.path(), ".making");
  RemoveCopy(aside);
  const absl::Cleanup remove_aside = [&] { RemoveCopy(aside); };
  RETURN_IF_ERROR(CopyLog(hub.folder(), aside));
  BackupFacts facts;
  facts.hub = hub.authority().hub_id();
  facts.term = hub.ReadState([](const State& state) { return state.term; });
  facts.made_at = hub.clock().NowMs();
  ASSIGN_OR_RETURN(const BackupFiles files, FilesOf(hub.folder()));
  ASSIGN_OR_RETURN(facts, SealBackup(aside, facts, files));
  std::error_code error;
  const auto bytes = std::filesystem::file_size(aside, error);
  if (!error) std::filesystem::rename(aside, path, error);
  if (error) {
    return text::Refuse(absl::StatusCode::kUnavailable, platform::kDiskFailed, request.path(),
                        error.message());
  }
  RETURN_IF_ERROR(platform::SyncDirectory(path.parent_path()));
  v1::BackupResponse response;
  *response.mutable_position() = log::ToProto(facts.position, facts.term);
  response.set_at(facts.made_at);
  response.set_bytes(static_cast<int64_t>(bytes));
  return response;
}

}  // namespace gom::hub
