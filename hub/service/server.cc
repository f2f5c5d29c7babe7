#include "hub/service/server.h"

#include <chrono>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/platform/local_channel.h"
#include "common/rpc/credentials.h"
#include "common/rpc/limits.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/server_builder.h"
#include "hub/service/admin_service.h"
#include "hub/service/gate.h"
#include "hub/service/report_service.h"
#include "hub/service/sync_service.h"
#include "hub/service/words.h"

namespace gom::hub {
namespace {

// A roster of a whole city, or a plan: from the hub's own machine more may come at once than from a
// network.
constexpr int kLocalMessageBytes = 64 << 20;

constexpr const char* kServices[] = {"gom.v1.SyncService", "gom.v1.ReportService",
                                     "gom.v1.AdminService"};

// Both are switches of the whole process in gRPC, to be thrown before the first server is built.
void UseHealthAndReflection() {
  [[maybe_unused]] static const bool once = [] {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
}

}  // namespace

absl::StatusOr<rpc::HostPort> ParseListen(const std::string& listen) {
  // A port that is to be found is no address of a hub, so it is taken off first.
  constexpr char kAnyPort[] = ":0";
  const bool any_port = absl::EndsWith(listen, kAnyPort);
  absl::StatusOr<rpc::HostPort> address = rpc::ParseHostPort(
      any_port ? listen.substr(0, listen.size() - (sizeof(kAnyPort) - 1)) : listen);
  if (!address.ok()) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, words::kListenWrong, listen);
  }
  if (any_port) address->port = 0;
  return address;
}

// One gRPC server with services of its own. The services go last.
struct Server::Door {
  explicit Door(Hub& hub) : sync(hub), report(hub), admin(hub) {}

  void Register(grpc::ServerBuilder& builder) {
    builder.RegisterService(&sync);
    builder.RegisterService(&report);
    builder.RegisterService(&admin);
  }
  void SayServing() {
    for (const char* service : kServices) {
      server->GetHealthCheckService()->SetServingStatus(service, true);
    }
  }
  void Close() {
    gate.reset();
    server->GetHealthCheckService()->SetServingStatus(false);
    server->Shutdown(absl::ToChronoTime(absl::Now() + rpc::kShutdownDeadline));
  }

  SyncServiceImpl sync;
  ReportServiceImpl report;
  AdminServiceImpl admin;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<Gate> gate;  // of a network's
};

// What State holds of a record, with some to spare; ten million take 3 GiB.
constexpr uint64_t kMemoryOfARecord = 1 << 10;

GateOptions OptionsOfGate(Hub& hub, const GateLimits& limits) {
  GateOptions options;
  options.limits = limits;
  const auto records = [&hub] {
    return hub.ReadState([](const State& state) { return state.position.index; });
  };
  options.data = [records, before = records()] { return (records() - before) * kMemoryOfARecord; };
  options.on_short_of_memory = [&hub](size_t connections, uint64_t memory) {
    hub.Warn("short_of_memory",
             {{"hung_up_on", absl::StrCat(connections)}, {"bytes_in_use", absl::StrCat(memory)}});
  };
  return options;
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Hub& hub, const ServerOptions& options) {
  UseHealthAndReflection();
  std::unique_ptr<Server> server(new Server());
  if (!options.listen.empty()) RETURN_IF_ERROR(server->OpenNetwork(hub, options));
  RETURN_IF_ERROR(server->OpenLocal(hub, options.socket));
  hub.set_address(server->address_);
  return server;
}

absl::Status Server::OpenNetwork(Hub& hub, const ServerOptions& options) {
  ASSIGN_OR_RETURN(rpc::HostPort address, ParseListen(options.listen));
  auto door = std::make_unique<Door>(hub);
  grpc::ServerBuilder builder;
  rpc::ApplyServerLimits(builder);
  absl::StatusOr<std::unique_ptr<Gate>> gate =
      Gate::Bind(address, OptionsOfGate(hub, options.gate));
  auto acceptor = builder.experimental().AddExternalConnectionAcceptor(
      grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
      rpc::ServerTlsOfFiles(Authority::ServerKeyFile(hub.folder()),
                            Authority::ServerChainFile(hub.folder()),
                            options.certificate_look_seconds));
  door->Register(builder);
  if (gate.ok()) door->server = builder.BuildAndStart();
  if (door->server == nullptr) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kPortInUse, options.listen);
  }
  door->gate = *std::move(gate);
  door->gate->Open(std::move(acceptor));
  address.port = door->gate->port();
  address_ = rpc::ToTarget(address);
  door->SayServing();
  network_ = std::move(door);
  return absl::OkStatus();
}

absl::Status Server::OpenLocal(Hub& hub, bool socket) {
  auto door = std::make_unique<Door>(hub);
  grpc::ServerBuilder builder;
  rpc::ApplyServerLimits(builder);
  builder.SetMaxReceiveMessageSize(kLocalMessageBytes);
  int bound = 0;
  std::string path;
  if (socket) {
    ASSIGN_OR_RETURN(path, platform::LocalSocketPath(hub.folder()));
    // The folder's lock is ours, so whoever left this file is gone.
    platform::RemoveLocalSocket(path);
    builder.AddListeningPort(platform::LocalTarget(path), grpc::InsecureServerCredentials(),
                             &bound);
  }
  door->Register(builder);
  door->server = builder.BuildAndStart();
  if (door->server == nullptr || (socket && bound == 0)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, words::kSocketFailed, path);
  }
  if (socket) {
    socket_path_ = path;
    RETURN_IF_ERROR(platform::ProtectLocalSocket(path));
  }
  door->SayServing();
  local_ = std::move(door);
  return absl::OkStatus();
}

Server::~Server() { Shutdown(); }

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return local_->server->InProcessChannel(rpc::ClientArguments());
}

void Server::Shutdown() {
  if (network_ != nullptr) network_->Close();
  if (local_ != nullptr) local_->Close();
  network_.reset();
  local_.reset();
  if (!socket_path_.empty()) platform::RemoveLocalSocket(std::exchange(socket_path_, {}));
}

}  // namespace gom::hub
