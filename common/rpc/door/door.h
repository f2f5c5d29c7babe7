// A door for browsers into the gRPC server of the same process: static files, sessions, and any
// method of any registered service over gRPC-Web or Connect (framing.h). Who may call what is the
// service's to say (common/rpc/door_mark.h); which requests come from a page at all is decided
// here (rules.h).
//
//   ASSIGN_OR_RETURN(auto listener, LoopbackListener::Bind(7401, 20));
//   PorterOptions options{.policy = LoopbackPolicy(listener->port()), …};
//   const auto door = std::make_unique<Door>(std::move(listener), std::move(options));
//
// A thread that takes connections in, and one for each connection.
#ifndef GOM_COMMON_RPC_DOOR_DOOR_H_
#define GOM_COMMON_RPC_DOOR_DOOR_H_

#include <list>
#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"
#include "common/rpc/door/connection.h"
#include "common/rpc/door/limits.h"
#include "common/rpc/door/porter.h"
#include "common/rpc/door/transport.h"

namespace gom::door {

// For a page on this computer: 127.0.0.1, localhost and ::1 at that port, and nothing else.
Policy LoopbackPolicy(int port);

class Door {
 public:
  // Open from now on.
  Door(std::unique_ptr<LoopbackListener> listener, PorterOptions options, DoorLimits limits = {});
  // Cancels calls, hangs up, and waits for both. The server behind it is shut down after.
  ~Door();
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  int port() const { return listener_->port(); }

 private:
  struct Guest;
  void TakeIn();
  // False where nobody can be asked to leave.
  bool MakeRoom() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void LetIn(std::unique_ptr<Transport> transport);

  const std::unique_ptr<LoopbackListener> listener_;
  Porter porter_;
  Shared shared_;
  platform::Mutex mutex_;
  std::list<std::unique_ptr<Guest>> guests_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_DOOR_H_
