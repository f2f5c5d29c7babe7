#include <utility>

#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/pages.h"
#include "hub/cli/roster_csv.h"
#include "hub/cli/row_places.h"
#include "hub/cli/slip.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

absl::Status Import(Session& session, const std::string& file) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(file));
  ASSIGN_OR_RETURN(const std::vector<RosterRow> rows, ReadRoster(file, bytes));
  v1::ImportUnitsRequest request;
  for (const RosterRow& row : rows) *request.add_units() = row.unit;
  request.set_operator_(session.OperatorName());
  absl::Status status = session.Ask(&v1::AdminService::Stub::ImportUnits, request,
                                    [&](const v1::ImportUnitsResponse& response) {
                                      return session.Line(say::kUnitsImported, response.added(),
                                                          response.changed(), response.same());
                                    });
  return status.ok() ? status : AtLines(status, rows);
}

absl::Status List(Session& session) {
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::ListUnitsResponse units, ListAllUnits(*hub));
  // Kinds by their names; without a plan they stay codes.
  absl::StatusOr<v1::GetPlanResponse> plan =
      hub->Call(&v1::ReportService::Stub::GetPlan, v1::GetPlanRequest());
  return session.Show(units, [&](const v1::ListUnitsResponse& response) {
    return UnitsTable(response.units(), plan.ok() ? &plan->plan() : nullptr, session.language(),
                      session.View());
  });
}

absl::Status Enroll(Session& session, const std::string& unit, const std::string& slip_file) {
  v1::IssueSlipRequest request;
  request.set_unit(unit);
  request.set_operator_(session.OperatorName());
  ASSIGN_OR_RETURN(HubClient * hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::IssueSlipResponse slip,
                   hub->Call(&v1::AdminService::Stub::IssueSlip, request));
  if (!slip_file.empty()) RETURN_IF_ERROR(WriteSlip(session, slip, slip_file));
  return session.Show(
      slip, [&](const v1::IssueSlipResponse& made) { return SlipPage(session, made, slip_file); });
}

}  // namespace

void AddUnitCommands(cli::App& app, Session& session) {
  struct Arguments {
    std::string file;
    std::string unit;
    std::string slip_file;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* unit = app.Command(app.root(), "unit", help::kUnit, "gom-hub unit list");
  CLI::App* import =
      app.Command(*unit, "import", help::kUnitImport, "gom-hub unit import roster.csv");
  app.Argument(import, "FILE", arguments->file, help::kUnitFile)->required();
  app.Action(import, [&session, arguments] { return Import(session, arguments->file); });
  CLI::App* list = app.Command(*unit, "list", help::kUnitList, "gom-hub unit list --json");
  app.Action(list, [&session] { return List(session); });

  CLI::App* enroll = app.Command(app.root(), "enroll", help::kEnroll,
                                 "gom-hub enroll 31TK01\n"
                                 "gom-hub enroll 31TK01 --file /media/usb/phieu.gom");
  app.Argument(enroll, "UNIT", arguments->unit, help::kUnitCode)->required();
  app.Option(enroll, "--file", arguments->slip_file, help::kSlipFile);
  app.Action(enroll, [&session, arguments] {
    return Enroll(session, arguments->unit, arguments->slip_file);
  });
}

}  // namespace gom::hub
