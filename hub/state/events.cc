#include "hub/state/events.h"

#include <algorithm>

namespace gom::hub {
namespace {

std::string EightBytes(uint64_t digest) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, digest >>= 8)
    bytes[static_cast<size_t>(i)] = static_cast<char>(digest & 0xff);
  return bytes;
}

template <typename Message>
void WriteOutcome(v1::Outcome outcome, v1::HeldReason reason, const std::vector<uint64_t>& settles,
                  uint64_t same_as, Message* own) {
  own->set_outcome(outcome);
  own->set_held_reason(reason);
  own->mutable_settles()->Add(settles.begin(), settles.end());
  own->set_same_as(same_as);
}

// Names the stream and the place's digest of another stream's Change, so that the reader can name
// it as a parent.
void NameOther(const State& state, const RecordInfo& info, v1::Delivery* delivery) {
  if (info.stream == 0) return;
  const Stream& stream = state.StreamOf(info.stream);
  delivery->set_stream(stream.id);
  delivery->set_change_digest(stream.records[info.stream_index - 1].digest);
}

// What became of a Change of the asking stream; any other record comes with its bytes.
void TellOwn(const State& state, uint64_t index, uint32_t stream, v1::Delivery* delivery) {
  const auto release = state.releases.find(index);
  const uint64_t received = release == state.releases.end() ? index : release->second.received;
  const RecordInfo& info = state.records[received - 1];
  if (stream == 0 || info.stream != stream) return NameOther(state, info, delivery);
  v1::OwnOutcome* own = delivery->mutable_own();
  own->set_stream_index(info.stream_index);
  if (release != state.releases.end()) {
    const Release& r = release->second;
    own->set_at(r.at);
    WriteOutcome(r.outcome, r.held_reason, r.settles, r.same_as, own);
    return;
  }
  const auto revision = state.FindRevision(received).second;
  if (revision != nullptr) {
    own->set_at(revision->received_at);
    WriteOutcome(revision->decided, revision->decided_reason, revision->decided_settles,
                 revision->decided_same_as, own);
  } else if (state.held.contains(received)) {
    WriteOutcome(v1::OUTCOME_HELD, v1::HELD_REASON_UNREADABLE, {}, 0, own);
  } else {
    WriteOutcome(v1::OUTCOME_NOTED, v1::HELD_REASON_UNSPECIFIED, {}, 0, own);
  }
}

}  // namespace

bool KnowsPosition(const State& state, const v1::Position& read) {
  if (read.index() == 0) return true;
  if (read.index() > state.position.index || read.term() > state.term || read.digest().size() < 8)
    return false;
  return read.digest().substr(0, 8) == EightBytes(state.DigestAt(read.index()));
}

v1::Position DevicePosition(const State& state, uint64_t index) {
  v1::Position position;
  position.set_index(index);
  if (index > 0) position.set_digest(EightBytes(state.DigestAt(index)));
  position.set_term(state.term);
  return position;
}

Events CollectEvents(const State& state, uint32_t unit, const v1::Position& read, uint32_t stream,
                     size_t max_events) {
  Events events;
  const uint64_t from = KnowsPosition(state, read) ? read.index() : 0;
  events.from = DevicePosition(state, from);
  static const std::vector<uint64_t>* const kNothing = new std::vector<uint64_t>();
  const std::vector<uint64_t>& common = state.common_records;
  const std::vector<uint64_t>& own =
      unit < state.units.size() ? state.units[unit]->records : *kNothing;
  auto a = std::upper_bound(common.begin(), common.end(), from);
  auto b = std::upper_bound(own.begin(), own.end(), from);
  while ((a != common.end() || b != own.end()) && events.deliveries.size() < max_events) {
    const bool take_common = b == own.end() || (a != common.end() && *a < *b);
    const uint64_t index = take_common ? *a++ : *b++;
    v1::Delivery& delivery = events.deliveries.emplace_back();
    delivery.set_index(index);
    delivery.set_digest(state.DigestAt(index));
    TellOwn(state, index, stream, &delivery);
  }
  events.more = a != common.end() || b != own.end();
  events.new_position =
      DevicePosition(state, events.more ? events.deliveries.back().index() : state.position.index);
  return events;
}

void CutEvents(const State& state, size_t count, Events* events) {
  if (count == 0 || count >= events->deliveries.size()) return;
  events->deliveries.resize(count);
  events->more = true;
  events->new_position = DevicePosition(state, events->deliveries.back().index());
}

bool IsForUnits(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kHubCreated:
    case v1::Event::kPlanApplied:
    case v1::Event::kUnitsChanged:
    case v1::Event::kStreamOpened:
    case v1::Event::kReceived:
    case v1::Event::kReleased:
    case v1::Event::kVerdictGiven:
    case v1::Event::kRecognitionGiven:
    case v1::Event::kPeriodLocked:
      return true;
    default:
      return false;
  }
}

}  // namespace gom::hub
