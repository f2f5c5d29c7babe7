// One sync: Exchanges until nothing is left to say, each reply answered by NextStep and stored
// before the next request.
#ifndef GOM_AGENT_SYNC_EXCHANGE_LOOP_H_
#define GOM_AGENT_SYNC_EXCHANGE_LOOP_H_

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/store/agent_store.h"
#include "agent/sync/batch.h"
#include "agent/sync/hub_link.h"
#include "agent/sync/next_step.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"

namespace gom::agent {

struct SyncOutcome {
  uint32_t exchanges = 0;
  uint32_t sent = 0;          // Changes that the hub has confirmed in this sync
  uint32_t events = 0;        // read in this sync
  uint32_t come_back_ms = 0;  // 0: as the device likes
};

struct ExchangeLoopOptions {
  absl::Duration call_timeout = absl::Seconds(30);
  absl::Duration sync_timeout = absl::Minutes(15);
  std::string build;
};

// One thread at a time. The store is used under `mutex` only, which is not held while the network
// is waited for.
class ExchangeLoop {
 public:
  ExchangeLoop(AgentStore& store, platform::Mutex& mutex, const platform::WallClock& wall,
               const platform::MonotonicClock& monotonic, ExchangeLoopOptions options);

  // Everything acknowledged and every event read is durable on return, whatever it returns. A
  // failure is kept in the store's marks. kFailedPrecondition not_enrolled, hub_old_term,
  // other_hub; kUnavailable and what else the link says.
  absl::StatusOr<SyncOutcome> Run(HubLink& link);

 private:
  struct Round {
    v1::ExchangeRequest request;
    Asked asked;
    uint32_t stream = 0;
  };
  struct Progress {
    bool done = false;
    bool moved = false;  // something was different from before
  };

  absl::StatusOr<SyncOutcome> Talk(HubLink& link, bool* left, uint64_t* left_up_to);
  absl::StatusOr<Round> Prepare() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Progress> Take(Round round, const v1::ExchangeResponse& reply,
                                SyncOutcome* outcome) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Reply> ToReply(const Round& round, const v1::ExchangeResponse& reply,
                                const Step& step);

  AgentStore& store_;
  platform::Mutex& mutex_;
  const platform::WallClock& wall_;
  const platform::MonotonicClock& monotonic_;
  const ExchangeLoopOptions options_;
  BatchLimits limits_;
  uint64_t after_ = 0;  // where the next request starts
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_EXCHANGE_LOOP_H_
