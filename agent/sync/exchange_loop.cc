#include "agent/sync/exchange_loop.h"

#include <utility>

#include "common/text/status_macros.h"

namespace gom::agent {

ExchangeLoop::ExchangeLoop(AgentStore& store, platform::Mutex& mutex,
                           const platform::WallClock& wall,
                           const platform::MonotonicClock& monotonic, SyncOptions options,
                           OnAnswer on_answer)
    : store_(store),
      mutex_(mutex),
      wall_(wall),
      monotonic_(monotonic),
      options_(std::move(options)),
      on_answer_(std::move(on_answer)) {}

absl::StatusOr<SyncOutcome> ExchangeLoop::Run(HubLink& link) {
  const absl::Duration end = monotonic_.Now() + options_.sync_timeout;
  SyncOutcome all;
  while (true) {
    ASSIGN_OR_RETURN(const SyncOutcome entries, Exchange(link));
    all.exchanges += entries.exchanges;
    all.sent += entries.sent;
    all.events += entries.events;
    all.come_back_ms = entries.come_back_ms;
    all.renew = all.renew || entries.renew;
    const EvidenceOutcome evidence = SendEvidence(link, end);
    all.evidence.files += evidence.files;
    all.evidence.bytes += evidence.bytes;
    all.evidence.status = evidence.status;
    if (!evidence.new_work) return all;
  }
}

absl::StatusOr<SyncOutcome> ExchangeLoop::Exchange(HubLink& link) {
  mutex_.Lock();
  SyncSession session(store_, limits_, wall_, monotonic_, options_);
  while (const v1::ExchangeRequest* request = session.Next()) {
    bool left = false;
    mutex_.Unlock();
    const absl::StatusOr<v1::ExchangeResponse> reply =
        link.Exchange(*request, options_.call_timeout, &left);
    mutex_.Lock();
    session.Take(reply, left);
    if (reply.ok()) TellAnswered();
  }
  mutex_.Unlock();
  return session.outcome();
}

EvidenceOutcome ExchangeLoop::SendEvidence(HubLink& link, absl::Duration end) {
  mutex_.Lock();
  EvidenceSession session(store_, piece_limit_, refused_, wall_, monotonic_, end);
  while (const v1::PutEvidenceRequest* piece = session.Next()) {
    mutex_.Unlock();
    const absl::StatusOr<v1::PutEvidenceResponse> answer =
        link.PutEvidence(*piece, options_.call_timeout);
    mutex_.Lock();
    session.Take(answer);
    if (answer.ok()) TellAnswered();
  }
  mutex_.Unlock();
  return session.outcome();
}

void ExchangeLoop::TellAnswered() {
  if (on_answer_ == nullptr) return;
  mutex_.Unlock();
  on_answer_();
  mutex_.Lock();
}

}  // namespace gom::agent
