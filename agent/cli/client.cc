#include "agent/cli/client.h"

#include <utility>

#include "agent/service/words.h"
#include "common/cli/channel.h"
#include "common/text/status_macros.h"

namespace gom::agent {

AgentOptions SystemOptions() {
  static const auto* const wall = new platform::SystemWallClock();
  static const auto* const monotonic = new platform::SystemMonotonicClock();
  static auto* const random = new platform::SystemRandom();
  AgentOptions options;
  options.wall = wall;
  options.monotonic = monotonic;
  options.random = random;
  options.build = "gom-agent 0.1";
  return options;
}

absl::StatusOr<std::unique_ptr<Client>> Client::Connect(const std::string& data_folder) {
  std::unique_ptr<Client> client(new Client());
  ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel, cli::DaemonChannel(data_folder));
  if (channel == nullptr) {
    ASSIGN_OR_RETURN(client->agent_, Agent::Open(data_folder, SystemOptions()));
    channel = client->agent_->InProcessChannel();
    if (channel == nullptr)
      return text::Refuse(absl::StatusCode::kUnavailable, kSocketRefused, data_folder);
  }
  client->stub_ = v1::SchoolService::NewStub(channel);
  return client;
}

}  // namespace gom::agent
