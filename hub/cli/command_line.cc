#include "hub/cli/command_line.h"

#include "common/cli/app.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/session.h"

namespace gom::hub {

int RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out,
                   std::ostream& err) {
  cli::App app({.name = "gom-hub",
                .about = help::kAbout,
                .data_variable = "GOM_HUB_DATA",
                .data_default = "~/.local/share/gom-hub",
                .version = "0.1.0"},
               arguments);
  Session session(app, out, err);
  app.Option(&app.root(), "--operator", session.operator_flag(), help::kOperator);
  AddServeCommands(app, session);
  AddPlanCommands(app, session);
  AddUnitCommands(app, session);
  AddDeviceCommands(app, session);
  AddReportCommands(app, session);
  AddReviewCommands(app, session);
  AddEnterCommand(app, session);
  AddLogCommands(app, session);
  AddKeyCommands(app, session);
  AddMessageCommands(app, session);
  AddEvidenceCommands(app, session);
  AddBackupCommands(app, session);
  AddOrphanCommands(app, session);
  AddBundleCommands(app, session);
  AddReceiptCommands(app, session);
  AddRedactCommand(app, session);
  return app.Run(out, err);
}

}  // namespace gom::hub
