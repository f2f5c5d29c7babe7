// The way between agents and hub: when what is sent arrives, if at all, and how often.
//
// Loses, delays (and so reorders), and repeats messages, some much later; a link can be cut in one
// direction or both, or clogged: what was sent waits until it is let go. Times are milliseconds of
// the simulation. A connection that was cut answers nothing; whether a request had left is a matter
// of chance.
#ifndef GOM_TESTS_SIM_NETWORK_H_
#define GOM_TESTS_SIM_NETWORK_H_

#include <array>
#include <cstdint>
#include <vector>

#include "tests/sim/dice.h"

namespace gom::sim {

struct NetworkOptions {
  uint64_t loss_percent = 5;
  uint64_t repeat_percent = 3;
  int64_t mean_delay_ms = 300;
  // A repeated message may come this much later.
  int64_t longest_echo_ms = 48 * 3'600'000;
};

struct NetworkCounts {
  uint64_t sent = 0, lost = 0, repeated = 0, cuts = 0, clogs = 0;
};

class Network {
 public:
  enum class Way { kUp = 0, kDown = 1 };

  Network(Dice& dice, NetworkOptions options, size_t links);

  // When a message sent now arrives: never, once, or more often.
  std::vector<int64_t> Send(size_t link, Way way, int64_t now_ms);
  // A cut link loses what would arrive meanwhile too.
  bool Passes(size_t link, Way way, int64_t now_ms) const;

  void Cut(size_t link, Way way, int64_t until_ms);
  void Clog(size_t link, int64_t until_ms);
  // Everything passes at once, from now on.
  void Heal();
  // Links for machines that were not there from the beginning.
  size_t AddLink();
  const NetworkCounts& counts() const { return counts_; }

 private:
  struct Link {
    std::array<int64_t, 2> cut_until{};
    int64_t clogged_until = 0;
  };

  Dice& dice_;
  NetworkOptions options_;
  std::vector<Link> links_;
  NetworkCounts counts_;
  bool healed_ = false;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_NETWORK_H_
