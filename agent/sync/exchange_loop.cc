#include "agent/sync/exchange_loop.h"

#include <algorithm>
#include <utility>

#include "agent/state/words.h"
#include "agent/store/words.h"
#include "agent/sync/words.h"
#include "common/text/status_macros.h"
#include "gom/v1/record.pb.h"

namespace gom::agent {
namespace {

// So many exchanges that change nothing mean that the two will never agree.
constexpr uint32_t kIdleExchanges = 4;

bool IsOtherHub(const v1::Delivery& delivery, const std::string& hub) {
  v1::Event event;
  return delivery.has_event() && event.ParseFromString(delivery.event().main()) &&
         event.has_hub_created() && event.hub_created().hub() != hub;
}

HubEvent ToHubEvent(const v1::Delivery& d, uint32_t own_log) {
  HubEvent e;
  e.index = d.index();
  e.digest = d.digest();
  if (d.has_own()) {
    e.own_log = own_log;
    e.main = d.own().SerializeAsString();
  } else {
    e.main = d.event().main();
    e.text = d.event().text();
    e.stream = d.stream();
    e.change_digest = d.change_digest();
  }
  return e;
}

}  // namespace

ExchangeLoop::ExchangeLoop(AgentStore& store, platform::Mutex& mutex,
                           const platform::WallClock& wall,
                           const platform::MonotonicClock& monotonic, ExchangeLoopOptions options)
    : store_(store),
      mutex_(mutex),
      wall_(wall),
      monotonic_(monotonic),
      options_(std::move(options)) {}

absl::StatusOr<SyncOutcome> ExchangeLoop::Run(HubLink& link) {
  bool left = false;
  uint64_t left_up_to = 0;
  absl::StatusOr<SyncOutcome> outcome = Talk(link, &left, &left_up_to);
  platform::MutexLock lock(&mutex_);
  if (outcome.ok()) {
    limits_.Reset();
    return outcome;
  }
  limits_.Halve();
  if (store_.enrolled()) {
    RETURN_IF_ERROR(
        store_.NoteFailure(WordsOf(outcome.status()), wall_.NowMs(), left ? left_up_to : 0));
  }
  return outcome;
}

absl::StatusOr<SyncOutcome> ExchangeLoop::Talk(HubLink& link, bool* left, uint64_t* left_up_to) {
  SyncOutcome outcome;
  const absl::Duration end = monotonic_.Now() + options_.sync_timeout;
  {
    platform::MutexLock lock(&mutex_);
    const OwnStream* stream = store_.current();
    if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
    after_ = std::min(stream->acknowledged, stream->last());
  }
  uint32_t idle = 0;
  while (true) {
    if (monotonic_.Now() > end)
      return text::Refuse(absl::StatusCode::kDeadlineExceeded, kSyncTooLong);
    ASSIGN_OR_RETURN(Round round, Prepare());
    *left = false;
    *left_up_to = round.asked.after + round.asked.changes;
    ASSIGN_OR_RETURN(const v1::ExchangeResponse reply,
                     link.Exchange(round.request, options_.call_timeout, left));
    *left = false;  // answered: what the hub holds is known
    ++outcome.exchanges;
    outcome.come_back_ms = reply.come_back_ms();
    ASSIGN_OR_RETURN(const Progress progress, Take(std::move(round), reply, &outcome));
    if (progress.done) return outcome;
    idle = progress.moved ? 0 : idle + 1;
    if (idle >= kIdleExchanges)
      return text::Refuse(absl::StatusCode::kInternal, kSyncStuck, kIdleExchanges);
  }
}

absl::StatusOr<ExchangeLoop::Round> ExchangeLoop::Prepare() {
  platform::MutexLock lock(&mutex_);
  const OwnStream* stream = store_.current();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  Round round;
  round.stream = stream->number;
  FillBatch(*stream, after_, limits_, &round.request);
  const SyncMarks& marks = store_.marks();
  *round.request.mutable_read() = marks.aside.value_or(marks.read);
  round.request.set_highest_term(marks.highest_term);
  round.request.set_device_clock_ms(wall_.NowMs());
  const uint64_t acknowledged = std::min(stream->acknowledged, stream->last());
  round.request.set_waiting(static_cast<uint32_t>(stream->last() - acknowledged));
  round.request.set_build(options_.build);
  round.asked.after = round.request.after().index();
  round.asked.changes = static_cast<uint64_t>(round.request.changes_size());
  round.asked.my_last = round.request.my_last().index();
  round.asked.highest_term = marks.highest_term;
  return round;
}

absl::StatusOr<ExchangeLoop::Progress> ExchangeLoop::Take(Round round,
                                                          const v1::ExchangeResponse& reply,
                                                          SyncOutcome* outcome) {
  platform::MutexLock lock(&mutex_);
  const OwnStream* stream = store_.current();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  if (const auto place = PlaceAt(*stream, reply.position().index()); place.has_value()) {
    round.asked.at_hub_position = place->digest;
  }
  const Step step = NextStep(round.asked, reply);
  if (step.kind == Step::Kind::kRefuseOldTerm) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kOldTerm, reply.term(),
                        round.asked.highest_term);
  }
  if (!step.keeps_events()) {
    RETURN_IF_ERROR(store_.MoveUnsent(step.after, wall_.NowMs()));
    after_ = 0;
    return Progress{false, true};
  }
  ASSIGN_OR_RETURN(const Reply to_store, ToReply(round, reply, step));
  const uint64_t acknowledged_before = stream->acknowledged;
  const bool headway = !to_store.events.empty() || to_store.acknowledged != acknowledged_before ||
                       step.after != round.asked.after ||
                       to_store.read.index() != round.request.read().index();
  RETURN_IF_ERROR(store_.TakeReply(to_store));
  outcome->events += static_cast<uint32_t>(to_store.events.size());
  if (to_store.acknowledged > acknowledged_before) {
    outcome->sent += static_cast<uint32_t>(to_store.acknowledged - acknowledged_before);
  }
  after_ = step.after;
  // Something may have been submitted while we waited for the reply.
  const bool more_to_send = store_.current()->last() > to_store.acknowledged;
  return Progress{step.kind == Step::Kind::kDone && !more_to_send, headway};
}

absl::StatusOr<Reply> ExchangeLoop::ToReply(const Round& round, const v1::ExchangeResponse& reply,
                                            const Step& step) {
  Reply r;
  r.stream = round.stream;
  r.acknowledged = step.kind == Step::Kind::kNextBatch ? step.after : reply.position().index();
  r.read = reply.new_position();
  r.read.set_term(reply.term());
  r.from_nothing = reply.from().index() == 0 && round.request.read().index() > 0;
  r.more = reply.more();
  r.term = reply.term();
  r.now_ms = wall_.NowMs();
  r.hub_clock_ms = reply.hub_clock_ms();
  uint64_t last = r.from_nothing ? 0 : round.request.read().index();
  for (const v1::Delivery& d : reply.events()) {
    if (IsOtherHub(d, store_.enrollment().hub))
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kOtherHub);
    if (d.index() <= last || d.index() > reply.new_position().index()) {
      return text::Refuse(absl::StatusCode::kInternal, kReplyWrong);
    }
    last = d.index();
    r.events.push_back(ToHubEvent(d, round.stream));
  }
  if (reply.new_position().index() < last)
    return text::Refuse(absl::StatusCode::kInternal, kReplyWrong);
  return r;
}

}  // namespace gom::agent
