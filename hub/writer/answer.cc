#include "hub/writer/answer.h"

#include <string>
#include <utility>
#include <vector>

#include "common/log/chain.h"
#include "common/sync/receipt.h"
#include "common/sync/revision.h"
#include "common/sync/unit_digest.h"
#include "common/text/message.h"
#include "hub/state/events.h"
#include "hub/writer/words.h"

namespace gom::hub {
namespace {

// Puts the bytes of records into deliveries that are not the asking stream's own. Answers how many
// deliveries are complete: a record that is missing, or too much at once, ends the answer there.
absl::StatusOr<size_t> FillBytes(HubStore& store, Events* events) {
  std::vector<uint64_t> indexes;
  for (const v1::Delivery& d : events->deliveries) {
    if (!IsComplete(d)) indexes.push_back(d.index());
  }
  size_t at = 0;
  size_t bytes = 0;
  bool full = false;
  if (!indexes.empty()) {
    absl::Status status = store.ReadSome(indexes, [&](const log::Record& record) {
      while (at < events->deliveries.size() && events->deliveries[at].index() < record.index) {
        if (!IsComplete(events->deliveries[at])) return false;
        ++at;
      }
      if (at == events->deliveries.size() || events->deliveries[at].index() != record.index) {
        return false;
      }
      // One record alone may be larger: it must be possible to read on.
      bytes += record.main.size() + record.text.size();
      full = at > 0 && bytes > kMaxEventBytes;
      if (full) return false;
      v1::Sealed* sealed = events->deliveries[at].mutable_event();
      sealed->set_main(record.main);
      sealed->set_text(record.text);
      ++at;
      return true;
    });
    if (!status.ok()) return status;
  }
  while (!full && at < events->deliveries.size() && IsComplete(events->deliveries[at])) ++at;
  return at;
}

// The events, and the facts of State that belong to the same instant.
struct Reply {
  // The end of the stream. Another life of the device may have put more there since its request was
  // decided, and the events tell of that by its index alone.
  log::Position position;
  Events events;
  uint64_t term = 0;
  std::string digest;  // of the unit's state, where nothing more is to be read
};

// Who sends full batches has more to send and will ask again: the digest is for the last call.
bool IsLastBatch(const v1::ExchangeRequest& request) {
  return request.changes_size() < static_cast<int>(sync::kMaxBatchChanges);
}

}  // namespace

absl::Status AnswerExchange(const WriterCore& core, uint32_t device,
                            const v1::ExchangeRequest& request, const ExchangeAnswer& taken,
                            int64_t now_ms, v1::ExchangeResponse* response) {
  Reply reply;
  reply.position = taken.position;
  core.ReadState([&](const State& state) {
    reply.term = state.term;
    const Stream* stream = state.FindStream(request.stream());
    // One that came back after a restore delivers; it reads when the operator has readmitted it.
    // One that is revoked delivers by bundle alone, and reads nothing any more. One that has seen a
    // higher term reads nothing of a hub that is overtaken.
    if (!state.MayRead(device) || IsOvertaken(state, request)) {
      reply.events.from = reply.events.new_position = request.read();
      return;
    }
    if (stream != nullptr) reply.position = stream->end();
    const uint32_t unit = state.FindDevice(device)->unit;
    reply.events =
        CollectEvents(state, unit, request.read(), stream == nullptr ? 0 : stream->number);
    if (!reply.events.more && IsLastBatch(request)) reply.digest = DigestOfUnit(state, unit);
  });
  absl::StatusOr<size_t> complete = FillBytes(core.store(), &reply.events);
  if (!complete.ok()) return complete.status();
  if (*complete == 0 && !reply.events.deliveries.empty()) {
    return text::Refuse(absl::StatusCode::kDataLoss, kRecordMissing,
                        reply.events.deliveries.front().index());
  }
  if (*complete < reply.events.deliveries.size()) {
    core.ReadState([&](const State& s) { CutEvents(s, *complete, &reply.events); });
  }
  *response->mutable_position() = log::ToProto(reply.position);
  // The device knows the digest of its own end, and `agreed` says that it is ours: 34 bytes that a
  // school would pay for each time it asks.
  if (taken.agreed == reply.position.index && reply.position == log::FromProto(request.my_last()))
    response->mutable_position()->clear_digest();
  response->set_agreed(taken.agreed);
  response->set_first_difference(taken.first_difference);
  for (const log::Position& end : taken.orphan_ends)
    *response->add_orphan_ends() = log::ToProto(end);
  response->set_orphan_words_taken(taken.orphan_words_taken);
  *response->mutable_from() = std::move(reply.events.from);
  for (v1::Delivery& d : reply.events.deliveries) *response->add_events() = std::move(d);
  *response->mutable_new_position() = std::move(reply.events.new_position);
  response->set_more(reply.events.more);
  if (!reply.events.more && !reply.digest.empty()) {
    response->set_state_digest(std::move(reply.digest));
    response->set_fold_version(sync::kUnitDigestVersion);
  }
  response->set_term(reply.term);
  response->set_hub_clock_ms(now_ms);
  return absl::OkStatus();
}

void AddReceipt(const WriterCore& core, const sync::SigningKey& key, uint32_t device,
                const v1::ExchangeRequest& request, const ExchangeAnswer& taken, int64_t now_ms,
                v1::ExchangeResponse* response) {
  if (!request.want_receipt() || taken.position.index == 0 ||
      taken.agreed != taken.position.index || taken.first_difference != 0)
    return;
  v1::ReceiptBody body;
  core.ReadState([&](const State& state) { body.set_hub(state.hub); });
  body.set_term(response->term());
  body.set_device(device);
  body.set_stream(request.stream());
  body.set_index(taken.position.index);
  body.set_digest(log::ToBytes(taken.position.digest));
  body.set_at(now_ms);
  *response->mutable_receipt() = sync::SignReceipt(key, body);
}

}  // namespace gom::hub
