// What a call says that came through a door (common/rpc/door): that it did, and of which session.
// The door writes it as metadata on its channel inside the process; a service decides by it, as by
// any other caller's identity. PeerOf (credentials.h) calls such a caller one of the network, so
// that nothing which is for this computer's own commands is open to a page.
#ifndef GOM_COMMON_RPC_DOOR_MARK_H_
#define GOM_COMMON_RPC_DOOR_MARK_H_

#include <optional>
#include <string>

#include "grpcpp/client_context.h"
#include "grpcpp/server_context.h"

namespace gom::rpc {

// The two halves of a session, as the request had them; nobody has looked at them yet.
struct DoorMark {
  std::string cookie;
  std::string token;
};

// Adds the mark to a call inside the process. What a person typed goes no further than printable
// ASCII; anything else counts as none.
void MarkAsDoor(grpc::ClientContext& context, const DoorMark& mark);

// Absent where the call came another way. Over a socket nobody is believed to be a door.
std::optional<DoorMark> DoorMarkOf(const grpc::ServerContextBase& context);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_DOOR_MARK_H_
