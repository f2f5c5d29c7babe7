#include "agent/service/clock_fault.h"

#include <algorithm>
#include <cstdlib>

namespace gom::agent {
namespace {

// A clock that was this far behind, and says that as much time has passed since the last sync, has
// been set rather than left alone for so long.
constexpr int64_t kSurelySetMs = int64_t{30} * 24 * 60 * 60 * 1000;

bool IsOff(int64_t ms) { return std::llabs(ms) > kClockWorthSayingMs; }

bool IsSetRight(const ClockFacts& c) {
  if (IsOff(c.moved) && !IsOff(c.skew + c.moved)) return true;
  return -c.skew >= kSurelySetMs && c.now - c.last_sync >= -c.skew;
}

}  // namespace

v1::AgentStatus::Clock ClockFaultOf(const ClockFacts& c) {
  if (c.last_sync == 0) return v1::AgentStatus::CLOCK_UNSPECIFIED;
  const bool was_ahead = c.skew > kClockWorthSayingMs;
  // It stands before the last sync: one that was ahead was set right, any other is wrong now.
  if (c.last_sync - c.now > kClockWorthSayingMs)
    return was_ahead ? v1::AgentStatus::CLOCK_SET_RIGHT : v1::AgentStatus::CLOCK_SET_BACK;
  if (!IsOff(c.skew)) {
    return c.moved < -kClockWorthSayingMs ? v1::AgentStatus::CLOCK_SET_BACK
                                          : v1::AgentStatus::CLOCK_UNSPECIFIED;
  }
  if (IsSetRight(c)) return v1::AgentStatus::CLOCK_SET_RIGHT;
  return was_ahead ? v1::AgentStatus::CLOCK_AHEAD : v1::AgentStatus::CLOCK_BEHIND;
}

int64_t HubNow(const ClockFacts& c) {
  switch (ClockFaultOf(c)) {
    case v1::AgentStatus::CLOCK_SET_RIGHT:
      return std::max(c.now, c.last_sync - c.skew);
    case v1::AgentStatus::CLOCK_SET_BACK:
      return std::max(c.now - c.moved, c.last_sync) - c.skew;
    default:
      return c.now - c.skew;
  }
}

}  // namespace gom::agent
