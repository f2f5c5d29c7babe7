#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

namespace gom::e2e {
namespace {

constexpr size_t kChunk = 16 << 10;
// A slow line carries a little at a time.
constexpr size_t kSlowChunk = 256;
// After that long whoever sends takes a packet for lost, and twice as long the next time.
constexpr auto kSendAgain = std::chrono::milliseconds(200);
// What a line holds before whoever sends has to wait.
constexpr size_t kMostHeld = 64;

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

void SetUp(int socket) {
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  fcntl(socket, F_SETFL, O_NONBLOCK);
}

}  // namespace

FaultProxy::FaultProxy(int to_port)
    : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), to_port_(to_port) {
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  listen(listener_, 16);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  fcntl(listener_, F_SETFL, O_NONBLOCK);
  [[maybe_unused]] const int made = pipe2(wake_.data(), O_CLOEXEC | O_NONBLOCK);
  thread_ = std::thread([this] { Run(); });
}

FaultProxy::~FaultProxy() {
  {
    platform::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  Wake();
  thread_.join();
  for (Pair& pair : pairs_) Close(pair, true);
  for (const int fd : {listener_, wake_[0], wake_[1]}) close(fd);
}

std::string FaultProxy::address() const { return absl::StrCat("127.0.0.1:", port_); }

void FaultProxy::LeadTo(int port) {
  platform::MutexLock lock(&mutex_);
  to_port_ = port;
}

void FaultProxy::Swallow(Way way) {
  platform::MutexLock lock(&mutex_);
  faults_.swallows[static_cast<size_t>(way)] = true;
}

void FaultProxy::ResetAfter(Way way, int64_t bytes) {
  platform::MutexLock lock(&mutex_);
  faults_.reset_after[static_cast<size_t>(way)] = bytes;
}

void FaultProxy::Slow(int64_t bytes_per_second, std::chrono::milliseconds delay,
                      unsigned lost_of_100) {
  platform::MutexLock lock(&mutex_);
  faults_.bytes_per_second = bytes_per_second;
  faults_.delay = delay;
  faults_.lost_of_100 = lost_of_100;
}

void FaultProxy::ForgetConnections() {
  platform::MutexLock lock(&mutex_);
  for (Pair& pair : pairs_) {
    pair.forgotten = true;
    for (Flow& flow : pair.flows) flow.held.clear();
  }
}

void FaultProxy::Heal() {
  {
    platform::MutexLock lock(&mutex_);
    faults_ = {};
    carried_ = {};
    for (Pair& pair : pairs_) pair.broken = !pair.forgotten;
  }
  Wake();
}

int64_t FaultProxy::carried(Way way) const {
  platform::MutexLock lock(&mutex_);
  return carried_[static_cast<size_t>(way)];
}

int FaultProxy::connections() const {
  platform::MutexLock lock(&mutex_);
  return connections_;
}

void FaultProxy::Wake() const { [[maybe_unused]] const ssize_t n = write(wake_[1], "", 1); }

void FaultProxy::Accept() {
  const int from = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (from < 0) return;
  const int to = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(to_port_);
  Pair& pair = pairs_.emplace_back();
  ++connections_;
  pair.sockets = {from, to};
  // On the loopback it answers at once, or there is nobody.
  pair.broken = connect(to, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0;
  SetUp(from);
  SetUp(to);
}

FaultProxy::Clock::time_point FaultProxy::DueOnSlowLine(Flow& flow, int64_t bytes,
                                                        Clock::time_point now) {
  const std::chrono::microseconds takes(bytes * 1'000'000 / faults_.bytes_per_second);
  flow.free_at = std::max(flow.free_at, now) + takes;
  Clock::time_point due = flow.free_at;
  for (auto wait = kSendAgain; chance_() % 100 < faults_.lost_of_100; wait *= 2) {
    flow.free_at += takes;
    due = std::max(flow.free_at, due + wait);
  }
  return due + faults_.delay;
}

void FaultProxy::Read(Pair& pair, size_t from, Clock::time_point now) {
  Flow& flow = pair.flows[from];
  char buffer[kChunk];
  const size_t most = faults_.bytes_per_second > 0 ? kSlowChunk : kChunk;
  const ssize_t got = recv(pair.sockets[from], buffer, most, 0);
  if (got < 0) {
    const bool gone = errno != EAGAIN && errno != EINTR;
    (pair.forgotten ? flow.ended : pair.broken) = gone;
  } else if (got == 0) {
    flow.ended = true;
  } else if (!faults_.swallows[from] && !pair.forgotten) {
    flow.held.push_back({std::string(buffer, static_cast<size_t>(got)), now + faults_.delay});
    if (faults_.bytes_per_second > 0) flow.held.back().due = DueOnSlowLine(flow, got, now);
  }
}

void FaultProxy::Write(Pair& pair, size_t from, Clock::time_point now) {
  Flow& flow = pair.flows[from];
  while (!flow.held.empty() && flow.held.front().due <= now && !pair.broken) {
    std::string& bytes = flow.held.front().bytes;
    const int64_t left = faults_.reset_after[from] - flow.carried;
    const size_t may =
        static_cast<size_t>(std::min<int64_t>(left, static_cast<int64_t>(bytes.size())));
    const ssize_t sent =
        may == 0 ? 0 : send(pair.sockets[1 - from], bytes.data(), may, MSG_NOSIGNAL);
    if (sent < 0) {
      pair.broken = errno != EAGAIN && errno != EINTR;
      return;
    }
    flow.carried += sent;
    carried_[from] += sent;
    pair.broken = flow.carried >= faults_.reset_after[from];
    bytes.erase(0, static_cast<size_t>(sent));
    if (bytes.empty()) flow.held.pop_front();
  }
  const bool passes = !faults_.swallows[from] && !pair.forgotten;
  if (flow.held.empty() && flow.ended && !flow.told && passes) {
    shutdown(pair.sockets[1 - from], SHUT_WR);
    flow.told = true;
  }
}

void FaultProxy::Close(Pair& pair, bool reset) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  for (const int socket : pair.sockets) {
    if (reset) setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close(socket);
  }
}

void FaultProxy::Run() {
  constexpr auto kLook = std::chrono::milliseconds(20);
  std::vector<pollfd> looked_at;
  for (;;) {
    looked_at = {{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}};
    {
      platform::MutexLock lock(&mutex_);
      if (stopping_) return;
      for (const Pair& pair : pairs_) {
        for (size_t i = 0; i < 2; ++i) {
          const Flow& flow = pair.flows[i];
          const bool reads = !flow.ended && flow.held.size() < kMostHeld;
          looked_at.push_back({reads ? pair.sockets[i] : -1, POLLIN, 0});
        }
      }
    }
    // What is held is looked at again soon.
    poll(looked_at.data(), looked_at.size(), static_cast<int>(kLook.count()));
    const Clock::time_point now = Clock::now();
    platform::MutexLock lock(&mutex_);
    char drained[64];
    [[maybe_unused]] const ssize_t n = read(wake_[0], drained, sizeof(drained));
    size_t at = 2;
    for (Pair& pair : pairs_) {
      for (size_t i = 0; i < 2; ++i, ++at) {
        if (looked_at[at].revents != 0) Read(pair, i, now);
      }
      for (size_t i = 0; i < 2; ++i) Write(pair, i, now);
    }
    if (looked_at[0].revents != 0) Accept();
    pairs_.remove_if([](Pair& pair) {
      const bool over = pair.flows[0].told && pair.flows[1].told;
      if (over || pair.broken) Close(pair, pair.broken);
      return over || pair.broken;
    });
  }
}

}  // namespace gom::e2e
