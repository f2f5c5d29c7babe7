#include "common/rpc/hub_key.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/platform/clock.h"
#include "common/rpc/certificates.h"
#include "common/rpc/openssl.h"
#include "common/rpc/words.h"
#include "common/text/status_macros.h"

namespace gom::rpc {
namespace {

// A point on the monotonic clock.
class Deadline {
 public:
  explicit Deadline(absl::Duration timeout) : at_(clock_.Now() + timeout) {}
  absl::Duration Left() const { return std::max(at_ - clock_.Now(), absl::ZeroDuration()); }

 private:
  platform::SystemMonotonicClock clock_;
  absl::Duration at_;
};

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// What the server shows in its handshake: its own certificate, then the rest.
struct Shown {
  std::string leaf_pem;
  std::vector<std::string> chain_pem;
};

// By the errno of the failure; what people can do something about has words of its own.
absl::Status Unreachable(std::string_view address, int error) {
  constexpr auto kCode = absl::StatusCode::kUnavailable;
  switch (error) {
    case ETIMEDOUT:
      return text::Refuse(kCode, kHubSilent, address);
    case ECONNREFUSED:
      return text::Refuse(kCode, kNobodyListens, address);
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
      return text::Refuse(kCode, kNoWayThere, address);
    default:
      return text::Refuse(kCode, kHubUnreachable, address, std::generic_category().message(error));
  }
}

// Whether `fd` became ready for `events` in time.
bool WaitReady(int fd, short events, absl::Duration timeout) {
  pollfd ready{fd, events, 0};
  const int wait_ms =
      static_cast<int>(absl::ToInt64Milliseconds(timeout + absl::Microseconds(999)));
  int count = 0;
  do {
    count = poll(&ready, 1, wait_ms);
  } while (count < 0 && errno == EINTR);
  return count > 0;
}

// 0, or the errno of the failure.
int ConnectOne(int fd, const addrinfo& address, absl::Duration timeout) {
  if (connect(fd, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (!WaitReady(fd, POLLOUT, timeout)) return ETIMEDOUT;
  int error = 0;
  socklen_t size = sizeof(error);
  return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

// Tries each address of the name; the time left is shared among those that were not tried yet.
absl::StatusOr<Socket> Connect(const HostPort& to, std::string_view shown,
                               const Deadline& deadline) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(to.host.c_str(), absl::StrCat(to.port).c_str(), &hints, &found);
  if (failed != 0)
    return text::Refuse(absl::StatusCode::kUnavailable, kHubNameUnknown, to.host,
                        gai_strerror(failed));
  const std::unique_ptr<addrinfo, FreeWith<freeaddrinfo>> owner(found);
  int count = 0;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) ++count;
  int error = ETIMEDOUT;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next, --count) {
    Socket made(socket(each->ai_family, each->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC,
                       each->ai_protocol));
    error = made.get() < 0 ? errno : ConnectOne(made.get(), *each, deadline.Left() / count);
    if (error == 0) return made;
  }
  return Unreachable(shown, error);
}

absl::StatusOr<Shown> ReadShown(SSL* tls, std::string_view address) {
  Shown shown;
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(tls);
  for (int i = 0; chain != nullptr && i < sk_X509_num(chain); ++i) {
    ASSIGN_OR_RETURN(std::string pem, PrintCertificate(sk_X509_value(chain, i)));
    if (i == 0) shown.leaf_pem = pem;
    shown.chain_pem.push_back(std::move(pem));
  }
  if (shown.leaf_pem.empty()) return text::Refuse(absl::StatusCode::kUnavailable, kNotTls, address);
  return shown;
}

absl::StatusOr<Shown> Handshake(std::string_view address, absl::Duration timeout) {
  const Deadline deadline(timeout);
  ASSIGN_OR_RETURN(const HostPort to, ParseHostPort(address));
  ASSIGN_OR_RETURN(const Socket connection, Connect(to, address, deadline));
  const TlsContextPtr context(SSL_CTX_new(TLS_client_method()));
  const TlsPtr tls(context == nullptr ? nullptr : SSL_new(context.get()));
  constexpr unsigned char kHttp2[] = {2, 'h', '2'};
  if (tls == nullptr || SSL_set_min_proto_version(tls.get(), TLS1_2_VERSION) != 1 ||
      SSL_set_alpn_protos(tls.get(), kHttp2, sizeof(kHttp2)) != 0 ||
      SSL_set_fd(tls.get(), connection.get()) != 1) {
    return OpenSslFailure("TLS");
  }
  // Judged below, by the key and not by a name.
  SSL_set_verify(tls.get(), SSL_VERIFY_NONE, nullptr);
  for (;;) {
    ERR_clear_error();
    const int result = SSL_connect(tls.get());
    if (result == 1) return ReadShown(tls.get(), address);
    const int wanted = SSL_get_error(tls.get(), result);
    ERR_clear_error();
    if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) {
      return text::Refuse(absl::StatusCode::kUnavailable, kNotTls, address);
    }
    const short events = wanted == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    if (!WaitReady(connection.get(), events, deadline.Left()))
      return Unreachable(address, ETIMEDOUT);
  }
}

// A name, an IPv4 or an IPv6 address. Digits alone would be read as an address by the system
// (7400 as 0.0.28.232), and are a port whose address was forgotten.
bool IsHost(std::string_view host) {
  if (host.empty() || host.size() > 253 ||
      host.find_first_of(" \t/\\@?#%[]\"'") != std::string_view::npos)
    return false;
  if (host.find(':') == std::string_view::npos)
    return host.find_first_not_of("0123456789") != std::string_view::npos;
  in6_addr address{};
  return inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1;
}

}  // namespace

absl::StatusOr<HostPort> ParseHostPort(std::string_view address) {
  const auto refuse = [&] {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kAddressRefused, address);
  };
  std::string_view host = address;
  std::string_view port;
  if (!host.empty() && host.front() == '[') {
    const size_t end = host.find(']');
    if (end == std::string_view::npos) return refuse();
    port = host.substr(end + 1);
    host = host.substr(1, end - 1);
    if (!port.empty() && port.front() != ':') return refuse();
    if (!port.empty()) port.remove_prefix(1);
    if (port.empty() && address.back() == ':') return refuse();
  } else if (std::count(host.begin(), host.end(), ':') == 1) {
    port = host.substr(host.find(':') + 1);
    host = host.substr(0, host.find(':'));
    if (port.empty()) return refuse();
  }
  HostPort parsed{std::string(host), kDefaultPort};
  if (!IsHost(host)) return refuse();
  if (!port.empty() &&
      (!absl::SimpleAtoi(absl::string_view(port.data(), port.size()), &parsed.port) ||
       parsed.port < 0 || parsed.port > 65535)) {
    return refuse();
  }
  return parsed;
}

std::string ToTarget(const HostPort& address) {
  const bool bare_ipv6 = address.host.find(':') != std::string::npos;
  return absl::StrCat(bare_ipv6 ? "[" : "", address.host, bare_ipv6 ? "]:" : ":", address.port);
}

absl::StatusOr<HubIdentity> FetchHubCa(std::string_view address, std::string_view fingerprint,
                                       absl::Duration timeout) {
  ASSIGN_OR_RETURN(const Shown shown, Handshake(address, timeout));
  const std::string chain = absl::StrJoin(shown.chain_pem, "");
  for (const std::string& ca : shown.chain_pem) {
    const absl::StatusOr<std::string> key = PublicKeyFingerprint(ca);
    if (fingerprint.empty() || !key.ok() || key->substr(0, fingerprint.size()) != fingerprint)
      continue;
    const absl::StatusOr<std::string> hub_id = HubIdOf(ca);
    const absl::StatusOr<std::string> served = HubIdOf(shown.leaf_pem);
    if (VerifyChain(shown.leaf_pem, chain, ca, Purpose::kServer).ok() && hub_id.ok() &&
        served.ok() && *hub_id == *served) {
      return HubIdentity{ca, *hub_id};
    }
  }
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotTheHubOnTheSlip, address);
}

absl::Status ProbeHub(std::string_view address, std::string_view ca_pem, std::string_view hub_id,
                      absl::Duration timeout) {
  ASSIGN_OR_RETURN(const Shown shown, Handshake(address, timeout));
  const absl::StatusOr<std::string> served = HubIdOf(shown.leaf_pem);
  const absl::Status ours =
      VerifyChain(shown.leaf_pem, absl::StrJoin(shown.chain_pem, ""), ca_pem, Purpose::kServer);
  if (ours.ok() && served.ok() && *served == hub_id) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kFailedPrecondition, kAnotherHub, address);
}

}  // namespace gom::rpc
