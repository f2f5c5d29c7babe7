// The channel between a command and the daemon that holds its data folder: a Unix socket in that
// folder. Whoever may open the file may command: its permissions (0600, in a folder of 0700) are
// the password.
#ifndef GOM_COMMON_PLATFORM_LOCAL_CHANNEL_H_
#define GOM_COMMON_PLATFORM_LOCAL_CHANNEL_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::platform {

// "<data folder>/gom.sock", absolute. kInvalidArgument data_folder_too_long if the system's socket
// addresses (108 bytes on Linux) cannot hold it.
absl::StatusOr<std::string> LocalSocketPath(const std::string& data_folder);

// The name under which gRPC listens on and connects to such a path.
std::string LocalTarget(const std::string& socket_path);

// Whether a process listens there; false also for the file that a killed daemon left behind.
bool LocalSocketAnswers(const std::string& socket_path);

// Takes every right from others. Call it once the server is bound, before its address is told to
// anybody.
absl::Status ProtectLocalSocket(const std::string& socket_path);

// Removes the file, if there is one.
void RemoveLocalSocket(const std::string& socket_path);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_LOCAL_CHANNEL_H_
