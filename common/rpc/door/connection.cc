#include "common/rpc/door/connection.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/platform/clock.h"
#include "common/rpc/door/words.h"
#include "httplib.h"

namespace gom::door {
namespace {

// What every answer says, whatever it is: which sources the page may use (React Aria sets styles
// by itself; photos are shown from memory), that nobody may show it in a frame, and that it tells
// no other site where it was.
const httplib::Headers& SecurityHeaders() {
  static const auto* const headers = new httplib::Headers{
      {"Content-Security-Policy",
       "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
       "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
  return *headers;
}

constexpr char kNoStore[] = "no-store";
// Said in every answer; nobody counts.
constexpr size_t kMostRequests = 1'000'000;

#if !defined(CPPHTTPLIB_OPENSSL_SUPPORT) || !defined(CPPHTTPLIB_ZLIB_SUPPORT) || \
    !defined(CPPHTTPLIB_BROTLI_SUPPORT)
#error "Debian's cpp-httplib was compiled with these: without them its classes are other ones here"
#endif

// The library's view of a connection: what it reads is counted and timed.
class MeasuredStream final : public httplib::Stream {
 public:
  MeasuredStream(Transport& transport, const DoorLimits& limits)
      : transport_(transport), limits_(limits) {}

  // Something has come, or is here already.
  bool AwaitRequest() { return from_ < until_ || Fill(limits_.idle_time); }
  // From now on so many bytes, in so long.
  void Allow(uint64_t bytes, absl::Duration time) {
    left_ = bytes;
    deadline_ = clock_.Now() + time;
  }
  // So that whoever is still sending reads the answer before the connection is gone.
  void Linger() {
    transport_.EndWriting();
    Allow(kLingerBytes, kLingerTime);
    std::array<char, 4096> unread;
    while (read(unread.data(), unread.size()) > 0) {
    }
  }
  bool Gone() const { return broken_ || transport_.Gone(); }

  bool is_readable() const override { return !broken_; }
  bool is_writable() const override { return !broken_; }
  ssize_t read(char* bytes, size_t count) override {
    if (left_ == 0 || broken_) return -1;
    if (from_ == until_ && !Fill(deadline_ - clock_.Now())) return -1;
    const size_t taken = std::min({count, until_ - from_, static_cast<size_t>(left_)});
    std::memcpy(bytes, buffer_.data() + from_, taken);
    from_ += taken;
    left_ -= taken;
    return static_cast<ssize_t>(taken);
  }
  ssize_t write(const char* bytes, size_t count) override {
    if (broken_ || !transport_.Write(bytes, count, limits_.write_time)) {
      broken_ = true;
      return -1;
    }
    return static_cast<ssize_t>(count);
  }
  void get_remote_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  void get_local_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  socket_t socket() const override { return INVALID_SOCKET; }

 private:
  static constexpr uint64_t kLingerBytes = 256 << 10;
  static constexpr absl::Duration kLingerTime = absl::Milliseconds(500);

  bool Fill(absl::Duration patience) {
    const long got = patience > absl::ZeroDuration()
                         ? transport_.Read(buffer_.data(), buffer_.size(), patience)
                         : -1;
    if (got <= 0) {
      left_ = 0;  // an answer may still be written
      return false;
    }
    from_ = 0;
    until_ = static_cast<size_t>(got);
    return true;
  }

  Transport& transport_;
  const DoorLimits& limits_;
  const platform::SystemMonotonicClock clock_{};
  std::array<char, 4096> buffer_{};
  size_t from_ = 0, until_ = 0;
  uint64_t left_ = 0;
  absl::Duration deadline_{};
  bool broken_ = false;
};

// A part of what all bodies together may take, given back with the object.
class Reserved {
 public:
  Reserved(Shared& shared, uint64_t bytes) : shared_(shared), bytes_(bytes) {
    granted_ = shared_.body_bytes.fetch_add(bytes_) + bytes_ <= shared_.limits.body_bytes;
  }
  ~Reserved() { shared_.body_bytes.fetch_sub(bytes_); }
  Reserved(const Reserved&) = delete;
  Reserved& operator=(const Reserved&) = delete;
  bool granted() const { return granted_; }

 private:
  Shared& shared_;
  const uint64_t bytes_;
  bool granted_ = false;
};

// One connection is one object: the library's server, without its sockets and threads.
class Connection final : private httplib::Server {
 public:
  Connection(Transport& transport, Shared& shared)
      : shared_(shared), stream_(transport, shared.limits) {
    set_default_headers(SecurityHeaders());
    set_keep_alive_max_count(kMostRequests);
    set_keep_alive_timeout(absl::ToInt64Seconds(shared.limits.idle_time));
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      return BeforeBody(request, response);
    });
    Post(".*", [this](const httplib::Request& request, httplib::Response& response,
                      const httplib::ContentReader& body) { AtBody(request, response, body); });
    // The library asks it whether it should go on with an answer that comes in pieces.
    svr_sock_ = 0;
  }

  void Serve(std::atomic<bool>& idle) {
    while (!ends_ && !shared_.stopping) {
      idle = true;
      if (!stream_.AwaitRequest()) return;
      idle = false;
      stream_.Allow(shared_.limits.head_bytes, shared_.limits.head_time);
      verdict_ = {};
      ends_ = true;  // until a head has been read that lets it go on
      bool closed = false;
      const bool written = process_request(
          stream_, false, closed, [this](httplib::Request& request) { TakeHead(request); });
      if (!written) return;
      ends_ = ends_ || closed;
    }
    stream_.Linger();
  }

 private:
  // Before the library has decided anything by it.
  void TakeHead(httplib::Request& request) {
    headers_.clear();
    for (const auto& [name, value] : request.headers)
      headers_.emplace_back(absl::AsciiStrToLower(name), value);
    verdict_ = request.version == "HTTP/1.1"
                   ? Judge(shared_.porter.policy(), {request.method, request.path, headers_})
                   : Verdict{.status = 505, .why = &kMalformed};
    request.ranges.clear();
    ends_ = verdict_.kind == Verdict::Kind::kRefuse;
    if (!ends_) {
      stream_.Allow(verdict_.body_bytes, shared_.limits.body_time);
      return;
    }
    // A body that nobody reads would be taken for the next request.
    request.headers.erase("Connection");
    request.headers.erase("Expect");
    request.headers.emplace("Connection", "close");
  }

  HandlerResponse BeforeBody(const httplib::Request& request, httplib::Response& response) {
    if (verdict_.kind == Verdict::Kind::kRefuse) {
      Send(Refusal(verdict_.status, *verdict_.why), response);
    } else if (request.method == "POST") {
      return HandlerResponse::Unhandled;
    } else {
      Send(Handled(request, {}), response);
    }
    return HandlerResponse::Handled;
  }

  void AtBody(const httplib::Request& request, httplib::Response& response,
              const httplib::ContentReader& body) {
    const Reserved reserved(shared_, verdict_.body_bytes);
    std::string bytes;
    const bool whole = reserved.granted() && body([&](const char* piece, size_t size) {
                         bytes.append(piece, size);
                         return bytes.size() <= verdict_.body_bytes;
                       });
    if (whole && bytes.size() == verdict_.body_bytes) {
      Send(Handled(request, bytes), response);
      return;
    }
    ends_ = true;
    response.set_header("Connection", "close");
    Send(reserved.granted() ? Refusal(408, kMalformed) : Refusal(503, kDoorBusy), response);
  }

  Answer Handled(const httplib::Request& request, const std::string& body) {
    return shared_.porter.Handle(verdict_, {request.method, request.path, headers_}, body,
                                 [this] { return shared_.stopping || stream_.Gone(); });
  }

  // Through providers, as the library would compress what it has whole.
  void Send(Answer answer, httplib::Response& response) {
    response.status = answer.status;
    for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
    if (!response.has_header("cache-control")) response.set_header("Cache-Control", kNoStore);
    if (answer.next) {
      response.set_chunked_content_provider(
          answer.content_type,
          [next = std::move(answer.next)](size_t /*offset*/, httplib::DataSink& sink) {
            const std::optional<std::string> piece = next();
            if (!piece.has_value()) {
              sink.done();
              return true;
            }
            return sink.write(piece->data(), piece->size());
          });
    } else if (answer.body != nullptr && !answer.body->empty()) {
      response.set_content_provider(
          answer.body->size(), answer.content_type,
          [body = answer.body](size_t offset, size_t size, httplib::DataSink& sink) {
            return sink.write(body->data() + offset, size);
          });
    } else if (!answer.content_type.empty()) {
      response.set_header("Content-Type", answer.content_type);
    }
  }

  Shared& shared_;
  MeasuredStream stream_;
  Headers headers_;
  Verdict verdict_;
  bool ends_ = false;
};

}  // namespace

void ServeConnection(Transport& transport, Shared& shared, std::atomic<bool>& idle) {
  Connection(transport, shared).Serve(idle);
}

}  // namespace gom::door
