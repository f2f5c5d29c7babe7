// A gRPC server with a service that says what reached it, a door before it, and a client that sends
// whatever bytes it likes.
#ifndef GOM_TESTS_COMMON_RPC_DOOR_PROBE_H_
#define GOM_TESTS_COMMON_RPC_DOOR_PROBE_H_

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/platform/mutex.h"
#include "common/platform/random.h"
#include "common/rpc/credentials.h"
#include "common/rpc/door/door.h"
#include "common/rpc/door_mark.h"
#include "common/rpc/limits.h"
#include "common/rpc/status.h"
#include "gom/v1/error.pb.h"
#include "grpcpp/server_builder.h"
#include "tests/common/rpc/door/probe.grpc.pb.h"

namespace gom::door {

class ProbeService final : public probe::Probe::Service {
 public:
  grpc::Status Echo(grpc::ServerContext* context, const probe::Said* said,
                    probe::Heard* heard) override {
    ++calls;
    context->AddInitialMetadata("x-first", "1");
    context->AddTrailingMetadata("x-last", "2");
    context->AddTrailingMetadata("x-raw-bin", std::string("\x01\x02", 2));
    heard->set_text(said->text());
    for (const auto& [key, value] : context->client_metadata())
      (*heard->mutable_metadata())[std::string(key.data(), key.size())] =
          std::string(value.data(), value.size());
    if (said->text() == "fail") return Failure();
    if (said->text() == "mixed")
      return {grpc::StatusCode::NOT_FOUND, "mixed", Failure().error_details()};
    if (absl::StartsWith(said->text(), "slow")) AwaitCancel(context);
    (*heard->mutable_metadata())["peer"] =
        absl::StrCat(rpc::PeerOf(*context).local() ? "local" : "a stranger",
                     rpc::DoorMarkOf(*context).has_value() ? " through the door" : "");
    if (said->text() == "huge") heard->set_text(std::string(said->number(), 'x'));
    return grpc::Status::OK;
  }

  grpc::Status Count(grpc::ServerContext* context, const probe::Said* said,
                     grpc::ServerWriter<probe::Heard>* writer) override {
    ++calls;
    context->AddInitialMetadata("x-first", "1");
    context->AddTrailingMetadata("x-last", "2");
    for (uint32_t i = 1; i <= said->number(); ++i) {
      probe::Heard heard;
      heard.set_number(i);
      if (!writer->Write(heard)) return grpc::Status::CANCELLED;
    }
    if (said->text() == "watch") AwaitCancel(context);
    return said->text() == "fail" ? Failure() : grpc::Status::OK;
  }

  static grpc::Status Failure() {
    return rpc::ToGrpc(text::WithError(absl::StatusCode::kFailedPrecondition, Refusal()));
  }
  static v1::Error Refusal() {
    v1::Error error;
    error.set_code("period_locked");
    error.set_vi("Kỳ đã khóa.");
    error.set_en("The period is locked.");
    return error;
  }

  void AwaitCancelled(int count) {
    platform::MutexLock lock(&mutex_);
    wanted_ = count;
    mutex_.Await(absl::Condition(this, &ProbeService::Enough));
  }
  void AwaitWaiting(int count) {
    platform::MutexLock lock(&mutex_);
    waited_for_ = count;
    mutex_.Await(absl::Condition(this, &ProbeService::Waiting));
  }

  std::atomic<int> calls{0};

 private:
  // Until the caller has cancelled; the deadline counts too.
  void AwaitCancel(grpc::ServerContext* context) {
    {
      platform::MutexLock lock(&mutex_);
      ++waiting_;
    }
    platform::Mutex mutex;
    while (!context->IsCancelled()) {
      platform::MutexLock lock(&mutex);
      bool never = false;
      mutex.AwaitWithTimeout(absl::Condition(&never), absl::Milliseconds(5));
    }
    platform::MutexLock lock(&mutex_);
    --waiting_;
    ++cancelled_;
  }
  bool Enough() const { return cancelled_ >= wanted_; }
  bool Waiting() const { return waiting_ >= waited_for_; }

  platform::Mutex mutex_;
  int cancelled_ = 0, wanted_ = 0, waiting_ = 0, waited_for_ = 0;
};

// Opens for the token "open", and counts.
class ProbeSessions final : public Sessions {
 public:
  absl::StatusOr<Credentials> Open(const v1::OpenSessionRequest& request) override {
    if (request.token() != "open") return absl::UnauthenticatedError("no");
    return table.Begin();
  }
  v1::SessionState State(const Credentials& credentials) override {
    v1::SessionState state;
    state.set_open(table.Knows(credentials.cookie));
    return state;
  }
  void End(const Credentials& credentials) override { table.End(credentials); }

  platform::ManualMonotonicClock clock;
  platform::SeededRandom random{1};
  SessionTable table{clock, random};
};

struct HttpAnswer {
  int status = 0;
  std::multimap<std::string, std::string> headers;
  std::string body;

  std::string Header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

// A socket, and no more of HTTP than is needed to read an answer.
class Raw {
 public:
  explicit Raw(int port, bool v6 = false) : fd_(socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v4.sin_port = htons(static_cast<uint16_t>(port));
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_addr = in6addr_loopback;
    six.sin6_port = v4.sin_port;
    connected_ = v6 ? connect(fd_, reinterpret_cast<sockaddr*>(&six), sizeof six) == 0
                    : connect(fd_, reinterpret_cast<sockaddr*>(&v4), sizeof v4) == 0;
    // Whatever the door does wrong, a test ends.
    const timeval patience{60, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Raw() { Close(); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  bool connected() const { return connected_; }
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  void Close() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }

  // Up to and with `mark`; what came where the other side ends first.
  std::string Until(const std::string& mark) {
    size_t at = 0;
    while ((at = buffer_.find(mark)) == std::string::npos) {
      if (!More()) return std::exchange(buffer_, "");
    }
    return Take(at + mark.size());
  }
  std::string Exactly(size_t count) {
    while (buffer_.size() < count && More()) {
    }
    return Take(std::min(count, buffer_.size()));
  }
  // Whether the other side says something, or ends, in so long.
  bool EndsWithin(absl::Duration patience) const {
    pollfd one{fd_, POLLIN, 0};
    return poll(&one, 1, static_cast<int>(absl::ToInt64Milliseconds(patience))) > 0;
  }
  // Whether the other side has ended, after all that it said.
  bool Ended() {
    while (More()) {
    }
    return true;
  }

  HttpAnswer Head() {
    HttpAnswer answer;
    const std::string head = Until("\r\n\r\n");
    const std::vector<std::string> lines = absl::StrSplit(head, "\r\n", absl::SkipEmpty());
    if (lines.empty() || lines[0].size() < 12 ||
        !absl::SimpleAtoi(lines[0].substr(9, 3), &answer.status))
      return answer;
    for (size_t i = 1; i < lines.size(); ++i) {
      const std::pair<std::string, std::string> pair =
          absl::StrSplit(lines[i], absl::MaxSplits(": ", 1));
      answer.headers.emplace(absl::AsciiStrToLower(pair.first), pair.second);
    }
    return answer;
  }
  // One piece of a body in pieces; empty at the end.
  std::string Piece() {
    size_t size = 0;
    if (!absl::SimpleHexAtoi(absl::StripAsciiWhitespace(Until("\r\n")), &size)) return "";
    const std::string piece = Exactly(size);
    Until("\r\n");
    return piece;
  }
  HttpAnswer Answer() {
    HttpAnswer answer = Head();
    size_t length = 0;
    if (answer.Header("transfer-encoding") == "chunked") {
      for (std::string piece = Piece(); !piece.empty(); piece = Piece()) answer.body += piece;
    } else if (absl::SimpleAtoi(answer.Header("content-length"), &length)) {
      answer.body = Exactly(length);
    }
    return answer;
  }

 private:
  bool More() {
    char piece[16384];
    const ssize_t got = recv(fd_, piece, sizeof piece, 0);
    if (got > 0) buffer_.append(piece, static_cast<size_t>(got));
    return got > 0;
  }
  std::string Take(size_t count) {
    std::string taken = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return taken;
  }

  int fd_;
  bool connected_ = false;
  std::string buffer_;
};

class DoorFixture : public testing::Test {
 protected:
  explicit DoorFixture(DoorLimits limits = {}, uint64_t message_bytes = 1 << 20) {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    builder.SetMaxReceiveMessageSize(64 << 20);
    server_ = builder.BuildAndStart();
    auto listener = LoopbackListener::Bind(0, 0);
    EXPECT_TRUE(listener.ok()) << listener.status();
    PorterOptions options;
    options.policy = LoopbackPolicy((*listener)->port());
    options.policy.message_bytes = message_bytes;
    options.files = Files::BuiltIn();
    options.channel = server_->InProcessChannel(rpc::ClientArguments());
    options.sessions = &sessions_;
    options.most_streams = 3;
    options.longest_call = absl::Minutes(1);
    door_ = std::make_unique<Door>(*std::move(listener), std::move(options), limits);
    host_ = absl::StrCat("127.0.0.1:", door_->port());
  }
  ~DoorFixture() override {
    door_.reset();
    server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(5));
  }

  // The head of a page's own call, and its body.
  std::string Request(const std::string& method, const std::string& type, const std::string& body,
                      const std::string& more = "") const {
    return absl::StrCat("POST /gom.probe.Probe/", method, " HTTP/1.1\r\nHost: ", host_,
                        "\r\nOrigin: http://", host_,
                        "\r\nX-Agent-Token: t\r\nContent-Type: ", type,
                        "\r\nContent-Length: ", body.size(), "\r\n", more, "\r\n", body);
  }
  std::string GetRequest(const std::string& path, const std::string& more = "") const {
    return absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: ", host_, "\r\n", more, "\r\n");
  }
  HttpAnswer Ask(const std::string& request) const {
    Raw raw(door_->port());
    EXPECT_TRUE(raw.Send(request));
    return raw.Answer();
  }
  // A message of Echo or Count, as bytes and framed.
  static std::string Bytes(const std::string& text, uint32_t number = 0) {
    probe::Said said;
    said.set_text(text);
    said.set_number(number);
    return said.SerializeAsString();
  }
  static std::string Framed(const std::string& text, uint32_t number = 0) {
    return Frame(kMessage, Bytes(text, number));
  }

  ProbeService service_;
  ProbeSessions sessions_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Door> door_;
  std::string host_;
};

}  // namespace gom::door

#endif  // GOM_TESTS_COMMON_RPC_DOOR_PROBE_H_
