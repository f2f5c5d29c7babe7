#include "agent/sync/sync_session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/state/merges.h"
#include "agent/store/words.h"
#include "agent/sync/deliveries.h"
#include "agent/sync/request.h"
#include "agent/sync/words.h"
#include "common/sync/receipt.h"
#include "common/sync/term.h"
#include "common/sync/unit_digest.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

// So many exchanges that change nothing mean that the two will never agree.
constexpr uint32_t kIdleExchanges = 4;
// The same of a hub for which each new stream is a wrong one. One is usual, another one where the
// hub is restored meanwhile.
constexpr uint32_t kNewStreams = 4;

}  // namespace

SyncSession::SyncSession(AgentStore& store, BatchLimits& limits, const platform::WallClock& wall,
                         const platform::MonotonicClock& monotonic, const SyncOptions& options)
    : store_(store),
      limits_(limits),
      wall_(wall),
      monotonic_(monotonic),
      options_(options),
      end_(monotonic.Now() + options.sync_timeout),
      outcome_(absl::UnknownError("the sync is not over")) {
  Begin();
}

void SyncSession::Begin() {
  const OwnStream* stream = store_.asking();
  after_ = stream == nullptr ? 0 : std::min(stream->acknowledged, stream->last());
}

const v1::ExchangeRequest* SyncSession::Next() {
  if (over_) return nullptr;
  if (const absl::Status ready = Prepare(); !ready.ok()) {
    End(ready, 0);
    return nullptr;
  }
  return &request_;
}

void SyncSession::Take(const absl::StatusOr<v1::ExchangeResponse>& reply, bool left) {
  if (!reply.ok()) return End(reply.status(), left ? asked_.after + asked_.changes : 0);
  // Answered: what the hub holds is known.
  ++so_far_.exchanges;
  so_far_.come_back_ms = reply->come_back_ms();
  so_far_.renew = reply->renew();
  const absl::StatusOr<Progress> progress = Store(*reply);
  if (!progress.ok()) return End(progress.status(), 0);
  if (progress->done) return End(absl::OkStatus(), 0);
  idle_ = progress->moved ? 0 : idle_ + 1;
  if (idle_ >= kIdleExchanges) {
    End(text::Refuse(absl::StatusCode::kInternal, kSyncStuck, kIdleExchanges), 0);
  }
}

void SyncSession::End(const absl::Status& status, uint64_t left_up_to) {
  over_ = true;
  if (status.ok()) {
    limits_.Reset();
    outcome_ = so_far_;
    return;
  }
  limits_.Halve();
  outcome_ = status;
  if (!store_.enrolled()) return;
  // Where the disk fails too, why the sync failed is still what the person wants to know.
  store_.NoteFailure(status, wall_.NowMs(), left_up_to).IgnoreError();
}

absl::Status SyncSession::Prepare() {
  if (monotonic_.Now() > end_)
    return text::Refuse(absl::StatusCode::kDeadlineExceeded, kSyncTooLong);
  const OwnStream* stream = store_.asking();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  stream_ = stream->number;
  const SyncMarks& marks = store_.marks();
  RequestOptions options;
  options.limits = limits_;
  // First the own stream, and what the hub has to say.
  if (stream->current && after_ == stream->last() && !marks.aside.has_value())
    options.orphans = &store_.holdings().orphans;
  options.words = !words_refused_;
  options.now_ms = wall_.NowMs();
  options.build = options_.build;
  request_ = MakeRequest(store_, *stream, after_, options);
  asked_ = {};
  asked_.after = request_.after().index();
  asked_.changes = static_cast<uint64_t>(request_.changes_size());
  asked_.my_last = request_.my_last().index();
  asked_.highest_term = marks.highest_term;
  // A school pays for its bytes. Where there is nothing to send, `my_last` says where that would
  // be, and the program is still the one that sent the last.
  if (request_.changes().empty() && asked_.after == asked_.my_last) {
    request_.clear_after();
    if (marks.read.index() > 0) request_.clear_build();
  }
  return absl::OkStatus();
}

absl::StatusOr<SyncSession::Progress> SyncSession::Store(const v1::ExchangeResponse& reply) {
  const OwnStream* stream = store_.asking();
  if (stream == nullptr) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  if (const auto place = PlaceAt(*stream, reply.position().index()); place.has_value()) {
    asked_.at_hub_position = place->digest;
  }
  // Whoever believed a term beyond sense would never again believe the hub.
  if (reply.term() > sync::kHighestTerm)
    return text::Refuse(absl::StatusCode::kInternal, kReplyWrong);
  const Step step = NextStep(asked_, reply);
  if (step.kind == Step::Kind::kRefuseOldTerm) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kOldTerm, reply.term(),
                        asked_.highest_term);
  }
  if (step.opens_stream()) return Close(step.after);
  ASSIGN_OR_RETURN(const Reply to_store, ToReply(reply, step));
  const uint64_t acknowledged_before = stream->acknowledged;
  const bool headway = !to_store.events.empty() || to_store.acknowledged != acknowledged_before ||
                       step.after != asked_.after ||
                       to_store.read.index() != request_.read().index();
  RETURN_IF_ERROR(store_.TakeReply(to_store));
  if (reply.has_receipt() && !to_store.receipt.has_value() &&
      !sync::IsSignedBy(reply.receipt(), store_.enrollment().hub_key))
    RETURN_IF_ERROR(store_.AddNotice(text::WordsOf(kReceiptUnproven), wall_.NowMs()));
  so_far_.events += static_cast<uint32_t>(to_store.events.size());
  if (to_store.acknowledged > acknowledged_before) {
    so_far_.sent += static_cast<uint32_t>(to_store.acknowledged - acknowledged_before);
  }
  if (store_.asking()->number != stream_) {  // a new term: first the streams that are closed
    Begin();
    return Progress{false, true};
  }
  after_ = step.after;
  // What lies behind a record that cannot be read goes on in another stream.
  if (const uint64_t missing = MissingBehind(*store_.asking(), after_); missing != 0) {
    RETURN_IF_ERROR(
        store_.AddNotice(text::WordsOf(kRecordLostUnsent, absl::StrCat(missing)), wall_.NowMs()));
    return Close(after_);
  }
  const bool settled = step.kind == Step::Kind::kDone || step.kind == Step::Kind::kReadOn;
  if (settled && !store_.asking()->current) return Close(step.after);
  // Something may have been submitted while we waited for the reply.
  const bool more_to_send = store_.asking()->last() > to_store.acknowledged;
  if (step.kind != Step::Kind::kDone || more_to_send) return Progress{false, headway};
  return Finish(reply);
}

// The stream that was asked about ends at `agreed`.
absl::StatusOr<SyncSession::Progress> SyncSession::Close(uint64_t agreed) {
  if (store_.asking()->current && ++new_streams_ > kNewStreams)
    return text::Refuse(absl::StatusCode::kInternal, kSyncStuck, so_far_.exchanges);
  RETURN_IF_ERROR(store_.asking()->current ? store_.MoveUnsent(agreed, wall_.NowMs())
                                           : store_.Settle(agreed, wall_.NowMs()));
  Begin();
  return Progress{false, true};
}

// Nothing more to send and to read: what is to be done with what the hub has said.
absl::StatusOr<SyncSession::Progress> SyncSession::Finish(const v1::ExchangeResponse& reply) {
  RETURN_IF_ERROR(
      store_.NoteEvidenceWanted({reply.evidence_wanted().begin(), reply.evidence_wanted().end()}));
  if (!reply.state_digest().empty() && reply.fold_version() == sync::kUnitDigestVersion) {
    bool reading_anew = false;
    if (reply.state_digest() == DigestOf(store_.state())) {
      RETURN_IF_ERROR(store_.NoteAgreed());
    } else {
      ASSIGN_OR_RETURN(reading_anew, store_.NoteDifferent(wall_.NowMs()));
    }
    if (reading_anew) return Progress{false, true};
  }
  if (request_.orphan_words_size() > 0 && reply.orphan_words_taken() == 0) words_refused_ = true;
  v1::ExchangeRequest rest;
  const HandBack what = HandBackAt(store_.marks(), !words_refused_, wall_.NowMs());
  if (!store_.marks().aside.has_value() &&
      FillOrphans(store_.holdings().orphans, what, limits_, &rest))
    return Progress{false, true};
  const std::vector<NewRevision> merges = DueMerges(store_.state(), wall_.NowMs() / 1000);
  if (merges.empty()) return Progress{true, true};
  RETURN_IF_ERROR(store_.Submit(merges, AgentStore::Drafts::kKeep).status());
  return Progress{false, true};
}

// What the hub holds of the orphan stream that was sent as the `i`-th; index 0: it took nothing. So
// does a hub that does not answer for it, and does not know how to, and one whose end lies below
// what was sent: it lacks what that follows.
log::Position SyncSession::OrphanEnd(const v1::ExchangeResponse& reply, int i) const {
  if (i >= reply.orphan_ends_size()) return {};
  const log::Position end = log::FromProto(reply.orphan_ends(i));
  return end.index < request_.orphan_streams(i).after().index() ? log::Position() : end;
}

// A receipt that does not hold is none: what it stands for is known from `position` all the same.
std::optional<HeldReceipt> SyncSession::ReceiptIn(const v1::ExchangeResponse& reply) const {
  const OwnStream& stream = *store_.asking();
  const Enrollment& who = store_.enrollment();
  const std::optional<v1::ReceiptBody> body = sync::BodyOf(reply.receipt());
  if (!body.has_value() || body->hub() != who.hub || body->device() != who.device ||
      body->stream() != stream.id ||
      PlaceAt(stream, body->index()) !=
          log::Position{body->index(), log::FromBytes(body->digest())} ||
      !sync::IsSignedBy(reply.receipt(), who.hub_key)) {
    return std::nullopt;
  }
  return HeldReceipt{body->stream(), body->index(), body->term(), body->at(),
                     reply.receipt().SerializeAsString()};
}

absl::StatusOr<Reply> SyncSession::ToReply(const v1::ExchangeResponse& reply,
                                           const Step& step) const {
  Reply r;
  r.stream = stream_;
  r.acknowledged = step.kind == Step::Kind::kNextBatch ? step.after : reply.position().index();
  r.term = reply.term();
  r.now_ms = wall_.NowMs();
  r.hub_clock_ms = reply.hub_clock_ms();
  for (int i = 0; i < request_.orphan_streams_size(); ++i)
    r.orphans.ends.emplace_back(request_.orphan_streams(i).stream(), OrphanEnd(reply, i));
  r.orphans.words_taken = std::min<size_t>(reply.orphan_words_taken(),
                                           static_cast<size_t>(request_.orphan_words_size()));
  r.orphans.term = reply.term();
  if (reply.has_receipt()) r.receipt = ReceiptIn(reply);
  // In a new term even a hub that lost nothing has moved on; one that stands still for this device
  // does not know it; so does one that has nothing at all to show, as it shows the plan to whomever
  // it knows. What was read stays, and says of which term it is.
  const bool not_known = (reply.term() > request_.read().term() || request_.read().index() == 0) &&
                         reply.from().index() == request_.read().index() &&
                         reply.new_position().index() == request_.read().index();
  // While a closed stream is asked about, the current one may not be the hub's: what the hub says
  // of it is read when that is known.
  r.waits_for_readmission = not_known;
  if (!step.keeps_events() || not_known || !store_.asking()->current) {
    r.read = request_.read();
    r.more = true;
    return r;
  }
  const uint64_t from = reply.from().index();
  if (from != 0 && from != request_.read().index())
    return text::Refuse(absl::StatusCode::kInternal, kReplyWrong);
  r.read = reply.new_position();
  r.read.set_term(reply.term());
  r.from_nothing = from == 0 && request_.read().index() > 0;
  r.more = reply.more();
  ASSIGN_OR_RETURN(r.events, EventsOf(reply, r.from_nothing ? 0 : request_.read().index(), stream_,
                                      store_.enrollment().hub));
  return r;
}

}  // namespace gom::agent
