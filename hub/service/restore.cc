#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/log/database.h"
#include "common/log/rescue.h"
#include "common/log/words.h"
#include "common/platform/aside.h"
#include "common/platform/big_file.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/rpc/certificates.h"
#include "common/text/status_macros.h"
#include "hub/auth/authority.h"
#include "hub/service/backup.h"
#include "hub/service/rescue.h"
#include "hub/store/ratchet.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

namespace fs = std::filesystem;

constexpr char kLog[] = "/hub.db";
constexpr char kStaged[] = "/hub.db.restoring";
constexpr char kKept[] = ".before-restore-";

// One restore: its steps in their order. Whatever is new is durable before anything refers to it.
class Restore {
 public:
  Restore(const RestoreOptions& options, int64_t now_ms)
      : options_(options),
        now_ms_(now_ms),
        log_(options.folder + kLog),
        staged_(options.folder + kStaged),
        stamp_(absl::StrCat(kKept, platform::Stamp(now_ms))) {}

  absl::StatusOr<Restored> Run() {
    RETURN_IF_ERROR(platform::RefuseUnsafeFolder(options_.folder, options_.probe));
    GOM_STEPS_OF("hub.restore");
    RETURN_IF_ERROR(platform::CreatePrivateFolder(options_.folder));
    ASSIGN_OR_RETURN(const platform::LockFile lock, platform::LockFile::Take(log_ + ".lock"));
    // A rescue that was cut off would put its log in place of this one.
    RETURN_IF_ERROR(FinishRescueOf(options_.folder).status());
    const std::pair<const char*, absl::Status (Restore::*)()> steps[] = {
        {"copy", &Restore::Copy},       {"check", &Restore::Check},
        {"keys", &Restore::PutKeys},    {"ratchet", &Restore::TurnRatchet},
        {"fold", &Restore::FoldOldWal}, {"keep", &Restore::KeepOld},
        {"switch", &Restore::Switch},
    };
    for (const auto& [name, step] : steps) {
      if (options_.before) RETURN_IF_ERROR(options_.before(name));
      if (const absl::Status status = (this->*step)(); !status.ok()) {
        log::RemoveDatabase(staged_);
        return status;
      }
    }
    return Restored{backup_.facts, damaged_ratchet_};
  }

 private:
  absl::Status Copy() {
    RETURN_IF_ERROR(platform::ReadableFile::Open(options_.file).status());
    log::RemoveDatabase(staged_);
    GOM_STEPS_OF("hub.restore_copy");
    // Made for the owner alone before there is anything in it.
    RETURN_IF_ERROR(platform::WritePrivateFile(staged_, ""));
    std::error_code error;
    GOM_STEP("copy");
    fs::copy_file(options_.file, staged_, fs::copy_options::overwrite_existing, error);
    if (!error) fs::permissions(staged_, fs::perms::owner_read | fs::perms::owner_write, error);
    return platform::WriteStatus(error, staged_);
  }

  absl::Status Check() {
    GOM_STEPS_OF("hub.restore_check");
    ASSIGN_OR_RETURN(backup_, TakeApart(staged_, options_.file));
    const absl::StatusOr<std::string> ca = platform::ReadFile(options_.folder + "/ca.pem");
    if (!ca.ok() || !FolderHasKeys()) {
      const bool along = backup_.files.contains("ca.key") && backup_.files.contains("ca.pem");
      if (!along)
        return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupWithoutKeys,
                            options_.file, options_.folder);
    }
    if (!ca.ok()) return absl::OkStatus();
    const absl::StatusOr<std::string> hub = rpc::HubIdOf(*ca);
    if (hub.ok() && *hub != backup_.facts.hub) {
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kBackupOfAnotherHub, options_.file,
                          options_.folder);
    }
    return absl::OkStatus();
  }

  // Of the authority whose files begin with that: "ca", "ca-2", …
  bool FolderHasKeys(const std::string& stem = "ca") const {
    const std::string path = absl::StrCat(options_.folder, "/", stem);
    const absl::StatusOr<std::string> key = platform::ReadFile(path + ".key");
    const absl::StatusOr<std::string> ca = platform::ReadFile(path + ".pem");
    return key.ok() && ca.ok() && rpc::KeyFits(*key, *ca);
  }

  static bool HoldsSignKey(const std::string& path) {
    const absl::StatusOr<std::string> pem = platform::ReadFile(path);
    return pem.ok() && sync::SigningKey::FromPem(*pem).ok();
  }

  // A pair that is there and whole stays; one that is not goes aside and the backup's takes its
  // place. The first authority's certificate last: without it the folder is no hub yet.
  absl::Status PutKeys() {
    std::vector<std::string> names, along;
    for (const auto& [name, bytes] : backup_.files) along.push_back(name);
    const std::vector<std::string> of_authorities = Authority::FileNames(along);
    for (const char* name : {"listen", "server.key", "server.pem"}) {
      if (!platform::Exists(absl::StrCat(options_.folder, "/", name))) names.push_back(name);
    }
    if (!HoldsSignKey(absl::StrCat(options_.folder, "/", kSignKeyFile)))
      names.push_back(kSignKeyFile);
    for (const std::string& name : of_authorities) {
      if (!FolderHasKeys(name.substr(0, name.rfind('.')))) names.push_back(name);
    }
    for (const std::string& name : names) {
      const auto file = backup_.files.find(name);
      const std::string path = absl::StrCat(options_.folder, "/", name);
      if (file == backup_.files.end()) continue;
      if (platform::Exists(path)) {
        ASSIGN_OR_RETURN(const std::string there, platform::ReadFile(path));
        if (there == file->second) continue;
        GOM_STEPS_OF("hub.restore_old_key");
        RETURN_IF_ERROR(platform::WritePrivateFile(path + stamp_, there));
      }
      GOM_STEPS_OF("hub.restore_key");
      RETURN_IF_ERROR(platform::WritePrivateFile(path, file->second));
    }
    return absl::OkStatus();
  }

  // The higher of both, and word that a new term has to begin. Should it end here, the old log
  // begins one too, which does no harm.
  absl::Status TurnRatchet() {
    ASSIGN_OR_RETURN(RescuedRatchet ours, RescueRatchet(options_.folder, now_ms_));
    damaged_ratchet_ = ours.kept_as;
    Ratchet ratchet = std::move(ours.ratchet);
    if (const auto kept = backup_.files.find(kRatchetFile); kept != backup_.files.end()) {
      absl::StatusOr<Ratchet> theirs = ParseRatchet(kept->second);
      if (!theirs.ok()) {
        damaged_ratchet_ = options_.file;
        theirs = SalvageRatchet(kept->second);
      }
      theirs->restored_from = 0;
      ratchet = Merge(ratchet, *theirs);
    }
    ratchet.hub = backup_.facts.hub;
    ratchet.term = std::max(ratchet.term, backup_.facts.term);
    ratchet.restored_from = backup_.facts.made_at;
    return WriteRatchet(options_.folder, ratchet);
  }

  // So that the old log is one file, which can be kept and replaced in one act. Where the disk is
  // at fault it stays as it is; where nothing can be made of the file, there is no hub to lose.
  absl::Status FoldOldWal() {
    if (!platform::Exists(log_)) return absl::OkStatus();
    GOM_STEPS_OF("hub.restore_fold");
    const absl::Status folded = FoldWalIn(log_);
    const std::string code = text::ErrorOf(folded).code();
    const bool unreadable =
        absl::IsDataLoss(folded) || code == log::kNotOurFile.code || code == log::kFileNewer.code;
    if (unreadable) return absl::OkStatus();
    RETURN_IF_ERROR(folded);
    GOM_STEP("remove");
    return platform::RemoveFile(log_ + "-wal");  // it is empty
  }

  // Under its new name beside the old one: until the switch the folder is as it was. The WAL of a
  // file that is unreadable goes along; a snapshot of the old log is only a cache.
  absl::Status KeepOld() {
    if (!platform::Exists(log_)) return absl::OkStatus();
    GOM_STEPS_OF("hub.restore_keep");
    std::error_code error;
    {
      GOM_STEP("remove");
      fs::remove_all(options_.folder + "/snapshots", error);
    }
    RETURN_IF_ERROR(platform::WriteStatus(error, options_.folder + "/snapshots"));
    const std::string kept = log_ + stamp_;
    if (platform::Exists(log_ + "-wal")) fs::rename(log_ + "-wal", kept + "-wal", error);
    RETURN_IF_ERROR(platform::WriteStatus(error, kept));
    fs::remove(log_ + "-shm", error);
    fs::remove(kept, error);
    {
      GOM_STEP("link");
      fs::create_hard_link(log_, kept, error);
    }
    RETURN_IF_ERROR(platform::WriteStatus(error, kept));
    return platform::SyncDirectory(options_.folder);
  }

  absl::Status Switch() {
    GOM_STEPS_OF("hub.restore_switch");
    std::error_code error;
    {
      GOM_STEP("rename");
      fs::rename(staged_, log_, error);
    }
    RETURN_IF_ERROR(platform::WriteStatus(error, log_));
    return platform::SyncDirectory(options_.folder);
  }

  const RestoreOptions& options_;
  const int64_t now_ms_;
  const std::string log_, staged_, stamp_;
  Backup backup_;
  std::string damaged_ratchet_;
};

}  // namespace

absl::StatusOr<Restored> RestoreHub(const RestoreOptions& options) {
  static const platform::SystemWallClock system;
  return Restore(options, (options.clock == nullptr ? &system : options.clock)->NowMs()).Run();
}

void Tidy(const std::string& folder) {
  log::RemoveDatabase(folder + kStaged);
  log::RemoveDatabase(log::SalvagingFile(folder + kLog));
  for (const std::string& name : platform::NamesIn(folder)) {
    const std::string path = absl::StrCat(folder, "/", name);
    std::error_code error;
    // A log that is still in use was not replaced: it needs no second name.
    const bool kept = absl::StartsWith(name, absl::StrCat(kLog + 1, kKept)) &&
                      fs::equivalent(path, folder + kLog, error);
    // What cannot be removed now is tried again by the next start.
    if (kept || absl::EndsWith(name, platform::kNewFileEnding))
      platform::RemoveFile(path).IgnoreError();
  }
}

}  // namespace gom::hub
