// A bad line: TCP through a proxy that is slow, far away and cut again and again.
//
//   Line line(hub_port, {.bits_per_second = 64'000, .round_trip = absl::Milliseconds(500),
//                        .cut_every = absl::Seconds(15)});
//   Connect(line.port());
//   line.Begin(absl::Seconds(3));   // the first cut comes in three seconds
//
// Each direction carries so many bits a second, over all connections; what is sent arrives half a
// round trip later, and a connection's first byte a whole one later (the TCP handshake). A cut
// resets every connection that is open and loses what is on its way. Bytes are those of TCP's
// payload; its own headers are not carried.
#ifndef GOM_TESTS_BENCH_LINE_H_
#define GOM_TESTS_BENCH_LINE_H_

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <thread>

#include "absl/time/time.h"

namespace gom::bench {

struct LineTerms {
  double bits_per_second = 64'000;
  absl::Duration round_trip = absl::Milliseconds(500);
  absl::Duration cut_every = absl::InfiniteDuration();
};

class Line {
 public:
  Line(int hub_port, const LineTerms& terms);
  ~Line();
  Line(const Line&) = delete;

  int port() const { return port_; }
  // From now on it is cut: the first time after `first_cut`. Before, it is only slow and far.
  void Begin(absl::Duration first_cut);

  // Since it was made, both ways.
  int64_t bytes() const { return bytes_; }
  int connections() const { return connections_; }
  int cuts() const { return cuts_; }

 private:
  struct Way;
  struct Connection;

  void Carry();
  void Accept(absl::Time now);
  void Cut();

  const LineTerms terms_;
  const int hub_port_;
  int listener_ = -1;
  int port_ = 0;
  std::list<std::unique_ptr<Connection>> open_;
  absl::Time free_at_[2];  // when each direction has carried what it was given
  std::atomic<int64_t> next_cut_us_;
  std::atomic<int64_t> bytes_ = 0;
  std::atomic<int> connections_ = 0, cuts_ = 0;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace gom::bench

#endif  // GOM_TESTS_BENCH_LINE_H_
