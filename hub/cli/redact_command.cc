#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/log/chain.h"
#include "common/platform/clock.h"
#include "common/text/answers.h"
#include "common/text/dates.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::string unit, author, reason;
  std::vector<std::string> revisions, evidence;
  bool yes = false;
};

absl::StatusOr<v1::RedactRequest> RequestOf(Session& session, const Arguments& arguments) {
  v1::RedactRequest request;
  request.set_unit(arguments.unit);
  request.set_author(arguments.author);
  request.set_reason(arguments.reason);
  request.set_operator_(session.OperatorName());
  for (const std::string& name : arguments.revisions) request.add_revisions(name);
  for (const std::string& hex : arguments.evidence) {
    std::string* sha256 = request.add_evidence();
    *sha256 = absl::HexStringToBytes(hex);
    if (log::Hex(*sha256) != hex)
      return text::Refuse(absl::StatusCode::kInvalidArgument, kRedactWhat);
  }
  return request;
}

// Whether a person who read the preview says yes, or had said so beforehand.
absl::Status Confirm(Session& session, const Arguments& arguments) {
  if (arguments.yes) return absl::OkStatus();
  if (!text::Ask(STDIN_FILENO).is_terminal)
    return text::Refuse(absl::StatusCode::kFailedPrecondition, say::kRedactUnconfirmed);
  session.err() << text::Say(session.language(), say::kRedactSure) << " " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  if (text::ReadYesNo(answer).value_or(false)) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kCancelled, say::kRedactLeft);
}

absl::Status Redact(Session& session, const Arguments& arguments) {
  ASSIGN_OR_RETURN(v1::RedactRequest request, RequestOf(session, arguments));
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  request.set_preview(true);
  ASSIGN_OR_RETURN(const v1::RedactResponse preview,
                   hub->Call(&v1::AdminService::Stub::Redact, request));
  session.err() << session.Line(say::kRedactPreview, arguments.unit, preview.texts(),
                                preview.files());
  RETURN_IF_ERROR(Confirm(session, arguments));
  request.set_preview(false);
  return session.Ask(&v1::AdminService::Stub::Redact, request, [&](const v1::RedactResponse& done) {
    const std::string now =
        text::FormatTime(platform::SystemWallClock().NowMs(), session.View().utc_offset_seconds);
    return session.Line(say::kRedacted, done.texts(), done.files(), arguments.unit) +
           session.Line(say::kRedactBackups, now, session.folder());
  });
}

}  // namespace

void AddRedactCommand(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* redact = app.Command(
      app.root(), "redact", help::kRedact,
      "gom-hub redact --unit 31TK01 --revision a1b2c3d4/17 --reason \"Theo đơn ngày 05/11\"\n"
      "gom-hub redact --unit 31TK01 --author \"Nguyễn Thị Lan\" --reason \"Theo đơn ngày 05/11\"");
  app.Option(redact, "--unit", arguments->unit, help::kRedactUnit)->required();
  app.Option(redact, "--revision", arguments->revisions, help::kRedactRevision);
  app.Option(redact, "--author", arguments->author, help::kRedactAuthor);
  app.Option(redact, "--evidence", arguments->evidence, help::kRedactEvidence);
  app.Option(redact, "--reason", arguments->reason, help::kRedactReason)->required();
  app.Flag(redact, "--yes", arguments->yes, help::kRedactYes);
  app.Action(redact, [&session, arguments] { return Redact(session, *arguments); });
}

}  // namespace gom::hub
