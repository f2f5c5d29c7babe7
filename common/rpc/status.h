// The one place where an absl::Status becomes a gRPC status and back. The refusal in both languages
// travels as a v1::Error inside a v1::ErrorStatus in the grpc-status-details-bin trailer; the
// status message is its English sentence in printable ASCII. Both are kept small: a header block
// over the peer's limit (8 KiB by default) kills the call, and sometimes its neighbours on the same
// connection.
#ifndef GOM_COMMON_RPC_STATUS_H_
#define GOM_COMMON_RPC_STATUS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace gom::rpc {

// Who reads it. The network is of unknown patience and need not know our insides; a local command
// takes large trailers (ClientArguments, limits.h) and is told everything.
enum class Audience { kNetwork, kLocal };

// Serialised details at most; in base64 they are a third longer.
inline constexpr size_t kDetailsBytes = 4 * 1024;
inline constexpr size_t kLocalDetailsBytes = 40 * 1024;
inline constexpr size_t kStatusMessageBytes = 1024;

// Sentences are shortened, and places dropped from the end, until the details fit; the last place
// then says how many more there are. A Status that carries no refusal of ours is told to the
// network in general words only.
grpc::Status ToGrpc(const absl::Status& status, Audience audience = Audience::kNetwork);

// The refusal as the server made it. Without details, or with details that do not parse: for what
// the transport itself says (unreachable, deadline, cancelled, too large) a sentence of ours,
// otherwise the status message. A code that is out of range becomes kUnknown.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace gom::rpc

#endif  // GOM_COMMON_RPC_STATUS_H_
