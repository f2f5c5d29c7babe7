#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/failpoint.h"
#include "common/platform/file_system.h"
#include "common/platform/journal.h"
#include "common/platform/reserve.h"
#include "common/platform/stop.h"
#include "common/text/status_macros.h"
#include "hub/cli/commands.h"
#include "hub/cli/help.h"
#include "hub/cli/words.h"
#include "hub/report/tables.h"

namespace gom::hub {
namespace {

struct InitArguments {
  std::string name;
  std::string listen = kDefaultListen;
};

absl::Status Init(Session& session, const InitArguments& arguments) {
  RETURN_IF_ERROR(ParseListen(arguments.listen).status());
  InitOptions options;
  options.folder = session.folder();
  options.name = arguments.name;
  options.listen = arguments.listen;
  options.operator_name = session.OperatorName();
  ASSIGN_OR_RETURN(const std::string key, InitHub(options));
  v1::IssueApiKeyResponse response;
  response.set_key(key);
  return session.Show(response, [&](const v1::IssueApiKeyResponse&) {
    return session.Line(say::kInitDone, arguments.name, session.folder()) +
           session.Line(say::kInitKey, key) + session.Line(say::kInitNext);
  });
}

struct ServeArguments {
  std::string listen;
  std::string port_file;
  GateLimits gate;
  uint64_t memory_mib = GateLimits().memory >> 20;
  uint64_t evidence_mib = kUnitEvidenceBytes >> 20;
};

std::string PortOf(const std::string& address) { return address.substr(address.rfind(':') + 1); }

absl::Status Serve(Session& session, const ServeArguments& arguments) {
  // Before any thread is started, so that all of them leave the signals alone.
  ASSIGN_OR_RETURN(std::unique_ptr<platform::StopSignal> stop, platform::StopSignal::Install());
  std::unique_ptr<platform::Journal> journal;  // outlives the hub, whose threads write to it
  HubOptions options;
  options.folder = session.folder();
  options.on_failure = [&journal](const std::string& request, const absl::Status& status) {
    if (journal != nullptr) {
      journal->Warn("call_failed", {{"request", request}, {"status", status.ToString()}});
    }
  };
  options.on_warning = [&journal](std::string_view event, platform::Journal::Fields fields) {
    if (journal != nullptr) journal->Warn(event, fields);
  };
  options.unit_evidence_bytes = arguments.evidence_mib << 20;
  options.on_fold = session.FoldLine();
  ASSIGN_OR_RETURN(std::unique_ptr<Hub> hub, Hub::Open(options));
  options.on_fold = nullptr;  // its line ends here
  ASSIGN_OR_RETURN(journal, platform::Journal::Open(session.folder() + "/gom-hub.log"));
  if (hub->damage().ok()) hub->CheckItself({});
  ServerOptions doors;
  doors.listen = arguments.listen.empty() ? hub->default_listen() : arguments.listen;
  doors.socket = true;
  doors.gate = arguments.gate;
  doors.gate.memory = arguments.memory_mib << 20;
  ASSIGN_OR_RETURN(std::unique_ptr<Server> server, Server::Start(*hub, doors));
  GOM_STEPS_OF("hub.port");
  if (!arguments.port_file.empty() &&
      !platform::WritePrivateFile(arguments.port_file, PortOf(server->address()) + "\n").ok()) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, say::kPortFileFailed,
                        arguments.port_file);
  }
  const std::string name = hub->ReadState([](const State& state) { return state.name; });
  session.out() << session.NewsOfOpening(*hub);
  if (!hub->damage().ok())
    journal->Warn("database_damaged", {{"status", hub->damage().ToString()}});
  if (!hub->damaged_ratchet().empty())
    journal->Warn("ratchet_damaged", {{"kept_as", hub->damaged_ratchet()}});
  if (hub->made_sign_key()) journal->Warn("sign_key_made", {{"folder", session.folder()}});
  if (const auto& begun = hub->put_back(); begun.has_value()) {
    journal->Warn("put_back", {{"term", absl::StrCat(begun->term())},
                               {"highest_index", absl::StrCat(begun->highest_index())}});
  }
  session.out() << session.Line(say::kServing, name, server->address()) << std::flush;
  journal->Info("started", {{"build", kBuild}, {"address", server->address()}});
  stop->Wait();
  session.out() << session.Line(say::kStopping) << std::flush;
  server->Shutdown();
  server.reset();
  hub.reset();
  journal->Info("stopped");
  session.out() << session.Line(say::kStopped) << std::flush;
  return absl::OkStatus();
}

absl::Status Status(Session& session) {
  ASSIGN_OR_RETURN(HubClient* const hub, session.Hub());
  ASSIGN_OR_RETURN(const v1::HubStatus status,
                   hub->Call(&v1::AdminService::Stub::GetStatus, v1::GetStatusRequest()));
  ASSIGN_OR_RETURN(const v1::ListDevicesResponse devices,
                   hub->Call(&v1::AdminService::Stub::ListDevices, v1::ListDevicesRequest()));
  return session.Show(status, [&](const v1::HubStatus& response) {
    return StatusView(response, session.language(), session.View()) +
           HubClockNote(devices, session.language(), session.View()) +
           AuthorityNote(response, session.language(), session.View(),
                         platform::SystemWallClock().NowMs() + kAuthorityWarnMs) +
           (platform::Exists(response.data_folder() + platform::kReserveFile)
                ? ""
                : session.Line(say::kOutOfRoom));
  });
}

}  // namespace

void AddServeCommands(cli::App& app, Session& session) {
  auto init = std::make_shared<InitArguments>();
  CLI::App* init_command =
      app.Command(app.root(), "init", help::kInit,
                  "gom-hub init --name \"Xã Tân Kỳ\"\n"
                  "gom-hub init --name \"Xã Tân Kỳ\" --listen 0.0.0.0:7400 --data /srv/gom-hub");
  app.Option(init_command, "--name", init->name, help::kName);
  app.Option(init_command, "--listen", init->listen, help::kListen);
  app.Action(init_command, [&session, init] { return Init(session, *init); });

  auto serve = std::make_shared<ServeArguments>();
  CLI::App* serve_command = app.Command(app.root(), "serve", help::kServe,
                                        "gom-hub serve\n"
                                        "gom-hub serve --listen 127.0.0.1:0 --port-file port.txt");
  app.Option(serve_command, "--listen", serve->listen, help::kListen);
  app.Option(serve_command, "--port-file", serve->port_file, help::kPortFile);
  app.Option(serve_command, "--connections", serve->gate.connections, help::kConnections)
      ->check(CLI::Range(1, 100'000));
  app.Option(serve_command, "--connections-per-address", serve->gate.per_address,
             help::kConnectionsPerAddress)
      ->check(CLI::Range(1, 100'000));
  app.Option(serve_command, "--memory", serve->memory_mib, help::kMemory)
      ->check(CLI::Range(64, 1 << 20));
  app.Option(serve_command, "--evidence-per-unit", serve->evidence_mib, help::kEvidencePerUnit)
      ->check(CLI::Range(1, 1 << 20));
  app.Action(serve_command, [&session, serve] { return Serve(session, *serve); });

  CLI::App* status = app.Command(app.root(), "status", help::kStatus, "gom-hub status --json");
  app.Action(status, [&session] { return Status(session); });
}

}  // namespace gom::hub
