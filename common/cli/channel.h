// From a command to the daemon that holds its data folder.
#ifndef GOM_COMMON_CLI_CHANNEL_H_
#define GOM_COMMON_CLI_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"

namespace gom::cli {

// A channel over the folder's Unix socket if a daemon answers there, null if none does (then the
// command opens the folder itself). An error only where the folder's name is too long for a socket.
absl::StatusOr<std::shared_ptr<grpc::Channel>> DaemonChannel(const std::string& data_folder);

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_CHANNEL_H_
