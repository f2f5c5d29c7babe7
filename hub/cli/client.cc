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
  ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> daemon, cli::DaemonChannel(folder));
  if (daemon != nullptr) {
    client->UseChannel(daemon);
    return client;
  }
  HubOptions options;
  options.folder = folder;
  options.on_fold = std::move(on_fold);
  ASSIGN_OR_RETURN(client->hub_, Hub::Open(options));
  // Nobody outside is let in: no port, no socket.
  ASSIGN_OR_RETURN(client->server_, Server::Start(*client->hub_, {}));
  client->UseChannel(client->server_->InProcessChannel());
  return client;
}

}  // namespace gom::hub
