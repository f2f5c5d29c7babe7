#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/platform/clock.h"
#include "common/platform/file_system.h"
#include "common/text/dates.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"
#include "hub/cli/commands.h"
#include "hub/cli/evidence_words.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/service/backup.h"
#include "hub/service/rescue.h"
#include "hub/store/evidence_files.h"
#include "hub/store/words.h"

namespace gom::hub {
namespace {

constexpr absl::Duration kBackupDeadline = absl::Hours(1);
constexpr int64_t kDayMs = 86'400'000;

// The daemon's folder is not ours: it is told the whole path.
std::string WholePath(const std::string& file) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(file, error);
  return error ? file : whole.lexically_normal().string();
}

std::string Time(Session& session, int64_t ms) {
  return text::FormatTime(ms, session.View().utc_offset_seconds);
}

std::string Whole(Session& session, uint64_t number) {
  return text::FormatWhole(session.language(), static_cast<int64_t>(number));
}

// A word on the terminal while a person waits.
class Watched {
 public:
  Watched(Session& session, const text::Message& what)
      : terminal_(text::LookAt(STDERR_FILENO, text::ColourChoice::kNever)),
        line_(session.err(), terminal_) {
    if (terminal_.watching) line_.Step(0, 0, text::Say(session.language(), what));
  }

 private:
  const text::Terminal terminal_;
  text::ProgressLine line_;
};

absl::Status MakeBackup(Session& session, const std::string& file) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  v1::BackupRequest request;
  request.set_path(WholePath(file));
  absl::StatusOr<v1::BackupResponse> response;
  {
    const Watched watched(session, say::kBackingUp);
    response = hub->Call(&v1::AdminService::Stub::Backup, request, kBackupDeadline);
  }
  if (!response.ok()) return response.status();
  return session.Show(*response, [&](const v1::BackupResponse& made) {
    const std::string evidence = absl::StrCat(session.folder(), "/", kEvidenceFolder);
    return session.Line(say::kBackedUp, request.path(), Whole(session, made.position().index()),
                        Whole(session, static_cast<uint64_t>(made.bytes()) / 1024)) +
           (platform::Exists(evidence) ? session.Line(evidence_words::kNotInBackup, evidence)
                                       : std::string());
  });
}

absl::Status RestoreFrom(Session& session, const std::string& file) {
  RestoreOptions options;
  options.folder = session.folder();
  options.file = file;
  absl::StatusOr<Restored> made;
  {
    const Watched watched(session, say::kRestoring);
    made = RestoreHub(options);
  }
  if (!made.ok()) return made.status();
  if (!made->damaged_ratchet.empty())
    session.err() << session.Line(kRatchetDamaged, made->damaged_ratchet);
  const BackupFacts* const facts = &made->facts;
  v1::BackupResponse restored;
  *restored.mutable_position() = log::ToProto(facts->position, facts->term);
  restored.set_at(facts->made_at);
  return session.Show(restored, [&](const v1::BackupResponse&) {
    const int64_t days = (platform::SystemWallClock().NowMs() - facts->made_at) / kDayMs;
    const std::string time = Time(session, facts->made_at);
    const std::string records = Whole(session, facts->position.index);
    return (days > 0 ? session.Line(say::kRestoredOld, time, days, records)
                     : session.Line(say::kRestored, time, records)) +
           session.Line(say::kRestoredNext);
  });
}

absl::Status RescueFolder(Session& session) {
  RescueOptions options;
  options.folder = session.folder();
  absl::StatusOr<Rescued> made;
  {
    const Watched watched(session, say::kRescuing);
    made = RescueHub(options);
  }
  if (!made.ok()) return made.status();
  if (!made->damaged_ratchet.empty())
    session.err() << session.Line(kRatchetDamaged, made->damaged_ratchet);
  v1::BackupResponse rescued;
  *rescued.mutable_position() = log::ToProto(made->rest.position);
  rescued.set_at(made->rest.newest_at);
  return session.Show(rescued, [&](const v1::BackupResponse&) {
    return session.Line(say::kRescued, Whole(session, made->rest.position.index), made->kept_as) +
           session.Line(say::kRestoredNext);
  });
}

}  // namespace

void AddBackupCommands(cli::App& app, Session& session) {
  auto file = std::make_shared<std::string>();
  CLI::App* backup = app.Command(app.root(), "backup", help::kBackup,
                                 "gom-hub backup /media/usb/gom-2026-11-22.backup");
  app.Argument(backup, "FILE", *file, help::kBackupFile)->required();
  app.Action(backup, [&session, file] { return MakeBackup(session, *file); });
  CLI::App* restore = app.Command(app.root(), "restore", help::kRestore,
                                  "gom-hub restore /media/usb/gom-2026-11-22.backup");
  app.Argument(restore, "FILE", *file, help::kRestoreFile)->required();
  app.Action(restore, [&session, file] { return RestoreFrom(session, *file); });
  CLI::App* rescue = app.Command(app.root(), "rescue", help::kRescue, "gom-hub rescue");
  app.Action(rescue, [&session] { return RescueFolder(session); });
}

}  // namespace gom::hub
