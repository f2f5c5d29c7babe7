// The bounds on every connection, by name, with the reason for each.
#ifndef GOM_COMMON_RPC_LIMITS_H_
#define GOM_COMMON_RPC_LIMITS_H_

#include <cstdint>
#include <string_view>

#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/channel_arguments.h"

namespace gom::rpc {

// One message from the network, decompressed. A batch of changes is 16 KiB, a plan some 100 KiB
// (C13, C16).
inline constexpr int kMessageBytes = 1 << 20;
// One message to a local command or an upstream system: a page of 1,000 entries.
inline constexpr int kAnswerBytes = 16 << 20;
// Request headers (C17), and what a client takes as trailers: a local command may be told of many
// mistakes at once.
inline constexpr int kMetadataBytes = 8 << 10;
inline constexpr int kClientMetadataBytes = 64 << 10;
// Streams on one connection (C15).
inline constexpr int kStreamsPerConnection = 8;
// A handshake that trickles (C7).
inline constexpr absl::Duration kHandshake = absl::Seconds(20);
// Connections that say nothing are closed; long ones are renewed, so that revocations and new
// addresses take hold.
inline constexpr absl::Duration kConnectionIdle = absl::Minutes(5);
inline constexpr absl::Duration kConnectionAge = absl::Minutes(30);
inline constexpr absl::Duration kConnectionGrace = absl::Minutes(1);
// Pings during a call, to notice a path that forgot it (C6): ours, and the fastest that the server
// bears.
inline constexpr absl::Duration kKeepalive = absl::Seconds(60);
inline constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(20);
inline constexpr absl::Duration kLeastPingInterval = absl::Seconds(50);
// Every call has a deadline.
inline constexpr absl::Duration kUnaryDeadline = absl::Seconds(30);
inline constexpr absl::Duration kChunkDeadline = absl::Seconds(60);
inline constexpr absl::Duration kSyncDeadline = absl::Minutes(15);
// How long a stopping server lets calls finish.
inline constexpr absl::Duration kShutdownDeadline = absl::Seconds(5);
// Requests that are being worked on, in bytes, over all connections.
inline constexpr int64_t kInFlightBytes = 64 << 20;

void ApplyServerLimits(grpc::ServerBuilder& builder);

// For commands, to the daemon beside them; and for a device, to the hub with this id (16 bytes),
// whose name it then asks for whatever the address is.
grpc::ChannelArguments ClientArguments();
grpc::ChannelArguments HubArguments(std::string_view hub_id);

// The library's own log goes to standard error in a form that is not for people; unless
// GRPC_VERBOSITY asks for it, it is turned off. What matters of it comes back as a Status.
void QuietGrpc();

// A call that ends by itself; `wait_for_ready` stays off, so that an absent hub is known at once.
void SetDeadline(grpc::ClientContext& context, absl::Duration timeout = kUnaryDeadline);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_LIMITS_H_
