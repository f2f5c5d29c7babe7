#include "common/rpc/door_mark.h"

#include "common/rpc/credentials.h"

namespace gom::rpc {
namespace {

constexpr char kDoor[] = "gom-door";
constexpr char kCookie[] = "gom-door-cookie";
constexpr char kToken[] = "gom-door-token";

std::string ValueOf(const grpc::ServerContextBase& context, const char* key) {
  const auto found = context.client_metadata().find(key);
  return found == context.client_metadata().end()
             ? std::string()
             : std::string(found->second.data(), found->second.size());
}

}  // namespace

void MarkAsDoor(grpc::ClientContext& context, const DoorMark& mark) {
  AddMetadata(context, kDoor, "1");
  AddMetadata(context, kCookie, mark.cookie);
  AddMetadata(context, kToken, mark.token);
}

std::optional<DoorMark> DoorMarkOf(const grpc::ServerContextBase& context) {
  // Inside the process a call has no address; every other way in has one.
  if (context.peer() != "unknown" || ValueOf(context, kDoor).empty()) return std::nullopt;
  return DoorMark{ValueOf(context, kCookie), ValueOf(context, kToken)};
}

}  // namespace gom::rpc
