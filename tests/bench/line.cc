#include "tests/bench/line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "tests/bench/fixture.h"

namespace gom::bench {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max();
// What a modem holds before it lets no more in.
constexpr absl::Duration kModem = absl::Milliseconds(250);
constexpr size_t kPacket = 512;

sockaddr_in LoopbackAt(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// Ends it with a reset, as a path that is gone does.
void Reset(int socket) {
  const linger now{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close(socket);
}

}  // namespace

// One direction of one connection.
struct Line::Way {
  struct Packet {
    absl::Time arrives;
    std::string bytes;
  };
  int from = -1, to = -1;
  std::deque<Packet> packets;
  bool ended = false;     // nothing more will come in
  bool told_end = false;  // and the other side knows
};

struct Line::Connection {
  ~Connection() {
    Reset(ways[0].from);
    Reset(ways[0].to);
  }
  absl::Time ready;  // no byte arrives before
  Way ways[2];       // up, down
  bool gone = false;
};

Line::Line(int hub_port, const LineTerms& terms)
    : terms_(terms),
      hub_port_(hub_port),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      free_at_{absl::Now(), absl::Now()},
      next_cut_us_(kNever) {
  sockaddr_in address = LoopbackAt(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    Must(absl::UnavailableError("no port for the line"));
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Carry(); });
}

Line::~Line() {
  stop_ = true;
  thread_.join();
  close(listener_);
}

void Line::Begin(absl::Duration first_cut) {
  if (terms_.cut_every == absl::InfiniteDuration()) return;
  next_cut_us_ = absl::ToUnixMicros(absl::Now() + first_cut);
}

void Line::Accept(absl::Time now) {
  const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const int hub = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = LoopbackAt(hub_port_);
  if (connect(hub, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    Reset(client);
    Reset(hub);
    return;
  }
  const int on = 1;
  for (const int s : {client, hub}) setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  auto made = std::make_unique<Connection>();
  made->ready = now + terms_.round_trip * 1.5;
  made->ways[0].from = made->ways[1].to = client;
  made->ways[0].to = made->ways[1].from = hub;
  open_.push_back(std::move(made));
  ++connections_;
}

void Line::Cut() {
  open_.clear();
  ++cuts_;
  next_cut_us_ = next_cut_us_ + absl::ToInt64Microseconds(terms_.cut_every);
}

void Line::Carry() {
  while (!stop_) {
    absl::Time now = absl::Now();
    if (absl::ToUnixMicros(now) >= next_cut_us_) Cut();
    std::vector<pollfd> waiting = {{listener_, POLLIN, 0}};
    std::vector<std::pair<Connection*, int>> readers;
    for (const auto& c : open_) {
      for (int d = 0; d < 2; ++d) {
        if (c->ways[d].ended || free_at_[d] - now > kModem) continue;
        waiting.push_back({c->ways[d].from, POLLIN, 0});
        readers.emplace_back(c.get(), d);
      }
    }
    poll(waiting.data(), waiting.size(), 1);
    now = absl::Now();
    for (size_t i = 0; i < readers.size(); ++i) {
      if (waiting[i + 1].revents == 0) continue;
      auto [connection, d] = readers[i];
      Way& way = connection->ways[d];
      char buffer[kPacket];
      const ssize_t n = recv(way.from, buffer, sizeof buffer, MSG_DONTWAIT);
      if (n <= 0) {
        way.ended = true;
        continue;
      }
      free_at_[d] = std::max(free_at_[d], now) +
                    absl::Seconds(static_cast<double>(n) * 8 / terms_.bits_per_second);
      way.packets.push_back({std::max(free_at_[d] + terms_.round_trip / 2, connection->ready),
                             std::string(buffer, static_cast<size_t>(n))});
      bytes_ += n;
    }
    for (const auto& c : open_) {
      for (Way& way : c->ways) {
        while (!way.packets.empty() && way.packets.front().arrives <= now) {
          const std::string& bytes = way.packets.front().bytes;
          if (send(way.to, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) c->gone = true;
          way.packets.pop_front();
        }
        if (way.ended && way.packets.empty() && !way.told_end) {
          shutdown(way.to, SHUT_WR);
          way.told_end = true;
        }
      }
    }
    open_.remove_if(
        [](const auto& c) { return c->gone || (c->ways[0].told_end && c->ways[1].told_end); });
    if (waiting[0].revents != 0) Accept(now);
  }
  open_.clear();
}

}  // namespace gom::bench
