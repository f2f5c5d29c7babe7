#include <string>
#include <vector>

#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

struct Arguments {
  std::vector<uint64_t> indexes;
  bool all = false;
};

absl::Status List(Session& session) {
  ASSIGN_OR_RETURN(HubClient* const hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::ListOrphansResponse list,
                   hub->Call(&v1::AdminService::Stub::ListOrphans, v1::ListOrphansRequest()));
  ASSIGN_OR_RETURN(const v1::HubStatus status,
                   hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
  return session.Show(list, [&](const v1::ListOrphansResponse& response) {
    return OrphansTable(response, status.orphans(), session.language(), session.View());
  });
}

absl::Status Settle(Session& session, const Arguments& arguments, bool drop) {
  // Nothing named is no wish to settle everything.
  if (arguments.all == !arguments.indexes.empty())
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kOrphansWhich);
  v1::SettleOrphansRequest request;
  request.mutable_indexes()->Add(arguments.indexes.begin(), arguments.indexes.end());
  request.set_drop(drop);
  request.set_operator_(session.OperatorName());
  return session.Ask(&v1::AdminService::Stub::SettleOrphans, request,
                     [&](const v1::SettleOrphansResponse& response) {
                       return session.Line(say::kOrphansSettled, response.confirmed(),
                                           response.dropped(), response.left());
                     });
}

absl::Status BeginTerm(Session& session) {
  ASSIGN_OR_RETURN(HubClient* const hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::HubStatus before,
                   hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
  v1::BeginTermRequest request;
  request.set_operator_(session.OperatorName());
  return session.Ask(
      &v1::AdminService::Stub::BeginTerm, request, [&](const v1::BeginTermResponse& response) {
        const bool begun = response.term() > before.term();
        return session.Line(begun ? say::kTermBegun : say::kTermNotNeeded, response.term());
      });
}

}  // namespace

void AddOrphanCommands(cli::App& app, Session& session) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* orphans = app.Command(app.root(), "orphans", help::kOrphans,
                                  "gom-hub orphans\n"
                                  "gom-hub orphans confirm --all");
  const auto list = [&session] { return List(session); };
  app.Action(orphans, list);
  app.Action(app.Command(*orphans, "list", help::kOrphansList, "gom-hub orphans list --json"),
             list);
  for (const bool drop : {false, true}) {
    CLI::App* settle = app.Command(*orphans, drop ? "drop" : "confirm",
                                   drop ? help::kOrphansDrop : help::kOrphansConfirm,
                                   drop ? "gom-hub orphans drop 1312"
                                        : "gom-hub orphans confirm 1312 1313\n"
                                          "gom-hub orphans confirm --all");
    app.Argument(settle, "NO", arguments->indexes, help::kOrphanIndexes);
    app.Flag(settle, "--all", arguments->all, help::kOrphansAll);
    app.Action(settle, [&session, arguments, drop] { return Settle(session, *arguments, drop); });
  }
  orphans->require_subcommand(0, 1);

  CLI::App* term = app.Command(app.root(), "term", help::kTerm, "gom-hub term begin");
  app.Action(app.Command(*term, "begin", help::kTermBegin, "gom-hub term begin"),
             [&session] { return BeginTerm(session); });
}

}  // namespace gom::hub
