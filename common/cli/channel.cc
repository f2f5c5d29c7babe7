#include "common/cli/channel.h"

#include "common/platform/local_channel.h"
#include "common/rpc/limits.h"
#include "common/text/status_macros.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"

namespace gom::cli {

absl::StatusOr<std::shared_ptr<grpc::Channel>> DaemonChannel(const std::string& data_folder) {
  ASSIGN_OR_RETURN(const std::string path, platform::LocalSocketPath(data_folder));
  if (!platform::LocalSocketAnswers(path)) return std::shared_ptr<grpc::Channel>();
  return grpc::CreateCustomChannel(platform::LocalTarget(path), grpc::InsecureChannelCredentials(),
                                   rpc::ClientArguments());
}

}  // namespace gom::cli
