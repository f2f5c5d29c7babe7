// The gate of the hub's port: takes connections in, and hangs up where there are too many or where
// they take too much memory; a gRPC server does the rest.
//
// gRPC 1.51 takes whoever comes, and counts neither headers that never end nor the streams of one
// who never acknowledges its settings: one connection could take all memory. So the hub takes
// connections itself, keeps a second descriptor of each, and can end it from outside.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Gate> gate, Gate::Bind({"0.0.0.0", 7400}, {}));
//   auto acceptor = builder.experimental().AddExternalConnectionAcceptor(…FROM_FD, credentials);
//   server = builder.BuildAndStart();
//   gate->Open(std::move(acceptor));
//
// One thread of its own, which wakes a hundred times a second while anybody is connected.
#ifndef GOM_HUB_SERVICE_GATE_H_
#define GOM_HUB_SERVICE_GATE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/platform/clock.h"
#include "common/platform/descriptor.h"
#include "common/rpc/hub_key.h"
#include "grpcpp/server_builder.h"
#include "hub/service/gate_rules.h"
#include "hub/service/heap_watch.h"

namespace gom::hub {

struct GateOptions {
  GateLimits limits{};
  // Bytes that the program uses; empty: what its allocator has given out.
  std::function<uint64_t()> memory{};
  // Bytes of it that are data taken in since the gate was opened, and nobody's fault; empty: none.
  std::function<uint64_t()> data{};
  // Told, on the gate's thread, that so many connections were ended because so much was in use.
  std::function<void(size_t connections, uint64_t memory)> on_short_of_memory{};
};

class Gate {
 public:
  // Takes the address and the port (0: a free one); nobody is let in yet. "0.0.0.0" and "::" are
  // all of this computer's addresses of both kinds; a name is all that it stands for.
  // FAILED_PRECONDITION if it cannot be had.
  static absl::StatusOr<std::unique_ptr<Gate>> Bind(const rpc::HostPort& address,
                                                    GateOptions options);
  // Nobody is let in any more; who is in stays.
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  int port() const { return port_; }

  // Lets people in from now on. The server behind it must outlive the gate. Once.
  void Open(std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> server);

 private:
  class Sockets;

  Gate(GateOptions options, std::unique_ptr<Sockets> sockets, int port);
  void Run();
  void TakeIn();
  void LetIn(platform::Descriptor& fd, const std::string& address);
  void Forget(int id);
  void HangUp(const std::vector<int>& ids);
  void MakeRoom();
  uint64_t Limit() const;
  uint64_t MemoryInUse();
  void WatchMemory();
  void WatchProgress();
  std::vector<Connected> Look() const;
  std::vector<int> WhoWasThereBefore(absl::Duration moment) const;

  GateOptions options_;
  const std::unique_ptr<Sockets> sockets_;
  const int port_;
  uint64_t memory_limit_ = 0;
  HeapWatch heap_;
  uint64_t seen_ = 0;                 // bytes resident at the last look
  std::optional<uint64_t> asked_at_;  // … when the allocator was asked; none: it need not be
  const platform::SystemMonotonicClock clock_{};
  absl::Duration next_look_ = absl::ZeroDuration();
  std::optional<absl::Duration> short_since_;
  absl::Duration next_judgement_ = absl::ZeroDuration();
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> server_;
  struct Guest {
    std::string address;
    absl::Duration since;  // by clock_
    Flow before{};         // at the last judgement, from its beginning
  };
  // By the descriptor that is ours; and how many there are of each address.
  absl::flat_hash_map<int, Guest> connected_;
  absl::flat_hash_map<std::string, size_t> from_;
  std::thread thread_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_GATE_H_
