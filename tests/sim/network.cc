#include "tests/sim/network.h"

#include <algorithm>

namespace gom::sim {

Network::Network(Dice& dice, NetworkOptions options, size_t links)
    : dice_(dice), options_(options), links_(links) {}

std::vector<int64_t> Network::Send(size_t link, Way way, int64_t now_ms) {
  ++counts_.sent;
  if (healed_) return {now_ms};
  if (!Passes(link, way, now_ms) || dice_.Percent(options_.loss_percent)) {
    ++counts_.lost;
    return {};
  }
  const int64_t leaves = std::max(now_ms, links_[link].clogged_until);
  const auto delay = [&] { return dice_.Between(1, 2 * options_.mean_delay_ms); };
  std::vector<int64_t> arrivals{leaves + delay()};
  while (dice_.Percent(options_.repeat_percent)) {
    ++counts_.repeated;
    const bool at_once = dice_.Percent(50);
    arrivals.push_back(leaves + (at_once ? delay() : dice_.Between(1, options_.longest_echo_ms)));
  }
  return arrivals;
}

bool Network::Passes(size_t link, Way way, int64_t now_ms) const {
  return healed_ || links_[link].cut_until[static_cast<size_t>(way)] <= now_ms;
}

void Network::Cut(size_t link, Way way, int64_t until_ms) {
  ++counts_.cuts;
  links_[link].cut_until[static_cast<size_t>(way)] = until_ms;
}

void Network::Clog(size_t link, int64_t until_ms) {
  ++counts_.clogs;
  links_[link].clogged_until = until_ms;
}

void Network::Heal() { healed_ = true; }

size_t Network::AddLink() {
  links_.emplace_back();
  return links_.size() - 1;
}

}  // namespace gom::sim
