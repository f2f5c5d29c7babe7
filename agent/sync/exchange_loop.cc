#include "agent/sync/exchange_loop.h"

#include <utility>

namespace gom::agent {

ExchangeLoop::ExchangeLoop(AgentStore& store, platform::Mutex& mutex,
                           const platform::WallClock& wall,
                           const platform::MonotonicClock& monotonic, SyncOptions options)
    : store_(store),
      mutex_(mutex),
      wall_(wall),
      monotonic_(monotonic),
      options_(std::move(options)) {}

absl::StatusOr<SyncOutcome> ExchangeLoop::Run(HubLink& link) {
  mutex_.Lock();
  SyncSession session(store_, limits_, wall_, monotonic_, options_);
  while (const v1::ExchangeRequest* request = session.Next()) {
    bool left = false;
    mutex_.Unlock();
    const absl::StatusOr<v1::ExchangeResponse> reply =
        link.Exchange(*request, options_.call_timeout, &left);
    mutex_.Lock();
    session.Take(reply, left);
  }
  mutex_.Unlock();
  return session.outcome();
}

}  // namespace gom::agent
