// A command's way to SchoolService and PageService: over the Unix socket when a daemon holds the
// data folder, in this process when none does.
//
//   ASSIGN_OR_RETURN(auto client, Client::Connect(globals.data));
//   ASSIGN_OR_RETURN(v1::FormView form, client->Call(&v1::SchoolService::Stub::GetForm, request));
#ifndef GOM_AGENT_CLI_CLIENT_H_
#define GOM_AGENT_CLI_CLIENT_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "agent/service/agent.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "gom/v1/page.grpc.pb.h"
#include "gom/v1/school.grpc.pb.h"
#include "grpcpp/client_context.h"

namespace gom::agent {

// The system's clocks and randomness, for as long as the program runs.
AgentOptions SystemOptions();

// The agent of a folder in which one was enrolled; in any other nothing is made, and
// kFailedPrecondition not_enrolled says what to do.
absl::StatusOr<std::unique_ptr<Agent>> OpenEnrolled(const std::string& data_folder,
                                                    AgentOptions options = SystemOptions());

// Calls block, and several threads may make them at once.
class Client {
 public:
  // Waits a little while another command is at work in the folder (cli::WhileInUse).
  static absl::StatusOr<std::unique_ptr<Client>> Connect(const std::string& data_folder);
  // The same for a folder in which nobody may have enrolled yet; it is made where there is none.
  static absl::StatusOr<std::unique_ptr<Client>> ConnectToEnroll(const std::string& data_folder);

  // Stub: of SchoolService or PageService.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request,
                                absl::Duration timeout = rpc::kSyncDeadline) {
    grpc::ClientContext context;
    rpc::SetDeadline(context, timeout);
    Response response;
    const grpc::Status status = (Stub(channel_).*method)(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpc(status);
    return response;
  }

 private:
  Client() = default;
  // `open`: of the agent, where this process may hold the folder.
  absl::Status TryConnect(const std::string& data_folder,
                          absl::FunctionRef<absl::StatusOr<std::unique_ptr<Agent>>()> open);
  std::unique_ptr<Agent> agent_;  // where this process holds the folder
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_CLIENT_H_
