// One sync, in steps: what to ask next, and what to make of the answer. All decisions are here and
// all is stored before the next request; who carries the requests holds the network.
//
//   SyncSession session(store, limits, wall, monotonic, options);
//   while (const v1::ExchangeRequest* request = session.Next()) {
//     bool left = false;
//     session.Take(link.Exchange(*request, options.call_timeout, &left), left);
//   }
//   return session.outcome();
#ifndef GOM_AGENT_SYNC_SYNC_SESSION_H_
#define GOM_AGENT_SYNC_SYNC_SESSION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/store/agent_store.h"
#include "agent/sync/batch.h"
#include "agent/sync/evidence_session.h"
#include "agent/sync/next_step.h"
#include "common/platform/clock.h"

namespace gom::agent {

struct SyncOutcome {
  uint32_t exchanges = 0;
  uint32_t sent = 0;           // Changes that the hub has confirmed in this sync
  uint32_t events = 0;         // read in this sync
  uint32_t come_back_ms = 0;   // 0: as the device likes
  bool renew = false;          // the hub asks this device to renew its certificate
  EvidenceOutcome evidence{};  // of what went after the entries
};

struct SyncOptions {
  absl::Duration call_timeout = absl::Seconds(30);
  absl::Duration sync_timeout = absl::Minutes(15);
  std::string build;
};

// One thread at a time. Next and Take block on the disk; work may be submitted to the store
// between them.
class SyncSession {
 public:
  // `limits` last from one sync to the next: halved by a failure, whole again after a success. All
  // must outlive the session.
  SyncSession(AgentStore& store, BatchLimits& limits, const platform::WallClock& wall,
              const platform::MonotonicClock& monotonic, const SyncOptions& options);
  SyncSession(const SyncSession&) = delete;
  SyncSession& operator=(const SyncSession&) = delete;

  // What to ask now, good until the next call; null once the sync is over. After a request comes
  // Take.
  const v1::ExchangeRequest* Next();

  // What came of the last request; where there is no reply, `left` says whether the request may
  // have left this computer. On return what the reply brought is durable, or the sync is over.
  void Take(const absl::StatusOr<v1::ExchangeResponse>& reply, bool left);

  // In the place of Next and Take: an answer that came in a file, to a request of this device (what
  // it carried may have been left out of `asked`). False, and nothing happens, where it does not
  // fit what this device holds now: it was stored already, or a later one was, or the device was
  // put back to an older copy since. What fits is stored like any answer; see so_far and outcome.
  bool Replay(const v1::ExchangeRequest& asked, const v1::ExchangeResponse& reply);
  const SyncOutcome& so_far() const { return so_far_; }

  // Once Next has answered null. A failure has been kept in the store's marks: kFailedPrecondition
  // not_enrolled, hub_old_term, other_hub; kInternal reply_wrong, sync_stuck; kDeadlineExceeded
  // sync_too_long; what the disk or the one who carries the requests said.
  const absl::StatusOr<SyncOutcome>& outcome() const { return outcome_; }

 private:
  struct Progress {
    bool done = false;
    bool moved = false;  // something was different from before
  };

  void Begin();
  bool Fits(const v1::ExchangeRequest& asked, const v1::ExchangeResponse& reply) const;
  absl::Status Prepare();
  absl::StatusOr<Progress> Store(const v1::ExchangeResponse& reply);
  absl::StatusOr<Progress> Close(uint64_t agreed);
  absl::StatusOr<Progress> Finish(const v1::ExchangeResponse& reply);
  log::Position OrphanEnd(const v1::ExchangeResponse& reply, int i) const;
  std::optional<HeldReceipt> ReceiptIn(const v1::ExchangeResponse& reply) const;
  absl::StatusOr<Reply> ToReply(const v1::ExchangeResponse& reply, const Step& step) const;
  void End(const absl::Status& status, uint64_t left_up_to);

  AgentStore& store_;
  BatchLimits& limits_;
  const platform::WallClock& wall_;
  const platform::MonotonicClock& monotonic_;
  const SyncOptions& options_;
  const absl::Duration end_;

  // The request at hand, and what we knew when we asked.
  v1::ExchangeRequest request_;
  Asked asked_;
  uint32_t stream_ = 0;

  uint64_t after_ = 0;          // where the next request starts
  uint32_t idle_ = 0;           // exchanges in a row that changed nothing
  uint32_t new_streams_ = 0;    // that were begun because the hub has another past
  bool words_refused_ = false;  // the hub takes none of the words that are handed back
  bool over_ = false;
  SyncOutcome so_far_;
  absl::StatusOr<SyncOutcome> outcome_;
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SYNC_SYNC_SESSION_H_
