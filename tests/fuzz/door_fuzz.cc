// What a connection of a browser's, or of somebody who is none, sends to the door: any bytes, in
// pieces of any size. The first byte says of which.
#include <atomic>
#include <memory>

#include "absl/strings/ascii.h"
#include "common/rpc/credentials.h"
#include "common/rpc/door/connection.h"
#include "common/rpc/door/door.h"
#include "common/rpc/door/framing.h"
#include "common/rpc/limits.h"
#include "gom/v1/page.grpc.pb.h"
#include "grpcpp/server_builder.h"
#include "tests/fuzz/fuzz.h"

namespace gom::fuzz {
namespace {

constexpr int kPort = 7401;

class Bytes final : public door::Transport {
 public:
  Bytes(std::string_view input, size_t piece) : left_(input), piece_(piece) {}
  long Read(char* bytes, size_t count, absl::Duration /*patience*/) override {
    const size_t taken = std::min({count, piece_, left_.size()});
    left_.copy(bytes, taken);
    left_.remove_prefix(taken);
    return static_cast<long>(taken);
  }
  bool Write(const char* bytes, size_t count, absl::Duration /*patience*/) override {
    said_.append(bytes, count);
    return true;
  }
  bool Gone() const override { return false; }
  void EndWriting() override {}
  void HangUp() override {}

  const std::string& said() const { return said_; }

 private:
  std::string_view left_;
  const size_t piece_;
  std::string said_;
};

class NoSessions final : public door::Sessions {
 public:
  absl::StatusOr<door::Credentials> Open(const v1::OpenSessionRequest& /*request*/) override {
    return absl::UnauthenticatedError("no");
  }
  v1::SessionState State(const door::Credentials& /*credentials*/) override { return {}; }
  void End(const door::Credentials& /*credentials*/) override {}
};

// A server whose methods do nothing: what is wrong with a call's metadata is found before that.
door::Porter& Behind() {
  static auto* const service = new v1::PageService::CallbackService();
  static auto* const server =
      grpc::ServerBuilder().RegisterService(service).BuildAndStart().release();
  static auto* const porter = new door::Porter({.policy = door::LoopbackPolicy(kPort),
                                                .files = door::Files::BuiltIn(),
                                                .channel = server->InProcessChannel({}),
                                                .sessions = new NoSessions()});
  return *porter;
}

void AsConnection(std::string_view input) {
  const size_t piece = input.empty() ? 1 : 1 + static_cast<unsigned char>(input[0]) * 16;
  Bytes transport(input.empty() ? input : input.substr(1), piece);
  door::Shared shared{.limits = {}, .porter = Behind()};
  std::atomic<bool> idle{false};
  door::ServeConnection(transport, shared, idle);
  EXPECT_EQ(shared.body_bytes, 0u);
  if (transport.said().empty()) return;
  EXPECT_EQ(transport.said().substr(0, 5), "HTTP/");
  EXPECT_EQ(absl::AsciiStrToLower(transport.said()).find("access-control-"), std::string::npos);
}

void AsFrame(std::string_view input) {
  for (const char* type : {"application/grpc-web+proto", "application/connect+json"}) {
    const door::Wire wire = *door::WireOf(type);
    const absl::StatusOr<std::string> message = door::MessageIn(wire, input);
    if (!message.ok()) {
      ExpectRefusal(message.status());
    } else {
      EXPECT_EQ(door::Frame(door::kMessage, *message), input);
    }
    const auto timeout = door::TimeoutOf(
        wire, {{"grpc-timeout", std::string(input)}, {"connect-timeout-ms", std::string(input)}});
    if (!timeout.ok()) ExpectRefusal(timeout.status());
    // Whatever a server says of how a call ended can be written down.
    EXPECT_GE(door::EndFrame(wire, door::MakeEnding(9, input, input, {{"x-a", std::string(input)}}))
                  .size(),
              5u);
  }
}

void AsHeaders(std::string_view input) {
  const size_t middle = input.size() / 2;
  const std::string name(input.substr(0, middle)), value(input.substr(middle));
  const door::Policy policy = door::LoopbackPolicy(kPort);
  for (const auto& [key, said] :
       door::MetadataOf(policy, {{name, value}, {"x-name", value}, {"x-raw-bin", value}}))
    EXPECT_TRUE(rpc::IsLegalMetadata(key, said)) << key;
  door::CredentialsOf(policy, {{"cookie", value}, {"x-agent-token", name}});
}

}  // namespace

void TryInput(std::string_view input) {
  rpc::QuietGrpc();
  AsConnection(input);
  AsFrame(input);
  AsHeaders(input);
}

}  // namespace gom::fuzz
