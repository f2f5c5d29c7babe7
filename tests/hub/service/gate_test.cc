// The gate with real sockets; behind it stands no gRPC server but who keeps what is let in.
#include "hub/service/gate.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <deque>

#include "absl/time/clock.h"
#include "common/platform/mutex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::hub {
namespace {

using platform::Descriptor;

constexpr absl::Duration kPatience = absl::Seconds(30);
constexpr absl::Duration kShort = absl::Milliseconds(100);

// Who was let in, in order.
class Inside {
 public:
  void Add(int fd) {
    platform::MutexLock lock(&mutex_);
    fds_.push_back(std::make_unique<Descriptor>(fd));
  }
  // The next one; null if nobody comes.
  std::unique_ptr<Descriptor> Next(absl::Duration patience = kPatience) {
    platform::MutexLock lock(&mutex_);
    const auto somebody = [this] { return !fds_.empty(); };
    if (!mutex_.AwaitWithTimeout(absl::Condition(&somebody), patience)) return nullptr;
    auto fd = std::move(fds_.front());
    fds_.pop_front();
    return fd;
  }

 private:
  platform::Mutex mutex_;
  std::deque<std::unique_ptr<Descriptor>> fds_;
};

class Acceptor final : public grpc::experimental::ExternalConnectionAcceptor {
 public:
  explicit Acceptor(Inside& inside) : inside_(inside) {}
  void HandleNewConnection(NewConnectionParameters* connection) override {
    inside_.Add(connection->fd);
  }

 private:
  Inside& inside_;
};

class GateTest : public ::testing::Test {
 protected:
  void Open(GateOptions options) {
    auto gate = Gate::Bind({"127.0.0.1", 0}, std::move(options));
    ASSERT_TRUE(gate.ok()) << gate.status();
    gate_ = *std::move(gate);
    gate_->Open(std::make_unique<Acceptor>(inside_));
  }

  std::unique_ptr<Descriptor> Connect(const char* from = "127.0.0.1") {
    auto fd = std::make_unique<Descriptor>(socket(AF_INET, SOCK_STREAM, 0));
    const timeval patience{absl::ToInt64Seconds(kPatience), 0};
    setsockopt(fd->get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, from, &address.sin_addr);
    EXPECT_EQ(bind(fd->get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    address.sin_port = htons(static_cast<uint16_t>(gate_->port()));
    EXPECT_EQ(connect(fd->get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return fd;
  }

  // Waits until the other side has ended it.
  static bool Ended(const Descriptor& fd) {
    char byte = 0;
    return recv(fd.get(), &byte, 1, 0) == 0 || errno == ECONNRESET;
  }
  static bool Alive(const Descriptor& fd) {
    char byte = 0;
    return recv(fd.get(), &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN;
  }
  // As gRPC does it.
  static void End(std::unique_ptr<Descriptor> fd) { shutdown(fd->get(), SHUT_RDWR); }

  // What the gate's thread reads and writes outlives it.
  std::atomic<uint64_t> used_ = 0;
  std::atomic<size_t> told_ = 0;
  Inside inside_;
  std::unique_ptr<Gate> gate_;
};

TEST_F(GateTest, WhoIsLetIn_TalksToTheServerAlone) {
  Open({});
  const auto client = Connect();
  const auto server = inside_.Next();
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(send(client->get(), "a", 1, 0), 1);
  pollfd readable{server->get(), POLLIN, 0};
  ASSERT_EQ(poll(&readable, 1, absl::ToInt64Milliseconds(kPatience)), 1);
  char byte = 0;
  EXPECT_EQ(recv(server->get(), &byte, 1, 0), 1);
  EXPECT_EQ(byte, 'a');
}

TEST_F(GateTest, C15_MoreThanTheShareOfAnAddress_IsTurnedAwayAndOthersAreNot) {
  Open({.limits = {.per_address = 2}});
  const auto first = Connect(), second = Connect();
  auto inside = inside_.Next();
  const auto other_inside = inside_.Next();
  EXPECT_TRUE(Ended(*Connect()));
  const auto neighbour = Connect("127.0.0.2");
  EXPECT_NE(inside_.Next(), nullptr);
  // One of the two goes, and there is a place again as soon as the gate has seen it.
  End(std::move(inside));
  EXPECT_TRUE(Ended(*first));
  std::unique_ptr<Descriptor> again, let_in;
  for (int i = 0; i < 1000 && let_in == nullptr; ++i) {
    again = Connect();
    let_in = inside_.Next(absl::Milliseconds(20));
  }
  EXPECT_NE(let_in, nullptr);
}

TEST_F(GateTest, C12_FullGate_WhoComesWaitsForAPlace) {
  Open({.limits = {.connections = 2, .silence = absl::Hours(1)}});
  const auto first = Connect(), second = Connect(), third = Connect();
  auto inside = inside_.Next();
  const auto other_inside = inside_.Next();
  EXPECT_EQ(inside_.Next(absl::Milliseconds(200)), nullptr);
  EXPECT_TRUE(Alive(*third));
  End(std::move(inside));
  EXPECT_NE(inside_.Next(), nullptr);
}

TEST_F(GateTest, C7_FullGate_WhoIsSilentMakesRoom) {
  Open({.limits = {.connections = 2, .silence = absl::ZeroDuration()}});
  const auto first = Connect(), second = Connect(), third = Connect();
  auto inside = inside_.Next(), other_inside = inside_.Next();
  EXPECT_TRUE(Ended(*first));
  EXPECT_TRUE(Ended(*second));
  End(std::move(inside));
  End(std::move(other_inside));
  EXPECT_NE(inside_.Next(), nullptr);
}

TEST_F(GateTest, C17_ShortOfMemory_WhoSentMostIsHungUpOnAndTheOtherStays) {
  constexpr uint64_t kEnough = 1500 + 3 * kMemoryOfAConnection;
  Open({.limits = {.memory = 1000},
        .memory = [this] { return used_.load(); },
        .data = [] { return uint64_t{500}; },
        .on_short_of_memory =
            [this](size_t connections, uint64_t memory) {
              told_ = connections;
              EXPECT_EQ(memory, kEnough + 1);
              used_ = 0;
            }});
  const auto modest = Connect(), greedy = Connect();
  const auto first_inside = inside_.Next(), second_inside = inside_.Next();
  EXPECT_EQ(send(modest->get(), "a", 1, 0), 1);
  const std::string much(kModest + 1, 'a');
  EXPECT_EQ(send(greedy->get(), much.data(), much.size(), 0), static_cast<ssize_t>(much.size()));
  used_ = kEnough;
  const auto later = Connect();
  ASSERT_NE(inside_.Next(), nullptr);
  EXPECT_TRUE(Alive(*greedy));
  used_ = kEnough + 1;
  EXPECT_TRUE(Ended(*greedy));
  EXPECT_TRUE(Alive(*modest));
  EXPECT_EQ(told_, 1u);
}

TEST_F(GateTest, C17_ShortOfMemoryForLong_WhoSentLittleGoesToo) {
  Open({.limits = {.memory = 1000, .patience = kShort},
        .memory = [this] { return used_.load(); },
        .on_short_of_memory = [this](size_t, uint64_t) { used_ = 0; }});
  const auto modest = Connect();
  const auto inside = inside_.Next();
  used_ = uint64_t{1} << 30;
  EXPECT_TRUE(Ended(*modest));
}

TEST_F(GateTest, C17_ShortOfMemoryForLong_WhoCameLaterIsNotTheCauseAndStays) {
  std::atomic<int> looks_while_short = 0;
  Open({.limits = {.memory = 1000, .patience = kShort},
        .memory =
            [&] {
              if (used_ > 0) ++looks_while_short;
              return used_.load();
            },
        .on_short_of_memory =
            [this](size_t connections, uint64_t) {
              told_ = connections;
              used_ = 0;
            }});
  const auto before = Connect();
  const auto inside = inside_.Next();
  used_ = uint64_t{1} << 30;
  while (looks_while_short == 0) std::this_thread::yield();
  const auto later = Connect();
  const auto later_inside = inside_.Next();
  ASSERT_NE(later_inside, nullptr);
  EXPECT_TRUE(Ended(*before));
  EXPECT_TRUE(Alive(*later));
  EXPECT_EQ(told_, 1u);
}

TEST_F(GateTest, C7_WhoSendsCrumbs_IsHungUpOnAndWhoReadsOrIsSilentStays) {
  Open({.limits = {.progress = kShort}});
  const auto trickles = Connect(), reads = Connect(), silent = Connect();
  const auto first = inside_.Next(), reads_from = inside_.Next(), third = inside_.Next();
  for (const auto* fd : {trickles.get(), reads.get()}) {
    const int on = 1;
    setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  const std::string page(1000, 'p');
  char got[1000];
  const absl::Time until = absl::Now() + kPatience;
  bool ended = false;
  while (!ended && absl::Now() < until) {
    // A byte each, as a window is opened again; the one is answered.
    send(trickles->get(), "a", 1, MSG_NOSIGNAL);
    EXPECT_EQ(send(reads->get(), "w", 1, MSG_NOSIGNAL), 1);
    EXPECT_EQ(send(reads_from->get(), page.data(), page.size(), 0), 1000);
    EXPECT_GT(recv(reads->get(), got, sizeof got, 0), 0);
    pollfd over{trickles->get(), POLLIN, 0};
    ended = poll(&over, 1, 1) > 0;
  }
  EXPECT_TRUE(ended && Ended(*trickles));
  EXPECT_TRUE(Alive(*silent));
  EXPECT_EQ(send(reads->get(), "w", 1, MSG_NOSIGNAL), 1);
}

TEST_F(GateTest, ShortOfMemoryWhoeverIsHungUpOn_IsTheHubsOwnAndTheLimitRises) {
  Open({.limits = {.memory = 1000, .patience = kShort}, .memory = [this] { return used_.load(); }});
  used_ = uint64_t{1} << 30;
  constexpr int kUntilItRose = 1000;  // milliseconds; some times over
  bool stays = false;
  for (const absl::Time until = absl::Now() + kPatience; !stays && absl::Now() < until;) {
    const auto client = Connect();
    auto inside = inside_.Next();
    ASSERT_NE(inside, nullptr);
    pollfd ended{client->get(), POLLIN, 0};
    stays = poll(&ended, 1, kUntilItRose) == 0;
    End(std::move(inside));
  }
  EXPECT_TRUE(stays);
}

TEST_F(GateTest, PortInUse_IsRefused) {
  Open({});
  EXPECT_EQ(Gate::Bind({"127.0.0.1", gate_->port()}, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Gate::Bind({"192.0.2.1", 0}, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  for (const char* any : {"0.0.0.0", "::", "localhost"}) {
    EXPECT_TRUE(Gate::Bind({any, 0}, {}).ok()) << any;
  }
}

}  // namespace
}  // namespace gom::hub
