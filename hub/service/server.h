// The hub's ways in: one port with TLS for devices and upstream systems, a Unix socket and a
// channel inside the process for commands. The services are the same behind each; who may call what
// is judged per call (hub/auth/access.h). Who is let in from a network at all, the gate judges
// (gate.h).
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Server> server,
//                    Server::Start(hub, {.listen = "0.0.0.0:7400", .socket = true}));
//   server->address();       // "0.0.0.0:7400", with the port that was bound
//   server->Shutdown();      // lets calls finish for a while, then cancels them
//
// The health service answers for the whole ("") and for each service by name; reflection is on. May
// be shared by threads.
#ifndef GOM_HUB_SERVICE_SERVER_H_
#define GOM_HUB_SERVICE_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/hub_key.h"
#include "grpcpp/channel.h"
#include "grpcpp/server.h"
#include "hub/service/gate_rules.h"
#include "hub/service/hub.h"

namespace gom::hub {

struct ServerOptions {
  // "HOST:PORT"; port 0 takes a free one; empty: nobody is let in from a network.
  std::string listen{};
  // The Unix socket in the data folder.
  bool socket = false;
  // How often the certificate's file is looked at: it is made anew while the hub runs, and slips of
  // an authority that was just begun are good from then on.
  unsigned certificate_look_seconds = 5;
  // Of connections from a network.
  GateLimits gate{};
};

// "HOST:PORT" to listen on, where port 0 takes a free one. INVALID_ARGUMENT listen_wrong.
absl::StatusOr<rpc::HostPort> ParseListen(const std::string& listen);

class Server {
 public:
  // The hub must outlive the server. FAILED_PRECONDITION port_in_use; socket_failed;
  // INVALID_ARGUMENT listen_wrong, data_folder_too_long.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Hub& hub, const ServerOptions& options);
  // As Shutdown.
  ~Server();

  // "HOST:PORT" as bound; empty without a network.
  const std::string& address() const { return address_; }
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Turns new calls away, lets those under way finish for rpc::kShutdownDeadline, cancels the rest,
  // and removes the socket. Blocks. Once.
  void Shutdown();

 private:
  struct Door;

  Server() = default;
  absl::Status OpenNetwork(Hub& hub, const ServerOptions& options);
  absl::Status OpenLocal(Hub& hub, bool socket);

  std::string address_;
  std::string socket_path_;
  std::unique_ptr<Door> network_;
  std::unique_ptr<Door> local_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_SERVER_H_
