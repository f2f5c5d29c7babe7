// enroll: over the network with the code, or by file where there is none.
#include <utility>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/words.h"
#include "common/cli/channel.h"
#include "common/cli/print.h"
#include "common/platform/failpoint.h"
#include "common/platform/local_channel.h"
#include "common/platform/stick_file.h"
#include "common/sync/bundle.h"
#include "common/sync/slip_file.h"
#include "common/text/enum_words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

// Waits a little while another command is at work in the folder.
absl::StatusOr<std::unique_ptr<Agent>> OpenAgent(const Console& console) {
  // Refused before the code is used, not by every command after it.
  RETURN_IF_ERROR(platform::LocalSocketPath(console.globals.data).status());
  std::unique_ptr<Agent> agent;
  RETURN_IF_ERROR(cli::WhileInUse([&]() -> absl::Status {
    ASSIGN_OR_RETURN(agent, Agent::Open(console.globals.data, SystemOptions()));
    return absl::OkStatus();
  }));
  return agent;
}

// Who this computer is now, and the plan; `no_plan`: what is said where there is none.
absl::Status SayWelcome(const Console& console, Agent& agent, const text::Message& no_plan) {
  const text::Language l = console.language();
  const std::unique_ptr<v1::SchoolService::Stub> stub =
      v1::SchoolService::NewStub(agent.InProcessChannel());
  grpc::ClientContext context;
  rpc::SetDeadline(context);
  v1::AgentStatus status;
  RETURN_IF_ERROR(rpc::FromGrpc(stub->GetAgentStatus(&context, {}, &status)));
  if (console.globals.json) {
    cli::PrintJson(console.out, status);
    return absl::OkStatus();
  }
  console.Say(text::Say(l, kEnrolled, status.unit_name(), status.hub_name(), status.device()));
  console.Say(
      status.plan_version() == 0
          ? text::Say(l, no_plan)
          : text::Say(l, kPlanReceived, text::In(l, status.plan_title()), status.plan_version()));
  return absl::OkStatus();
}

absl::Status OverTheNetwork(const Console& console, const EnrollArguments& arguments) {
  const text::Language l = console.language();
  ASSIGN_OR_RETURN(const std::unique_ptr<Agent> agent, OpenAgent(console));
  console.Tell(text::Say(l, kConnecting, arguments.address));
  RETURN_IF_ERROR(agent->EnrollWith({.address = arguments.address,
                                     .code = arguments.code,
                                     .label = arguments.label,
                                     .build = SystemOptions().build}));
  console.Tell(text::Say(l, kAskingForPlan));
  // The plan and the unit's row come with the first sync; without it the computer is enrolled all
  // the same.
  const bool synced = agent->Sync().ok();
  return SayWelcome(console, *agent, synced ? kHubHasNoPlan : kFirstSyncFailed);
}

absl::Status AskByFile(const Console& console, const EnrollArguments& arguments) {
  ASSIGN_OR_RETURN(const std::string slip,
                   platform::ReadPlainFile(arguments.slip, sync::kMaxSlipBytes));
  ASSIGN_OR_RETURN(const std::unique_ptr<Agent> agent, OpenAgent(console));
  ASSIGN_OR_RETURN(const std::string request, agent->AskByFile(slip, arguments.label));
  GOM_STEPS_OF("agent.enroll_request");
  RETURN_IF_ERROR(platform::WriteCheckedFile(arguments.out, request));
  if (console.globals.json) {
    v1::ExportBundleResponse made;
    made.set_file_name(arguments.out);
    cli::PrintJson(console.out, made);
  } else {
    console.Say(text::Say(console.language(), kEnrollRequestMade, arguments.out));
  }
  return absl::OkStatus();
}

absl::Status WelcomeByFile(const Console& console, const EnrollArguments& arguments) {
  ASSIGN_OR_RETURN(const std::string reply,
                   platform::ReadPlainFile(arguments.reply, sync::kMaxBundleBytes));
  ASSIGN_OR_RETURN(const std::unique_ptr<Agent> agent, OpenAgent(console));
  RETURN_IF_ERROR(agent->WelcomeByFile(reply));
  return SayWelcome(console, *agent, kNoPlanInReply);
}

}  // namespace

absl::Status RunEnroll(const Console& console, const EnrollArguments& arguments) {
  const EnrollArguments& a = arguments;
  const bool network = !a.address.empty() && !a.code.empty();
  const bool ask = !a.slip.empty() && !a.out.empty();
  const bool reply = !a.reply.empty();
  if (network && a.slip.empty() && a.out.empty() && !reply) return OverTheNetwork(console, a);
  if (a.address.empty() && ask && !reply) return AskByFile(console, a);
  if (a.address.empty() && a.slip.empty() && a.out.empty() && reply)
    return WelcomeByFile(console, a);
  return text::Refuse(absl::StatusCode::kInvalidArgument, kEnrollHow);
}

}  // namespace gom::agent
