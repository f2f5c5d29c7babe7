#include "common/rpc/limits.h"

#include <cstdlib>

#include "common/rpc/certificates.h"
#include "grpc/compression.h"
#include "grpc/grpc.h"
#include "grpc/support/log.h"
#include "grpc/support/time.h"
#include "grpcpp/resource_quota.h"

namespace gom::rpc {
namespace {

// All connections' buffers together; beyond it idle connections are closed first.
constexpr size_t kConnectionMemory = size_t{512} << 20;

// The pings by which gRPC finds out how much a connection could carry: messages are small, and a
// school pays for its bytes.
constexpr int kNoBandwidthProbe = 0;

int Ms(absl::Duration d) { return static_cast<int>(absl::ToInt64Milliseconds(d)); }

}  // namespace

void ApplyServerLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMessageBytes);
  builder.SetMaxSendMessageSize(kAnswerBytes);
  // A compressed message is inflated before its size is looked at (C16), and nothing of ours is
  // sent compressed.
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetResourceQuota(grpc::ResourceQuota("gom").Resize(kConnectionMemory));
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, Ms(kHandshake));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, Ms(kConnectionIdle));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Ms(kConnectionAge));
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, Ms(kConnectionGrace));
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             Ms(kLeastPingInterval));
  builder.AddChannelArgument(GRPC_ARG_HTTP2_BDP_PROBE, kNoBandwidthProbe);
  // Two programs on one port would take turns at answering; the second one must be told instead.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

grpc::ChannelArguments ClientArguments() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kAnswerBytes);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kClientMetadataBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, Ms(kKeepalive));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Ms(kKeepaliveTimeout));
  arguments.SetInt(GRPC_ARG_HTTP2_BDP_PROBE, kNoBandwidthProbe);
  // Whoever calls decides when to try again (backoff.h).
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // A channel is made for one connection; sharing would hand the next one an old identity or an old
  // failure.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return arguments;
}

grpc::ChannelArguments HubArguments(std::string_view hub_id) {
  grpc::ChannelArguments arguments = ClientArguments();
  arguments.SetSslTargetNameOverride(HubDnsName(hub_id));
  return arguments;
}

void QuietGrpc() {
  if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function([](gpr_log_func_args*) {});
}

void SetDeadline(grpc::ClientContext& context, absl::Duration timeout) {
  // Monotonic: a clock that is set while the call runs must neither end it nor let it hang.
  context.set_deadline(
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_millis(Ms(timeout), GPR_TIMESPAN)));
}

}  // namespace gom::rpc
