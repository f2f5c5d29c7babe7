#include "hub/cli/client.h"

#include <utility>

#include "common/cli/channel.h"
#include "common/text/status_macros.h"

namespace gom::hub {

void HubClient::UseChannel(const std::shared_ptr<grpc::Channel>& channel) {
  admin_ = v1::AdminService::NewStub(channel);
  report_ = v1::ReportService::NewStub(channel);
}

absl::StatusOr<std::unique_ptr<HubClient>> HubClient::Connect(const std::string& folder,
                                                              FoldProgress on_fold) {
  std::unique_ptr<HubClient> client(new HubClient());
  RETURN_IF_ERROR(cli::WhileInUse([&] { return client->TryConnect(folder, on_fold); }));
  return client;
}

absl::Status HubClient::TryConnect(const std::string& folder, const FoldProgress& on_fold) {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> daemon, cli::DaemonChannel(folder));
  if (daemon != nullptr) {
    UseChannel(daemon);
    return absl::OkStatus();
  }
  HubOptions options;
  options.folder = folder;
  options.on_fold = on_fold;
  ASSIGN_OR_RETURN(hub_, Hub::Open(options));
  // Nobody outside is let in: no port, no socket.
  ASSIGN_OR_RETURN(server_, Server::Start(*hub_, {}));
  UseChannel(server_->InProcessChannel());
  return absl::OkStatus();
}

}  // namespace gom::hub
