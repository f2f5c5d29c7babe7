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

// Names the stream and the place's digest of another stream's Change, so that the reader can name
// it as a parent.
void NameOther(const State& state, const RecordInfo& info, v1::Delivery* delivery) {
  if (info.stream == 0) return;
  const Stream& stream = state.StreamOf(info.stream);
  delivery->set_stream(stream.id);
  delivery->set_change_digest(stream.records[info.stream_index - 1].digest);
}

// What a record says of a Change of the asking stream.
struct Told {
  uint64_t stream_index = 0;
  v1::Outcome outcome = v1::OUTCOME_NOTED;
  v1::HeldReason held_reason = v1::HELD_REASON_UNSPECIFIED;
  sync::MemberIds settles;
  uint64_t same_as = 0;
  int64_t at = 0;
  // The record is the Change's own, not a later word on it.
  bool first_word = true;

  // Nothing but its outcome, which its neighbours may share.
  bool plain() const { return first_word && settles.empty() && same_as == 0; }
};

Told ToldAgain(const Release& r, uint64_t stream_index) {
  return {stream_index, r.outcome, r.held_reason, r.settles, r.same_as, r.at, false};
}

Told ToldFirst(const State& state, uint64_t index, uint64_t stream_index) {
  const auto r = state.FindRevision(index).second;
  if (r != nullptr) {
    return {stream_index,       r->decided,         r->decided_reason,
            r->decided_settles, r->decided_same_as, r->received_at};
  }
  Told told;
  told.stream_index = stream_index;
  if (state.held.contains(index)) {
    told.outcome = v1::OUTCOME_HELD;
    told.held_reason = v1::HELD_REASON_UNREADABLE;
  }
  return told;
}

void WriteOwn(const Told& told, v1::OwnOutcome* own) {
  own->set_stream_index(told.stream_index);
  own->set_outcome(told.outcome);
  own->set_held_reason(told.held_reason);
  own->mutable_settles()->Add(told.settles.begin(), told.settles.end());
  own->set_same_as(told.same_as);
  own->set_at(told.at);
}

void WriteRun(const Told& told, uint32_t count, v1::OwnRun* run) {
  run->set_stream_index(told.stream_index);
  run->set_count(count);
  run->set_outcome(told.outcome);
  run->set_held_reason(told.held_reason);
  run->set_at(told.at);
}

// Puts records into deliveries, one after the other. Neighbours that say the same become one: most
// of what a device reads is that its Changes were received.
class Collector {
 public:
  Collector(const State& state, uint32_t stream, std::vector<v1::Delivery>* deliveries)
      : state_(state), stream_(stream), deliveries_(*deliveries) {}

  void Add(uint64_t index) {
    std::optional<Told> told = TellOwn(index);
    if (told.has_value() && count_ > 0 && Continues(index, *told)) {
      ++count_;
      return;
    }
    Flush();
    if (told.has_value()) {
      told_ = *std::move(told);
      index_ = index;
      count_ = 1;
    } else {
      v1::Delivery& delivery = Deliver(index);
      delivery.set_digest(state_.DigestAt(index));
      NameOther(state_, state_.ReceivedAt(index), &delivery);
    }
  }
  void Flush() {
    if (count_ == 0) return;
    // Without the place's digest, eight bytes for each: nobody names what was said of its own.
    v1::Delivery& delivery = Deliver(index_);
    if (count_ > 1) {
      WriteRun(told_, count_, delivery.mutable_own_run());
    } else {
      WriteOwn(told_, delivery.mutable_own());
    }
    count_ = 0;
  }

 private:
  v1::Delivery& Deliver(uint64_t index) {
    v1::Delivery& delivery = deliveries_.emplace_back();
    delivery.set_index(index);
    return delivery;
  }

  // Nothing where the record is not about a Change of the asking stream: it comes with its bytes.
  std::optional<Told> TellOwn(uint64_t index) const {
    const RecordInfo& info = state_.ReceivedAt(index);
    if (stream_ == 0 || info.stream != stream_) return std::nullopt;
    const auto release = state_.releases.find(index);
    if (release != state_.releases.end()) return ToldAgain(release->second, info.stream_index);
    return ToldFirst(state_, index, info.stream_index);
  }

  bool Continues(uint64_t index, const Told& told) const {
    return told_.plain() && told.plain() && index == index_ + count_ &&
           told.stream_index == told_.stream_index + count_ && told.outcome == told_.outcome &&
           told.held_reason == told_.held_reason && told.at == told_.at;
  }

  const State& state_;
  const uint32_t stream_;
  std::vector<v1::Delivery>& deliveries_;
  // What is still open: `count_` Changes that were told the same, from `index_` on.
  Told told_;
  uint64_t index_ = 0;
  uint32_t count_ = 0;
};

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
  // The device knows the rest of it.
  events.from.set_index(from);
  static const std::vector<uint64_t>* const kNothing = new std::vector<uint64_t>();
  const std::vector<uint64_t>& common = state.common_records;
  const std::vector<uint64_t>& own =
      unit < state.units.size() ? state.units[unit]->records : *kNothing;
  auto a = std::upper_bound(common.begin(), common.end(), from);
  auto b = std::upper_bound(own.begin(), own.end(), from);
  Collector collector(state, stream, &events.deliveries);
  uint64_t last = from;
  for (size_t n = 0; (a != common.end() || b != own.end()) && n < max_events; ++n) {
    const bool take_common = b == own.end() || (a != common.end() && *a < *b);
    last = take_common ? *a++ : *b++;
    collector.Add(last);
  }
  collector.Flush();
  events.more = a != common.end() || b != own.end();
  events.new_position = DevicePosition(state, events.more ? last : state.position.index);
  return events;
}

void CutEvents(const State& state, size_t count, Events* events) {
  if (count == 0 || count >= events->deliveries.size()) return;
  events->deliveries.resize(count);
  events->more = true;
  const v1::Delivery& last = events->deliveries.back();
  const uint64_t more = last.has_own_run() ? last.own_run().count() - 1 : 0;
  events->new_position = DevicePosition(state, last.index() + more);
}

bool IsComplete(const v1::Delivery& delivery) {
  return delivery.has_own() || delivery.has_own_run();
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
    case v1::Event::kRedacted:
    case v1::Event::kMessageSent:
      return true;
    default:
      return false;
  }
}

}  // namespace gom::hub
