#include "common/cli/channel.h"

#include "absl/time/clock.h"
#include "common/platform/clock.h"
#include "common/platform/local_channel.h"
#include "common/platform/words.h"
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

absl::Status WhileInUse(absl::FunctionRef<absl::Status()> connect, absl::Duration patience) {
  constexpr absl::Duration kLookEvery = absl::Milliseconds(50);
  const platform::SystemMonotonicClock clock;
  const absl::Duration end = clock.Now() + patience;
  for (;;) {
    absl::Status status = connect();
    const bool in_use = text::ErrorOf(status).code() == platform::kDataFolderInUse.code;
    if (!in_use || clock.Now() >= end) return status;
    absl::SleepFor(kLookEvery);
  }
}

}  // namespace gom::cli
