// enroll: over the network with the code, or by file where there is none.
#include <memory>
#include <string>

#include "agent/cli/client.h"
#include "agent/cli/commands.h"
#include "agent/cli/words.h"
#include "common/cli/print.h"
#include "common/platform/failpoint.h"
#include "common/platform/stick_file.h"
#include "common/sync/bundle.h"
#include "common/sync/slip_file.h"
#include "common/text/enum_words.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Stub = v1::SchoolService::Stub;

// Who this computer is now, and the plan; `no_plan`: what is said where there is none.
absl::Status SayWelcome(const Console& console, const v1::AgentStatus& status,
                        const text::Message& no_plan) {
  const text::Language l = console.language();
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
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client,
                   Client::ConnectToEnroll(console.globals.data));
  console.Tell(text::Say(console.language(), kConnecting, arguments.address));
  v1::EnrollComputerRequest request;
  request.set_address(arguments.address);
  request.set_code(arguments.code);
  request.set_label(arguments.label);
  RETURN_IF_ERROR(client->Call(&Stub::EnrollComputer, request).status());
  console.Tell(text::Say(console.language(), kAskingForPlan));
  // The plan and the unit's row come with the first sync; without it the computer is enrolled all
  // the same.
  const bool synced = client->Call(&Stub::SyncNow, v1::SyncNowRequest()).ok();
  ASSIGN_OR_RETURN(const v1::AgentStatus status,
                   client->Call(&Stub::GetAgentStatus, v1::GetAgentStatusRequest()));
  return SayWelcome(console, status, synced ? kHubHasNoPlan : kFirstSyncFailed);
}

absl::Status AskByFile(const Console& console, const EnrollArguments& arguments) {
  v1::AskToEnrollRequest request;
  ASSIGN_OR_RETURN(*request.mutable_slip(),
                   platform::ReadPlainFile(arguments.slip, sync::kMaxSlipBytes));
  request.set_label(arguments.label);
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client,
                   Client::ConnectToEnroll(console.globals.data));
  ASSIGN_OR_RETURN(const v1::AskToEnrollResponse asked, client->Call(&Stub::AskToEnroll, request));
  GOM_STEPS_OF("agent.enroll_request");
  RETURN_IF_ERROR(platform::WriteCheckedFile(arguments.out, asked.request()));
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
  v1::EnrollByReplyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_reply(),
                   platform::ReadPlainFile(arguments.reply, sync::kMaxBundleBytes));
  ASSIGN_OR_RETURN(const std::unique_ptr<Client> client,
                   Client::ConnectToEnroll(console.globals.data));
  ASSIGN_OR_RETURN(const v1::EnrollComputerResponse enrolled,
                   client->Call(&Stub::EnrollByReply, request));
  return SayWelcome(console, enrolled.status(), kNoPlanInReply);
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
