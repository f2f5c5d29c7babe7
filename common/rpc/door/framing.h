// How gRPC-Web and Connect write a call as bytes of HTTP: pure.
//
//   const std::optional<Wire> wire = WireOf("application/connect+json");
//   ASSIGN_OR_RETURN(std::string message, MessageIn(*wire, body));     // exactly one
//   … Frame(kMessage, answer) …, and at the end EndFrame(*wire, ending)
//
// gRPC-Web: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md, without its text form.
// Connect: https://connectrpc.com/docs/protocol, without GET and compression.
#ifndef GOM_COMMON_RPC_DOOR_FRAMING_H_
#define GOM_COMMON_RPC_DOOR_FRAMING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/door/rules.h"

namespace gom::door {

struct Wire {
  enum class Protocol { kGrpcWeb, kConnectUnary, kConnectStream };
  Protocol protocol;
  bool json;

  // What an answer's Content-Type says.
  std::string_view content_type() const;
};
std::optional<Wire> WireOf(std::string_view content_type);

// The one message of a body, without what frames it. INVALID_ARGUMENT frame_malformed where it is
// none, cut off, compressed, or more than one.
absl::StatusOr<std::string> MessageIn(const Wire& wire, std::string_view body);

// The first byte of a frame.
inline constexpr uint8_t kMessage = 0x00;
inline constexpr uint8_t kConnectEnd = 0x02;
inline constexpr uint8_t kWebTrailers = 0x80;
std::string Frame(uint8_t flags, std::string_view content);

// How long the caller waits: grpc-timeout ("100m") or connect-timeout-ms ("100"). Absent where it
// does not say. INVALID_ARGUMENT timeout_malformed.
absl::StatusOr<std::optional<absl::Duration>> TimeoutOf(const Wire& wire, const Headers& headers);

// How a call ended. `details`: a serialised google.rpc.Status, or empty.
struct Ending {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message{};
  std::string details{};
  Headers trailers{};
};
// A code that is none becomes UNKNOWN; the details say the same code and message as the status, as
// some clients read the one and some the other; a message is UTF-8.
Ending MakeEnding(int code, std::string_view message, std::string_view details, Headers trailers);

// The last frame of a stream, and of everything in gRPC-Web.
std::string EndFrame(const Wire& wire, const Ending& ending);
// The body of a Connect unary call that failed, and its HTTP status.
std::string ConnectError(const Ending& ending);
int HttpStatusOf(absl::StatusCode code);

}  // namespace gom::door

#endif  // GOM_COMMON_RPC_DOOR_FRAMING_H_
