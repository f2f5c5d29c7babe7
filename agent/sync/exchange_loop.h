// One sync over a HubLink: asks what the sessions say and hands them the answers. The entries
// first, then evidence files; what is submitted meanwhile goes before the next piece.
#ifndef GOM_AGENT_SYNC_EXCHANGE_LOOP_H_
#define GOM_AGENT_SYNC_EXCHANGE_LOOP_H_

#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "agent/store/agent_store.h"
#include "agent/sync/batch.h"
#include "agent/sync/hub_link.h"
#include "agent/sync/sync_session.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"

namespace gom::agent {

// One thread at a time. The store is used under `mutex` only, which is not held while the network
// is waited for.
class ExchangeLoop {
 public:
  // Called on Run's thread, without `mutex`, behind each answer of the hub: what it brought is
  // stored.
  using OnAnswer = std::function<void()>;

  ExchangeLoop(AgentStore& store, platform::Mutex& mutex, const platform::WallClock& wall,
               const platform::MonotonicClock& monotonic, SyncOptions options,
               OnAnswer on_answer = nullptr);

  // Everything acknowledged and every event read is durable on return, whatever it returns. Fails
  // as SyncSession::outcome says; kUnavailable and what else the link says.
  // Evidence that did not go is no failure: its outcome says why.
  absl::StatusOr<SyncOutcome> Run(HubLink& link) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  absl::StatusOr<SyncOutcome> Exchange(HubLink& link) ABSL_LOCKS_EXCLUDED(mutex_);
  EvidenceOutcome SendEvidence(HubLink& link, absl::Duration end) ABSL_LOCKS_EXCLUDED(mutex_);
  // Lets go of the mutex meanwhile.
  void TellAnswered() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  AgentStore& store_;
  platform::Mutex& mutex_;
  const platform::WallClock& wall_;
  const platform::MonotonicClock& monotonic_;
  const SyncOptions options_;
  const OnAnswer on_answer_;
  BatchLimits limits_;
  PieceLimit piece_limit_;
  RefusedFiles refused_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_EXCHANGE_LOOP_H_
