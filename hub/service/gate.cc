#include "hub/service/gate.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/platform/descriptor.h"
#include "common/text/status_macros.h"

namespace gom::hub {
namespace {

using platform::Descriptor;

constexpr absl::Duration kTick = absl::Milliseconds(10);
// While the allocator is asked, memory may grow by so much before whoever fills it is hung up on.
constexpr uint64_t kWhileItAnswers = 16 << 20;
// Beside connections: the log, files of evidence, snapshots, the socket for commands.
constexpr size_t kOtherFiles = 256;
constexpr size_t kFilesPerConnection = 2;

// Two files for each connection, out of what the system grants.
size_t ConnectionsThatFit(size_t wanted) {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
  const rlim_t needed = wanted * kFilesPerConnection + kOtherFiles;
  if (files.rlim_cur < needed) {
    files.rlim_cur = std::min(needed, files.rlim_max);
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
  }
  const size_t granted = std::max<size_t>(files.rlim_cur, kOtherFiles + kFilesPerConnection);
  return std::min(wanted, (granted - kOtherFiles) / kFilesPerConnection);
}

// What counts as one address: of IPv6 the network, as its owner has all of it.
std::string AddressOf(const sockaddr_storage& peer) {
  if (peer.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(peer);
    return {reinterpret_cast<const char*>(&v4.sin_addr), sizeof v4.sin_addr};
  }
  if (peer.ss_family != AF_INET6) return "";
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  const char* const bytes = reinterpret_cast<const char*>(v6.s6_addr);
  constexpr size_t kNetwork = 8, kMapped = 12;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return {bytes + kMapped, sizeof v6.s6_addr - kMapped};
  return {bytes, kNetwork};
}

int PortOf(const sockaddr_storage& bound) {
  return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(bound).sin6_port
                                           : reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

void SetPort(addrinfo& address, int port) {
  auto& wanted = address.ai_family == AF_INET6
                     ? reinterpret_cast<sockaddr_in6*>(address.ai_addr)->sin6_port
                     : reinterpret_cast<sockaddr_in*>(address.ai_addr)->sin_port;
  wanted = htons(static_cast<uint16_t>(port));
}

// A socket that listens, or -1 and errno. `any` takes IPv4 on an IPv6 socket too.
int Listen(const addrinfo& address, bool any) {
  Descriptor fd(socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd.ok()) return -1;
  const int on = 1, only_v6 = any ? 0 : 1;
  setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // who is accepted inherits it
  if (address.ai_family == AF_INET6)
    setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only_v6, sizeof only_v6);
  if (bind(fd.get(), address.ai_addr, address.ai_addrlen) != 0) return -1;
  if (listen(fd.get(), SOMAXCONN) != 0) return -1;
  return fd.Release();
}

struct AddrInfoDeleter {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

}  // namespace

// The descriptors: who listens, what wakes the thread, and what watches all of them.
class Gate::Sockets {
 public:
  Sockets() : watch_(epoll_create1(EPOLL_CLOEXEC)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    Watch(wake_.get(), EPOLLIN);
  }

  // Answers the port.
  absl::StatusOr<int> Bind(const rpc::HostPort& address) {
    const bool any = address.host == "0.0.0.0" || address.host == "::";
    addrinfo wanted{};
    wanted.ai_flags = AI_PASSIVE | (any ? AI_NUMERICHOST : 0);
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const std::string port = absl::StrCat(address.port);
    for (const char* host : {any ? "::" : address.host.c_str(), address.host.c_str()}) {
      if (getaddrinfo(host, port.c_str(), &wanted, &found) != 0) continue;
      const std::unique_ptr<addrinfo, AddrInfoDeleter> list(found);
      if (ListenOnAll(*list, any)) break;
    }
    if (listeners_.empty()) return absl::FailedPreconditionError("cannot listen");
    return port_;
  }

  // With nobody let in, who comes waits in the system's queue.
  void LetIn(bool let_in) {
    if (let_in == letting_in_) return;
    letting_in_ = let_in;
    for (const auto& listener : listeners_) {
      if (let_in) {
        Watch(listener->get(), EPOLLIN);
      } else {
        epoll_ctl(watch_.get(), EPOLL_CTL_DEL, listener->get(), nullptr);
      }
    }
  }
  bool letting_in() const { return letting_in_; }

  bool SomebodyWaits() const {
    return std::any_of(listeners_.begin(), listeners_.end(), [](const auto& listener) {
      pollfd one{listener->get(), POLLIN, 0};
      return poll(&one, 1, 0) > 0;
    });
  }

  // The next who waits, or -1 if there is nobody, or no descriptor for them: those wait on.
  int Accept(sockaddr_storage& peer) {
    for (const auto& listener : listeners_) {
      socklen_t size = sizeof peer;
      const int fd = accept4(listener->get(), reinterpret_cast<sockaddr*>(&peer), &size,
                             SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (fd >= 0) return fd;
      if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR) LetIn(false);
    }
    return -1;
  }

  void Watch(int fd, uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    epoll_ctl(watch_.get(), EPOLL_CTL_ADD, fd, &event);
  }

  // The descriptors at which something happened.
  std::vector<int> Wait(int timeout_ms) {
    std::array<epoll_event, 64> events{};
    const int count =
        epoll_wait(watch_.get(), events.data(), static_cast<int>(events.size()), timeout_ms);
    std::vector<int> happened;
    happened.reserve(events.size());
    for (int i = 0; i < count; ++i) happened.push_back(events[static_cast<size_t>(i)].data.fd);
    return happened;
  }
  bool IsListener(int fd) const {
    return std::any_of(listeners_.begin(), listeners_.end(),
                       [fd](const auto& listener) { return listener->get() == fd; });
  }
  bool IsWake(int fd) const { return fd == wake_.get(); }
  void Wake() { eventfd_write(wake_.get(), 1); }

 private:
  bool ListenOnAll(addrinfo& list, bool any) {
    for (addrinfo* one = &list; one != nullptr; one = one->ai_next) {
      if (one->ai_family != AF_INET && one->ai_family != AF_INET6) continue;
      if (port_ != 0) SetPort(*one, port_);
      const int fd = Listen(*one, any);
      if (fd < 0 && errno == EADDRINUSE) {
        listeners_.clear();  // half an address would be somebody else's
        return true;
      }
      if (fd < 0) continue;
      listeners_.push_back(std::make_unique<Descriptor>(fd));
      sockaddr_storage bound{};
      socklen_t size = sizeof bound;
      if (getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size) == 0) port_ = PortOf(bound);
    }
    return !listeners_.empty();
  }

  const Descriptor watch_;
  const Descriptor wake_;
  std::vector<std::unique_ptr<Descriptor>> listeners_;
  int port_ = 0;
  bool letting_in_ = false;
};

absl::StatusOr<std::unique_ptr<Gate>> Gate::Bind(const rpc::HostPort& address,
                                                 GateOptions options) {
  auto sockets = std::make_unique<Sockets>();
  ASSIGN_OR_RETURN(const int port, sockets->Bind(address));
  options.limits.connections = ConnectionsThatFit(options.limits.connections);
  return std::unique_ptr<Gate>(new Gate(std::move(options), std::move(sockets), port));
}

Gate::Gate(GateOptions options, std::unique_ptr<Sockets> sockets, int port)
    : options_(std::move(options)), sockets_(std::move(sockets)), port_(port) {
  if (!options_.memory) options_.memory = [this] { return MemoryInUse(); };
  if (!options_.data) options_.data = [] { return uint64_t{0}; };
}

Gate::~Gate() {
  if (thread_.joinable()) {
    sockets_->Wake();
    thread_.join();
  }
  for (const auto& [id, guest] : connected_) close(id);
}

void Gate::Open(std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> server) {
  server_ = std::move(server);
  memory_limit_ = MemoryLimit(options_.limits, options_.memory());
  sockets_->LetIn(true);
  thread_ = std::thread([this] { Run(); });
}

void Gate::Run() {
  while (true) {
    const bool idle = connected_.empty() && sockets_->letting_in() && !short_since_.has_value();
    for (const int fd :
         sockets_->Wait(idle ? -1 : static_cast<int>(absl::ToInt64Milliseconds(kTick)))) {
      if (sockets_->IsWake(fd)) return;
      if (!sockets_->IsListener(fd)) Forget(fd);
    }
    if (connected_.size() >= options_.limits.connections) MakeRoom();
    TakeIn();
    WatchMemory();
    WatchProgress();
  }
}

void Gate::TakeIn() {
  sockets_->LetIn(connected_.size() < options_.limits.connections);
  while (sockets_->letting_in()) {
    sockaddr_storage peer{};
    Descriptor fd(sockets_->Accept(peer));
    if (!fd.ok()) return;
    LetIn(fd, AddressOf(peer));
    if (connected_.size() >= options_.limits.connections) sockets_->LetIn(false);
  }
}

void Gate::LetIn(Descriptor& fd, const std::string& address) {
  if (const auto there = from_.find(address);
      there != from_.end() && !MayComeIn(there->second, options_.limits)) {
    return;
  }
  const int ours = fcntl(fd.get(), F_DUPFD_CLOEXEC, 0);
  if (ours < 0) return;
  ++from_[address];
  connected_.emplace(ours, Guest{address, clock_.Now(), {}});
  sockets_->Watch(ours, EPOLLET);  // that both sides have ended it is always told
  grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
  connection.fd = fd.Release();
  server_->HandleNewConnection(&connection);
}

void Gate::Forget(int id) {
  const auto gone = connected_.find(id);
  if (gone == connected_.end()) return;
  const auto there = from_.find(gone->second.address);
  if (--there->second == 0) from_.erase(there);
  connected_.erase(gone);
  close(id);
}

// They are forgotten at once; gRPC lets go of them, and of what they took, a while later.
void Gate::HangUp(const std::vector<int>& ids) {
  for (const int id : ids) shutdown(id, SHUT_RDWR);
}

void Gate::MakeRoom() {
  if (sockets_->SomebodyWaits()) HangUp(Silent(Look(), options_.limits));
}

uint64_t Gate::Limit() const {
  return memory_limit_ + options_.data() + connected_.size() * kMemoryOfAConnection;
}

// What was freed and is kept counts for nothing, which only the allocator can tell. While it has
// not answered yet, and not much came meanwhile, nothing is held against anybody.
uint64_t Gate::MemoryInUse() {
  const uint64_t limit = Limit();
  const uint64_t resident = ResidentBytes();
  const bool runs_away = RunsAway(resident, seen_, limit);
  seen_ = resident;
  if (runs_away) return resident;
  if (resident <= limit) {
    asked_at_.reset();
    return resident;
  }
  if (const std::optional<uint64_t> heap = heap_.Ask(limit); heap.has_value()) {
    asked_at_ = resident;
    return std::min(resident, *heap);
  }
  if (!asked_at_.has_value()) asked_at_ = resident;
  return resident > *asked_at_ + kWhileItAnswers ? resident : limit;
}

void Gate::WatchMemory() {
  const absl::Duration now = clock_.Now();
  if (now < next_look_) return;
  next_look_ = now + kTick;
  const uint64_t memory = options_.memory();
  if (memory <= Limit()) return short_since_.reset();
  if (!short_since_.has_value()) short_since_ = now;
  const absl::Duration lasting = now - *short_since_;
  if (lasting > 2 * options_.limits.patience) {  // the hub's own
    memory_limit_ = MemoryLimit(options_.limits, memory);
    short_since_.reset();
    return;
  }
  const std::vector<int> most =
      lasting > options_.limits.patience ? WhoWasThereBefore(*short_since_) : SentMost(Look());
  if (most.empty()) return;
  if (options_.on_short_of_memory) options_.on_short_of_memory(most.size(), memory);
  HangUp(most);
}

// Who came later has not brought it about.
std::vector<int> Gate::WhoWasThereBefore(absl::Duration moment) const {
  std::vector<int> there;
  for (const auto& [id, guest] : connected_) {
    if (guest.since < moment) there.push_back(id);
  }
  return there;
}

void Gate::WatchProgress() {
  const absl::Duration now = clock_.Now();
  if (now < next_judgement_) return;
  next_judgement_ = now + options_.limits.progress;
  std::vector<int> crumbs;
  for (auto& [id, guest] : connected_) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(id, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) continue;
    const Flow all{info.tcpi_bytes_received, info.tcpi_data_segs_in, info.tcpi_bytes_acked};
    const Flow lately{all.received - guest.before.received, all.pieces - guest.before.pieces,
                      all.sent - guest.before.sent};
    guest.before = all;
    if (SendsCrumbs(lately)) crumbs.push_back(id);
  }
  HangUp(crumbs);
}

std::vector<Connected> Gate::Look() const {
  std::vector<Connected> seen;
  for (const auto& [id, guest] : connected_) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(id, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) continue;
    seen.push_back(
        {id, info.tcpi_bytes_received,
         absl::Milliseconds(std::min(info.tcpi_last_data_recv, info.tcpi_last_data_sent))});
  }
  return seen;
}

}  // namespace gom::hub
