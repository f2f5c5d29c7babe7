// From a command to the daemon that holds its data folder, and into the folder where none does.
#ifndef GOM_COMMON_CLI_CHANNEL_H_
#define GOM_COMMON_CLI_CHANNEL_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace gom::cli {

// A channel over the folder's Unix socket if a daemon answers there, null if none does (then the
// command opens the folder itself). An error only where the folder's name is too long for a socket.
absl::StatusOr<std::shared_ptr<grpc::Channel>> DaemonChannel(const std::string& data_folder);

// How long a command waits for another one that holds the folder.
inline constexpr absl::Duration kFolderWait = absl::Seconds(5);

// Tries `connect` until it answers something else than data_folder_in_use, or the time is over: a
// command is soon done, and a daemon that holds the folder soon listens. Blocks.
absl::Status WhileInUse(absl::FunctionRef<absl::Status()> connect,
                        absl::Duration patience = kFolderWait);

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_CHANNEL_H_
