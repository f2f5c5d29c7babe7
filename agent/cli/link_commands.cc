// enroll, status, sync, serve: what has to do with the hub.
#include <unistd.h>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/pages.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/journal.h"
#include "common/platform/local_channel.h"
#include "common/platform/stop.h"
#include "common/platform/zone.h"
#include "common/text/enum_words.h"
#include "common/text/status_macros.h"
#include "common/text/terminal.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

}  // namespace

text::View Console::View() const {
  const text::Terminal terminal = text::LookAt(STDOUT_FILENO, globals.colour);
  return {.width = terminal.width,
          .colour = terminal.colour,
          .utc_offset_seconds = platform::LocalOffsetSeconds(platform::SystemWallClock().NowMs())};
}

absl::Status RunEnroll(const Console& console, const EnrollArguments& arguments) {
  const AgentOptions options = SystemOptions();
  // Refused before the code is used, not by every command after it.
  RETURN_IF_ERROR(platform::LocalSocketPath(console.globals.data).status());
  ASSIGN_OR_RETURN(const std::unique_ptr<Agent> agent, Agent::Open(console.globals.data, options));
  RETURN_IF_ERROR(agent->EnrollWith({.address = arguments.address,
                                     .code = arguments.code,
                                     .label = arguments.label,
                                     .build = options.build}));
  // The plan and the unit's row come with the first sync; without it the computer is enrolled all
  // the same.
  const absl::StatusOr<SyncOutcome> synced = agent->Sync();
  const std::unique_ptr<v1::SchoolService::Stub> stub =
      v1::SchoolService::NewStub(agent->InProcessChannel());
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::AgentStatus status;
  RETURN_IF_ERROR(rpc::FromGrpc(stub->GetAgentStatus(&context, {}, &status)));
  if (console.globals.json) {
    cli::PrintJson(console.out, status);
    return absl::OkStatus();
  }
  const text::Language l = console.language();
  console.out << text::Say(l, kEnrolled, status.unit_name(), status.hub_name(), status.device())
              << "\n";
  if (synced.ok() && status.plan_version() > 0) {
    console.out << text::Say(l, kPlanReceived, text::In(l, status.plan_title()),
                             status.plan_version())
                << "\n";
  } else {
    console.out << text::Say(l, kFirstSyncFailed) << "\n";
  }
  return absl::OkStatus();
}

absl::Status RunStatus(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::AgentStatus status,
                   client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
  if (console.globals.json) {
    cli::PrintJson(console.out, status);
  } else {
    console.out << StatusPage(console.language(), status, console.View());
  }
  return absl::OkStatus();
}

absl::Status RunSync(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::AgentStatus before,
                   client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
  ASSIGN_OR_RETURN(const v1::SyncNowResponse synced,
                   client->Call(&Stub::SyncNow, v1::SyncNowRequest()));
  if (console.globals.json) {
    cli::PrintJson(console.out, synced);
  } else {
    console.out << SyncPage(console.language(), before, synced);
  }
  return absl::OkStatus();
}

absl::Status RunServe(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<platform::StopSignal> stop,
                   platform::StopSignal::Install());
  std::unique_ptr<platform::Journal> journal;  // outlives the agent, whose loop writes to it
  AgentOptions options = SystemOptions();
  options.on_failed_sync = [&journal](const absl::Status& why) {
    if (journal != nullptr) {
      journal->Warn("sync_failed",
                    {{"code", text::ErrorOf(why).code()}, {"status", why.ToString()}});
    }
  };
  ASSIGN_OR_RETURN(std::unique_ptr<Agent> agent,
                   Agent::Open(console.globals.data, std::move(options)));
  ASSIGN_OR_RETURN(journal, platform::Journal::Open(console.globals.data + "/gom-agent.log"));
  RETURN_IF_ERROR(agent->Serve());
  journal->Info("started");
  console.out << text::Say(console.language(), kServing, console.globals.data) << std::endl;
  stop->Wait();
  agent.reset();
  journal->Info("stopped");
  return absl::OkStatus();
}

}  // namespace gom::agent
