#include "common/platform/local_channel.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/platform/descriptor.h"
#include "common/platform/words.h"

namespace gom::platform {
namespace {

constexpr char kName[] = "gom.sock";
// sun_path ends with a zero.
constexpr size_t kLongest = sizeof(sockaddr_un{}.sun_path) - 1;

}  // namespace

absl::StatusOr<std::string> LocalSocketPath(const std::string& data_folder) {
  std::error_code failed;
  const std::filesystem::path folder =
      std::filesystem::absolute(data_folder, failed).lexically_normal();
  if (failed) return ReadFailure(failed.value(), data_folder);
  std::string path = (folder / kName).string();
  if (path.size() > kLongest) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kDataFolderTooLong, data_folder,
                        kLongest - sizeof(kName));
  }
  return path;
}

std::string LocalTarget(const std::string& socket_path) {
  return absl::StrCat("unix:", socket_path);
}

bool LocalSocketAnswers(const std::string& socket_path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_path.size() > kLongest) return false;
  std::memcpy(address.sun_path, socket_path.data(), socket_path.size());
  Descriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe.ok()) return false;
  // EAGAIN: somebody listens, and is busy.
  return connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ||
         errno == EAGAIN;
}

absl::Status ProtectLocalSocket(const std::string& socket_path) {
  if (chmod(socket_path.c_str(), 0600) != 0) return WriteFailure(errno, socket_path);
  return absl::OkStatus();
}

void RemoveLocalSocket(const std::string& socket_path) { unlink(socket_path.c_str()); }

}  // namespace gom::platform
