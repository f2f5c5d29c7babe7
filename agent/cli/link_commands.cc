// hub, status, sync, serve: what has to do with the hub.
#include <unistd.h>

#include "absl/strings/str_split.h"
#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/pages.h"
#include "agent/cli/sync_line.h"
#include "agent/cli/words.h"
#include "common/cli/channel.h"
#include "common/cli/print.h"
#include "common/platform/console.h"
#include "common/platform/file_system.h"
#include "common/platform/journal.h"
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

void Console::Say(const std::string& sentence) const {
  out << cli::FitTerminal(STDOUT_FILENO, sentence) << std::flush;
}

void Console::SayEach(const std::string& lines) const {
  for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty()))
    Say(std::string(line));
}

void Console::Tell(const std::string& sentence) const {
  if (text::LookAt(STDERR_FILENO, text::ColourChoice::kNever).watching)
    err << cli::FitTerminal(STDERR_FILENO, sentence) << std::flush;
}

absl::Status RunHub(const Console& console, const std::string& address) {
  std::unique_ptr<Agent> agent;
  const absl::Status opened = cli::WhileInUse([&]() -> absl::Status {
    ASSIGN_OR_RETURN(agent, OpenEnrolled(console.globals.data, SystemOptions()));
    return absl::OkStatus();
  });
  // Unlike other commands it has no way through the one that has the folder.
  if (text::ErrorOf(opened).code() == kHubWhileInUse.code)
    return text::Refuse(opened.code(), kHubWhileInUse);
  RETURN_IF_ERROR(opened);
  console.Tell(text::Say(console.language(), kConnecting, address));
  RETURN_IF_ERROR(agent->FollowHubTo(address));
  const std::unique_ptr<Stub> stub = v1::SchoolService::NewStub(agent->InProcessChannel());
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::AgentStatus status;
  RETURN_IF_ERROR(rpc::FromGrpc(stub->GetAgentStatus(&context, {}, &status)));
  if (console.globals.json) {
    cli::PrintJson(console.out, status);
  } else {
    console.Say(text::Say(console.language(), kHubFollowed, status.hub_name(), address));
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
    console.SayEach(StatusPage(console.language(), status, console.View()));
  }
  return absl::OkStatus();
}

namespace {

absl::StatusOr<v1::SyncNowResponse> SyncWatched(const Console& console, Client& client,
                                                const v1::AgentStatus& before) {
  const SyncLine line(console, client, before);
  return client.Call(&Stub::SyncNow, v1::SyncNowRequest());
}

}  // namespace

absl::Status RunSync(const Console& console) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client, Client::Connect(console.globals.data));
  ASSIGN_OR_RETURN(const v1::AgentStatus before,
                   client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
  ASSIGN_OR_RETURN(const v1::SyncNowResponse synced, SyncWatched(console, *client, before));
  if (console.globals.json) {
    cli::PrintJson(console.out, synced);
  } else {
    console.SayEach(SyncPage(console.language(), before, synced));
  }
  return absl::OkStatus();
}

namespace {

// Where the page lies, beside the programs: as installed, and as built in the source tree.
constexpr const char* kPages[] = {"/../share/gom/agent-page", "/../../web/agent"};

PageOptions PageOf(const ServeArguments& arguments) {
  PageOptions page{.files = arguments.page, .port = arguments.port};
  for (const char* const built : kPages) {
    const std::string folder = platform::ProgramFolder() + built;
    if (page.files.empty() && platform::Exists(folder + "/index.html")) page.files = folder;
  }
  return page;
}

}  // namespace

absl::Status RunServe(const Console& console, const ServeArguments& arguments) {
  ASSIGN_OR_RETURN(const std::unique_ptr<platform::StopSignal> stop,
                   platform::StopSignal::Install());
  std::unique_ptr<platform::Journal> journal;  // outlives the agent, whose loop writes to it
  AgentOptions options = SystemOptions();
  const auto warning = [&journal](const char* what) {
    return [&journal, what](const absl::Status& why) {
      if (journal == nullptr) return;
      journal->Warn(what, {{"code", text::ErrorOf(why).code()}, {"status", why.ToString()}});
    };
  };
  options.on_failed_sync = warning("sync_failed");
  options.on_failed_evidence = warning("evidence_not_sent");
  options.on_failed_renewal = warning("renewal_failed");
  // The page can enroll a computer; without it there is nothing to serve before that.
  ASSIGN_OR_RETURN(std::unique_ptr<Agent> agent,
                   arguments.no_page ? OpenEnrolled(console.globals.data, std::move(options))
                                     : Agent::Open(console.globals.data, std::move(options)));
  ASSIGN_OR_RETURN(journal, platform::Journal::Open(console.globals.data + "/gom-agent.log"));
  const std::optional<v1::Words> rescued = agent->rescued();
  if (rescued.has_value()) journal->Warn("database_damaged", {{"told", rescued->en()}});
  RETURN_IF_ERROR(agent->Serve(arguments.no_page ? Agent::BeforeEnrollment::kRefuse
                                                 : Agent::BeforeEnrollment::kWait));
  const absl::Status page =
      arguments.no_page ? absl::OkStatus() : agent->ServePage(PageOf(arguments));
  if (!page.ok()) warning("page_not_served")(page);
  journal->Info("started");
  if (rescued.has_value()) console.Say(text::In(console.language(), *rescued));
  // Figures go to the hub all the same.
  if (!page.ok()) console.err << text::Sentence(console.language(), page) << std::endl;
  if (!agent->page_address().empty())
    console.Say(text::Say(console.language(), kPageServed, agent->page_address()));
  if (!agent->enrolled()) console.Say(text::Say(console.language(), kServingBeforeEnrollment));
  console.out << text::Say(console.language(), kServing, console.globals.data) << std::endl;
  stop->Wait();
  agent.reset();
  journal->Info("stopped");
  return absl::OkStatus();
}

}  // namespace gom::agent
