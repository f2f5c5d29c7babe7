// A way to a server that fails as it is told: a TCP port which hands on what it gets to another
// one.
//
//   FaultProxy way(server_port);
//   ConnectTo(way.address());
//   way.Swallow(FaultProxy::Way::kDown);   // requests arrive, replies never do
//   way.Heal();
//
// Real sockets and a thread of its own; nobody waits for it longer than for the network itself.
#ifndef GOM_TESTS_SUPPORT_FAULT_PROXY_H_
#define GOM_TESTS_SUPPORT_FAULT_PROXY_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <limits>
#include <list>
#include <random>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "common/platform/mutex.h"

namespace gom::e2e {

// May be shared by threads.
class FaultProxy {
 public:
  enum class Way { kUp = 0, kDown = 1 };  // up: from whoever connected

  explicit FaultProxy(int to_port);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  std::string address() const;
  // Where connections lead that are made from now on.
  void LeadTo(int port) ABSL_LOCKS_EXCLUDED(mutex_);

  // What comes is taken and goes nowhere; nothing is closed. Both ways: a half-open connection.
  void Swallow(Way way) ABSL_LOCKS_EXCLUDED(mutex_);
  // Each connection is reset on both sides once it has carried that many bytes.
  void ResetAfter(Way way, int64_t bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  // At most so many bytes a second each way, each of them that much later. Of a hundred packets so
  // many are lost: they are sent again, and what is behind waits for them, as TCP does it. 0 bytes:
  // as fast as they come.
  void Slow(int64_t bytes_per_second, std::chrono::milliseconds delay, unsigned lost_of_100 = 0)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Of connections that are there nothing passes any more, and neither end is told, also not by
  // Heal: a router has forgotten them. Those made from now on are not touched.
  void ForgetConnections() ABSL_LOCKS_EXCLUDED(mutex_);
  // Passes everything from now on. Connections that were in trouble are reset, as where a network
  // comes back.
  void Heal() ABSL_LOCKS_EXCLUDED(mutex_);

  // Carried since the last Heal.
  int64_t carried(Way way) const ABSL_LOCKS_EXCLUDED(mutex_);
  // That were made in all.
  int connections() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr int64_t kUnbounded = std::numeric_limits<int64_t>::max();

  struct Faults {
    std::array<bool, 2> swallows{};
    std::array<int64_t, 2> reset_after{kUnbounded, kUnbounded};
    int64_t bytes_per_second = 0;  // 0: as it comes
    std::chrono::milliseconds delay{0};
    unsigned lost_of_100 = 0;
  };
  // What was read and is not written yet, by when it may be.
  struct Held {
    std::string bytes;
    Clock::time_point due;
  };
  struct Flow {
    std::deque<Held> held;
    Clock::time_point free_at;  // of a slow line: when the next byte may go
    int64_t carried = 0;
    bool ended = false;  // the one who sends has closed
    bool told = false;   // … and the other side knows
  };
  // sockets[0] is whoever connected, sockets[1] the server; flow 0 goes from the first to the
  // second.
  struct Pair {
    std::array<int, 2> sockets;
    std::array<Flow, 2> flows;
    bool broken = false;
    bool forgotten = false;
  };

  void Run();
  // When a slow line has brought so many bytes, with all that is sent again.
  Clock::time_point DueOnSlowLine(Flow& flow, int64_t bytes, Clock::time_point now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Accept() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Read(Pair& pair, size_t from, Clock::time_point now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Write(Pair& pair, size_t from, Clock::time_point now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  static void Close(Pair& pair, bool reset);
  void Wake() const;

  int listener_ = -1, port_ = 0;
  std::array<int, 2> wake_{};
  mutable platform::Mutex mutex_;
  int to_port_ ABSL_GUARDED_BY(mutex_);
  Faults faults_ ABSL_GUARDED_BY(mutex_);
  std::array<int64_t, 2> carried_ ABSL_GUARDED_BY(mutex_){};
  std::list<Pair> pairs_ ABSL_GUARDED_BY(mutex_);
  int connections_ ABSL_GUARDED_BY(mutex_) = 0;
  std::minstd_rand chance_ ABSL_GUARDED_BY(mutex_){7};  // the same each time
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace gom::e2e

#endif  // GOM_TESTS_SUPPORT_FAULT_PROXY_H_
