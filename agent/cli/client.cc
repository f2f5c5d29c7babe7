#include "agent/cli/client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/service/words.h"
#include "agent/store/enrollment.h"
#include "agent/store/words.h"
#include "common/cli/channel.h"
#include "common/platform/big_file.h"
#include "common/platform/local_channel.h"
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

absl::StatusOr<std::unique_ptr<Agent>> OpenEnrolled(const std::string& data_folder,
                                                    AgentOptions options) {
  absl::Status there = platform::ReadableFile::Open(data_folder + "/agent.db").status();
  // A database that is gone is damage, and no computer that was never enrolled.
  if (absl::IsNotFound(there))
    there = platform::ReadableFile::Open(absl::StrCat(data_folder, "/", kEnrolledFile)).status();
  if (absl::IsNotFound(there))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  RETURN_IF_ERROR(there);
  return Agent::Open(data_folder, std::move(options));
}

absl::StatusOr<std::unique_ptr<Client>> Client::Connect(const std::string& data_folder) {
  std::unique_ptr<Client> client(new Client());
  RETURN_IF_ERROR(cli::WhileInUse(
      [&] { return client->TryConnect(data_folder, [&] { return OpenEnrolled(data_folder); }); }));
  return client;
}

absl::StatusOr<std::unique_ptr<Client>> Client::ConnectToEnroll(const std::string& data_folder) {
  // A folder whose name is too long is refused before the code is used, not by every command after
  // it.
  RETURN_IF_ERROR(platform::LocalSocketPath(data_folder).status());
  std::unique_ptr<Client> client(new Client());
  RETURN_IF_ERROR(cli::WhileInUse([&] {
    return client->TryConnect(data_folder,
                              [&] { return Agent::Open(data_folder, SystemOptions()); });
  }));
  return client;
}

absl::Status Client::TryConnect(const std::string& data_folder,
                                absl::FunctionRef<absl::StatusOr<std::unique_ptr<Agent>>()> open) {
  ASSIGN_OR_RETURN(channel_, cli::DaemonChannel(data_folder));
  if (channel_ == nullptr) {
    ASSIGN_OR_RETURN(agent_, open());
    channel_ = agent_->InProcessChannel();
    if (channel_ == nullptr)
      return text::Refuse(absl::StatusCode::kUnavailable, kSocketRefused, data_folder);
  }
  return absl::OkStatus();
}

}  // namespace gom::agent
