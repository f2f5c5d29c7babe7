#include <unistd.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/words.h"
#include "common/text/numbers.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

absl::Status Log(Session& session, uint64_t from, uint32_t limit) {
  v1::ReadLogRequest request;
  request.set_from(from);
  request.set_limit(limit);
  return session.Ask(&v1::AdminService::Stub::ReadLog, request,
                     [&](const v1::ReadLogResponse& response) {
                       return LogTable(response, session.language(), session.View());
                     });
}

absl::Status Verify(Session& session) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  const text::Terminal terminal = text::LookAt(STDERR_FILENO, text::ColourChoice::kNever);
  absl::StatusOr<v1::VerifyResponse> response;
  {
    text::ProgressLine line(session.err(), terminal);
    if (terminal.watching) line.Step(0, 0, text::Say(session.language(), say::kVerifying));
    response = hub->Call(&v1::AdminService::Stub::Verify, v1::VerifyRequest());
  }
  if (!response.ok()) return response.status();
  const bool vietnamese = session.language() == text::Language::kVietnamese;
  const auto& problems = vietnamese ? response->problems_vi() : response->problems_en();
  RETURN_IF_ERROR(session.Show(*response, [&](const v1::VerifyResponse& r) {
    std::string out;
    for (const std::string& problem : problems) absl::StrAppend(&out, "  - ", problem, "\n");
    return problems.empty() ? session.Line(say::kVerified, r.records()) : out;
  }));
  if (problems.empty()) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kDataLoss, say::kVerifyBad, problems.size());
}

// By this process itself: a hub that is serving makes its own.
absl::Status MakeSnapshot(Session& session) {
  HubOptions options;
  options.folder = session.folder();
  absl::StatusOr<std::unique_ptr<Hub>> hub = Hub::Open(options);
  if (text::ErrorOf(hub.status()).code() == platform::kDataFolderInUse.code)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, say::kHubServes);
  if (!hub.ok()) return hub.status();
  ASSIGN_OR_RETURN(const SnapshotStamp stamp, (*hub)->snapshots().Make());
  session.out() << session.Line(
      say::kSnapshotMade,
      text::FormatWhole(session.language(), static_cast<int64_t>(stamp.position.index)),
      text::FormatWhole(session.language(), static_cast<int64_t>(stamp.bytes / 1024)));
  return absl::OkStatus();
}

}  // namespace

void AddLogCommands(cli::App& app, Session& session) {
  struct Arguments {
    uint64_t from = 0;
    uint32_t limit = 0;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* log = app.Command(app.root(), "log", help::kLog,
                              "gom-hub log\n"
                              "gom-hub log --from 1 --limit 50");
  app.Option(log, "--from", arguments->from, help::kFrom);
  app.Option(log, "--limit", arguments->limit, help::kLimit);
  app.Action(log,
             [&session, arguments] { return Log(session, arguments->from, arguments->limit); });

  CLI::App* verify = app.Command(app.root(), "verify", help::kVerify, "gom-hub verify");
  app.Action(verify, [&session] { return Verify(session); });

  CLI::App* snapshot = app.Command(app.root(), "snapshot", help::kSnapshot, "gom-hub snapshot");
  app.Action(snapshot, [&session] { return MakeSnapshot(session); });
}

}  // namespace gom::hub
