// gom-hub's commands, by what they are about. Each function adds its commands to the command line;
// the session outlives the app.
#ifndef GOM_HUB_CLI_COMMANDS_H_
#define GOM_HUB_CLI_COMMANDS_H_

#include "common/cli/app.h"
#include "hub/cli/session.h"

namespace gom::hub {

void AddServeCommands(cli::App& app, Session& session);  // init, serve, status
void AddPlanCommands(cli::App& app, Session& session);   // plan check, apply, show
void AddUnitCommands(cli::App& app,
                     Session& session);  // unit import, list; enroll
// device list, revoke, replace, take, readmit; authority begin
void AddDeviceCommands(cli::App& app, Session& session);
void AddBackupCommands(cli::App& app, Session& session);  // backup, restore, rescue
void AddRedactCommand(cli::App& app, Session& session);   // redact
void AddOrphanCommands(cli::App& app,
                       Session& session);                 // orphans list, confirm, drop; term begin
void AddBundleCommands(cli::App& app, Session& session);  // bundle import
void AddReceiptCommands(cli::App& app, Session& session);   // receipt key, check
void AddReportCommands(cli::App& app, Session& session);    // progress, closers, entries, history
void AddReviewCommands(cli::App& app, Session& session);    // accept … reopen, review
void AddEnterCommand(cli::App& app, Session& session);      // enter
void AddLogCommands(cli::App& app, Session& session);       // log, verify, snapshot
void AddKeyCommands(cli::App& app, Session& session);       // api-key issue, list, revoke
void AddMessageCommands(cli::App& app, Session& session);   // message list, send, send-all, reply
void AddEvidenceCommands(cli::App& app, Session& session);  // evidence list, get

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_COMMANDS_H_
