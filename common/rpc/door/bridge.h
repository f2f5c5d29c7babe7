// One call from the door to the gRPC server in the same process, whatever its method: bytes in,
// bytes out.
//
//   Call call(channel, {.method = "/gom.v1.SchoolService/GetForm", .message = bytes, …});
//   call.Begin(gone);
//   while (std::optional<std::string> message = call.Next(gone)) …
//   call.ending()
//
// `gone` is asked a few times a second while there is nothing to do; where it says so, the call is
// cancelled.
#ifndef GOM_COMMON_RPC_DOOR_BRIDGE_H_
#define GOM_COMMON_RPC_DOOR_BRIDGE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/door/framing.h"
#include "common/rpc/door/rules.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/channel.h"

namespace gom::door {

struct CallOptions {
  std::string method;
  std::string message{};
  Headers metadata{};
  Credentials credentials{};
  // Zero or less: it is over already. Infinite: none.
  absl::Duration timeout = absl::InfiniteDuration();
};

// Whether the one who asked has hung up.
using Gone = std::function<bool()>;

// One thread at a time. Messages are read when they are asked for, so a caller who is slow holds
// back the service and fills no memory.
class Call {
 public:
  Call(const std::shared_ptr<grpc::Channel>& channel, const CallOptions& options);
  // Cancels what is still under way.
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  // Blocks until the service's first metadata are here, or its end.
  void Begin(const Gone& gone);
  Headers initial_metadata() const;
  // Blocks until the next message; absent at the end.
  std::optional<std::string> Next(const Gone& gone);
  // After Next has said that it is the end.
  const Ending& ending() const { return ending_; }

 private:
  class Reactor;
  const std::unique_ptr<Reactor> reactor_;
  Ending ending_;
};

// For what the door itself refuses.
Ending EndingOf(const absl::Status& refusal);

// The method that a path names, if this program has its description; else null.
const google::protobuf::MethodDescriptor* MethodOf(const std::string& path);

// Between a message's JSON and its bytes. INVALID_ARGUMENT page_json_malformed. Fields that this
// program does not know are passed over, as they are in bytes.
absl::StatusOr<std::string> FromJson(const google::protobuf::Descriptor& type,
                                     const std::string& json);
absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type,
                                   const std::string& bytes);

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_BRIDGE_H_
