#include "common/rpc/door/transport.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "common/platform/clock.h"
#include "common/rpc/door/words.h"
#include "common/text/message.h"

namespace gom::door {
namespace {

using platform::Descriptor;

constexpr int kBacklog = 64;
// After an accept that failed for want of something: it will not be there at once.
constexpr absl::Duration kBreath = absl::Milliseconds(100);

int Ms(absl::Duration d) {
  return static_cast<int>(absl::ToInt64Milliseconds(
      std::clamp(d, absl::ZeroDuration(), absl::Hours(1)) + absl::Microseconds(999)));
}

// Whether `what` may be done at once, or after a wait of so long.
bool Ready(int fd, int16_t what, absl::Duration patience) {
  pollfd one{fd, what, 0};
  int ready = 0;
  do ready = poll(&one, 1, Ms(patience));
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

std::unique_ptr<Descriptor> ListenAt(const sockaddr* address, socklen_t size) {
  auto fd = std::make_unique<Descriptor>(
      socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int on = 1;
  if (!fd->ok()) return nullptr;
  // A port that we had a moment ago is ours again; never two of us on one (no SO_REUSEPORT).
  setsockopt(fd->get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  // An answer of two pieces must not wait for the other side's word that it has the first. Who is
  // accepted inherits it.
  setsockopt(fd->get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (address->sa_family == AF_INET6)
    setsockopt(fd->get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind(fd->get(), address, size) != 0 || listen(fd->get(), kBacklog) != 0) return nullptr;
  return fd;
}

}  // namespace

long SocketTransport::Read(char* bytes, size_t count, absl::Duration patience) {
  for (;;) {
    if (!Ready(fd_.get(), POLLIN, patience)) return -1;
    const ssize_t got = recv(fd_.get(), bytes, count, 0);
    if (got >= 0) return got;
    if (errno != EINTR && errno != EAGAIN) return -1;
  }
}

bool SocketTransport::Write(const char* bytes, size_t count, absl::Duration patience) {
  while (count > 0) {
    if (!Ready(fd_.get(), POLLOUT, patience)) return false;
    const ssize_t put = send(fd_.get(), bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (put <= 0) continue;
    bytes += put;
    count -= static_cast<size_t>(put);
  }
  return true;
}

bool SocketTransport::Gone() const {
  pollfd one{fd_.get(), POLLRDHUP, 0};
  return poll(&one, 1, 0) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void SocketTransport::EndWriting() { shutdown(fd_.get(), SHUT_WR); }
void SocketTransport::HangUp() { shutdown(fd_.get(), SHUT_RDWR); }

absl::StatusOr<std::unique_ptr<LoopbackListener>> LoopbackListener::Bind(int port, int more) {
  constexpr int kLastPort = 65535, kTries = 20;
  std::unique_ptr<LoopbackListener> listener(new LoopbackListener());
  listener->stop_ = std::make_unique<Descriptor>(eventfd(0, EFD_CLOEXEC));
  const int last = std::min(port + more, kLastPort);
  for (int candidate = port; port > 0 && candidate <= last; ++candidate) {
    if (listener->TryBind(candidate)) return listener;
  }
  // Any: one that is free of the one kind may not be of the other.
  for (int i = 0; port == 0 && i < kTries; ++i) {
    if (listener->TryBind(0)) return listener;
  }
  return text::Refuse(absl::StatusCode::kUnavailable, kPortTaken, port, last);
}

bool LoopbackListener::TryBind(int port) {
  sockets_.clear();
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  v4.sin_port = htons(static_cast<uint16_t>(port));
  std::unique_ptr<Descriptor> first = ListenAt(reinterpret_cast<sockaddr*>(&v4), sizeof v4);
  socklen_t size = sizeof v4;
  if (first == nullptr || getsockname(first->get(), reinterpret_cast<sockaddr*>(&v4), &size) != 0) {
    return false;
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr = in6addr_loopback;
  v6.sin6_port = v4.sin_port;
  errno = 0;
  std::unique_ptr<Descriptor> second = ListenAt(reinterpret_cast<sockaddr*>(&v6), sizeof v6);
  // Where there is no IPv6 nobody else can have it either.
  if (second == nullptr && errno != EADDRNOTAVAIL && errno != EAFNOSUPPORT) return false;
  port_ = ntohs(v4.sin_port);
  sockets_.push_back(std::move(first));
  if (second != nullptr) sockets_.push_back(std::move(second));
  return true;
}

std::unique_ptr<Transport> LoopbackListener::Accept() {
  std::vector<pollfd> watched{{stop_->get(), POLLIN, 0}};
  for (const auto& socket : sockets_) watched.push_back({socket->get(), POLLIN, 0});
  for (;;) {
    if (poll(watched.data(), watched.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return nullptr;
    }
    if (watched[0].revents != 0) return nullptr;
    for (size_t i = 1; i < watched.size(); ++i) {
      if (watched[i].revents == 0) continue;
      const int fd = accept4(watched[i].fd, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) return std::make_unique<SocketTransport>(fd);
      const bool short_of_something =
          errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
      if (short_of_something && Ready(stop_->get(), POLLIN, kBreath)) return nullptr;
    }
  }
}

void LoopbackListener::Stop() { eventfd_write(stop_->get(), 1); }

}  // namespace gom::door
