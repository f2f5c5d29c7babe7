#include "hub/service/gate_rules.h"

#include <algorithm>

namespace gom::hub {

bool MayComeIn(size_t from_there, const GateLimits& limits) {
  return from_there < limits.per_address;
}

std::vector<int> Silent(const std::vector<Connected>& connected, const GateLimits& limits) {
  std::vector<int> silent;
  for (const Connected& one : connected) {
    if (one.silent >= limits.silence) silent.push_back(one.id);
  }
  return silent;
}

std::vector<int> SentMost(std::vector<Connected> connected) {
  connected.erase(std::remove_if(connected.begin(), connected.end(),
                                 [](const Connected& one) { return one.received <= kModest; }),
                  connected.end());
  std::sort(connected.begin(), connected.end(), [](const Connected& left, const Connected& right) {
    return left.received > right.received;
  });
  connected.resize(std::min(connected.size(), std::max<size_t>(1, connected.size() / 2)));
  std::vector<int> most;
  most.reserve(connected.size());
  for (const Connected& one : connected) most.push_back(one.id);
  return most;
}

bool SendsCrumbs(const Flow& flow) {
  constexpr uint64_t kPieces = 10;
  // A frame of a byte takes 32 with TLS, a ping or its answer 39.
  constexpr uint64_t kCrumb = 64;
  return flow.pieces >= kPieces && flow.received < flow.pieces * kCrumb &&
         flow.sent < flow.received;
}

bool RunsAway(uint64_t resident, uint64_t at_last_look, uint64_t limit) {
  constexpr uint64_t kInATick = 2 << 20;
  return resident > at_last_look + kInATick && resident > limit + limit / 3;
}

uint64_t MemoryLimit(const GateLimits& limits, uint64_t memory) {
  return std::max(limits.memory, 2 * memory);
}

}  // namespace gom::hub
