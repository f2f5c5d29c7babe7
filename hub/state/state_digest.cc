#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "hub/state/apply.h"

namespace gom::hub {
namespace {

// Writes numbers and bytes so that no two different lists of the same kinds give the same string.
class Feed {
 public:
  template <typename... Numbers>
  void N(Numbers... numbers) {
    (Number(static_cast<uint64_t>(numbers)), ...);
  }
  void B(std::string_view bytes) {
    N(bytes.size());
    bytes_.append(bytes);
    if (bytes_.size() > 1 << 16) Fold();
  }
  template <typename Numbers>
  void List(const Numbers& list) {
    N(list.size());
    for (const uint64_t n : list) N(n);
  }
  log::Digest digest() {
    Fold();
    return digest_;
  }

 private:
  void Number(uint64_t n) {
    for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>(n >> shift));
  }
  void Fold() {
    digest_ = log::Next(digest_, bytes_);
    bytes_.clear();
  }
  std::string bytes_;
  log::Digest digest_{};
};

// Nothing is fed where there is none: golden logs of before messages keep their digest.
void FeedMessages(const std::vector<MessageRef>& messages, Feed& feed) {
  for (const MessageRef& m : messages) {
    feed.N(m.index, m.from_office, m.about, m.form, m.period);
    feed.B(log::ToBytes(m.text));
  }
}

void FeedUnit(const UnitState& unit, Feed& feed) {
  feed.B(unit.row.SerializeAsString());
  feed.List(unit.records);
  feed.N(unit.recognised_numbers.size());
  for (const plan::RecognisedItem& item : unit.recognised_numbers)
    feed.N(item.form, item.field, item.item);
  feed.N(unit.not_applicable_numbers.size());
  for (const uint32_t number : unit.not_applicable_numbers) feed.N(number);
  // Without a count, so that nothing is fed where there is none: golden logs of before evidence
  // keep their digest.
  for (const std::string& sha256 : unit.evidence) feed.B(sha256);
  FeedMessages(unit.messages, feed);
}

void FeedDevices(const State& state, Feed& feed) {
  for (const auto& [number, d] : state.devices) {
    feed.N(number, d.unit, d.enrolled_at, d.revoked, d.revoked_at, d.work_taken_at, d.received,
           d.streams, d.current_stream, d.doubled);
    for (const std::string* s :
         {&d.slip, &d.certificate_sha256, &d.public_key_sha256, &d.certificate_der, &d.label}) {
      feed.B(*s);
    }
    // Nothing is fed where there is none: golden logs of before sealing keys keep their digest.
    if (!d.sealing_key.empty()) feed.B(d.sealing_key);
  }
  feed.N(state.returned_devices.size());
  for (const uint32_t device : state.returned_devices) feed.N(device);
  // Earlier certificates are known by nothing else.
  std::vector<std::pair<std::string, uint32_t>> certificates(state.device_by_certificate.begin(),
                                                             state.device_by_certificate.end());
  std::sort(certificates.begin(), certificates.end());
  for (const auto& [sha256, device] : certificates) {
    feed.B(sha256);
    feed.N(device);
  }
  feed.N(state.authorities.size());
  for (const std::string& authority : state.authorities) feed.B(authority);
  for (const auto& [name, slip] : state.slips) {
    feed.B(name);
    feed.N(slip.unit, slip.issued_at, slip.expires_at, slip.failures, slip.device);
  }
  for (const auto& [prefix, key] : state.api_keys) {
    feed.B(prefix);
    feed.B(key.name);
    feed.N(key.scopes.size(), key.issued_at);
    for (const std::string& scope : key.scopes) feed.B(scope);
    if (key.revoked_at != 0) feed.N(key.revoked_at);
  }
}

void FeedStreamHead(const Stream& stream, Feed& feed) {
  feed.B(stream.id);
  feed.N(stream.number, stream.device, stream.unit, stream.term, stream.names.size(),
         stream.records.size(), stream.was_current);
  feed.B(log::ToBytes(stream.digest));
  for (const auto& [number, id] : stream.names) {
    feed.N(number);
    feed.B(id);
  }
}

void FeedStreamRecord(const StreamRecord& r, Feed& feed) {
  feed.N(r.digest, r.hub_index, r.entry.unit, r.entry.form, r.entry.period);
}

void FeedName(const ParentName& name, Feed& feed) {
  feed.B(name.stream);
  feed.N(name.index, name.digest);
}

void FeedRevision(const sync::Member& m, const Revision& r, Feed& feed) {
  feed.N(m.id, m.standing, m.held_reason, m.same_as, r.id, r.stream, r.stream_index, r.via,
         r.entered_at, r.received_at, r.again);
  feed.N(r.plan_version, r.has_text, r.decided, r.decided_reason, r.decided_same_as, r.verdict,
         r.verdict_index);
  feed.N(r.verdict_at, r.unresolved.size(), r.values != nullptr);
  feed.List(m.parents);
  feed.List(r.decided_settles);
  feed.B(log::ToBytes(m.content));
  feed.B(log::ToBytes(r.numbers));
  for (const ParentName& name : r.unresolved) FeedName(name, feed);
}

// Answers how many Revisions it has.
size_t FeedEntry(const Entry& entry, Feed& feed) {
  feed.N(entry.key.unit, entry.key.form, entry.key.period, entry.members.head, entry.accepted);
  feed.N(entry.revisions.size());
  for (size_t i = 0; i < entry.revisions.size(); ++i) {
    FeedRevision(entry.members.all[i], entry.revisions[i], feed);
  }
  return entry.revisions.size();
}

void FeedOrphans(const State& state, Feed& feed) {
  feed.N(state.orphans.size());
  for (const auto& [index, orphan] : state.orphans) {
    feed.N(index, orphan.unit, orphan.device, orphan.index);
    feed.B(orphan.event);
    FeedName(orphan.revision, feed);
  }
  feed.N(state.orphan_names.size());
  for (const std::string& name : state.orphan_names) feed.B(name);
}

void FeedErased(const State& state, Feed& feed) {
  feed.N(state.erased.changes.size());
  for (const auto& [name, erased] : state.erased.changes) {
    feed.B(name.first);
    feed.N(name.second, erased.at);
    feed.B(erased.unit);
  }
  feed.N(state.erased.files.size());
  for (const auto& [sha256, erased] : state.erased.files) {
    feed.B(sha256);
    feed.N(erased.at);
    feed.B(erased.unit);
  }
}

void FeedRest(const State& state, Feed& feed) {
  std::vector<uint32_t> locked(state.locked_periods.begin(), state.locked_periods.end());
  std::sort(locked.begin(), locked.end());
  feed.N(locked.size());
  for (const uint32_t period : locked) feed.N(period);
  for (const auto& [index, key] : state.held) feed.N(index, key.unit, key.form, key.period);
  feed.List(state.common_records);
  FeedMessages(state.messages_to_all, feed);
  std::vector<std::pair<uint64_t, const Release*>> releases;
  for (const auto& [index, release] : state.releases) releases.emplace_back(index, &release);
  std::sort(releases.begin(), releases.end());
  for (const auto& [index, r] : releases) {
    feed.N(index, r->received, r->at, r->outcome, r->held_reason, r->same_as);
    feed.List(r->settles);
  }
  std::vector<std::pair<std::pair<std::string, uint64_t>, std::pair<uint32_t, uint64_t>>> moved(
      state.moved.begin(), state.moved.end());
  std::sort(moved.begin(), moved.end());
  for (const auto& [from, to] : moved) {
    feed.B(from.first);
    feed.N(from.second, to.first, to.second);
  }
  std::vector<std::pair<uint32_t, Tally>> tallies(state.tallies.begin(), state.tallies.end());
  std::sort(tallies.begin(), tallies.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [period, t] : tallies)
    feed.N(period, t.reported, t.in_conflict, t.held, t.returned, t.waiting);
  const Counters& c = state.counters;
  feed.N(state.in_conflict, state.waiting_for_verdict, c.received, c.revisions, c.released,
         c.verdicts, c.recognitions, c.unknown);
}

void FeedHead(const State& state, Feed& feed) {
  feed.N(kFoldVersion, state.term, state.position.index, state.newest_at);
  feed.N(state.term_origin.why, state.term_origin.at, state.term_origin.backup_at,
         state.term_origin.index, state.lost_from, state.least_reader);
  feed.B(state.hub);
  feed.B(state.name);
  feed.B(log::ToBytes(state.position.digest));
  feed.B(state.plan == nullptr ? std::string() : state.plan->sha256);
}

// ----------------------------------------------------------------------------------------------
// in pieces

StatePiece FeedUnitsFrom(const State& state, StatePiece piece, Feed& feed) {
  size_t looked = 0;
  for (; piece.at < state.units.size() && looked < kPieceItems; ++piece.at) {
    FeedUnit(*state.units[piece.at], feed);
    looked += 1 + state.units[piece.at]->records.size();
  }
  return piece.at < state.units.size() ? piece : StatePiece{StatePiece::Kind::kStreams};
}

StatePiece FeedStreamsFrom(const State& state, StatePiece piece, Feed& feed) {
  size_t looked = 0;
  for (; piece.at < state.streams.size() && looked < kPieceItems; ++piece.at, piece.from = 0) {
    const Stream& stream = *state.streams[piece.at];
    if (piece.from == 0) FeedStreamHead(stream, feed);
    const uint64_t until = std::min<uint64_t>(stream.records.size(), piece.from + kPieceItems);
    for (uint64_t i = piece.from; i < until; ++i) FeedStreamRecord(stream.records[i], feed);
    looked += 1 + until - piece.from;
    if (until < stream.records.size()) return {StatePiece::Kind::kStreams, piece.at, until};
  }
  return piece.at < state.streams.size() ? piece : StatePiece{StatePiece::Kind::kEntries};
}

StatePiece FeedEntriesFrom(const State& state, StatePiece piece, Feed& feed) {
  size_t looked = 0;
  for (; piece.at < state.units.size(); ++piece.at, piece.from = 0) {
    const auto& entries = state.units[piece.at]->entries;
    const std::pair first{static_cast<uint32_t>(piece.from >> 32),
                          static_cast<uint32_t>(piece.from)};
    ++looked;
    for (auto at = entries.lower_bound(first); at != entries.end(); ++at) {
      const auto& [form, period] = *at;
      if (looked >= kPieceItems)
        return {StatePiece::Kind::kEntries, piece.at, uint64_t{form} << 32 | period};
      looked += FeedEntry(*state.FindEntry({piece.at, form, period}), feed);
    }
  }
  return {StatePiece::Kind::kEnd};
}

}  // namespace

log::Digest StateDigest(const State& state) {
  Feed feed;
  FeedHead(state, feed);
  feed.N(state.units.size());
  for (const auto& unit : state.units) FeedUnit(*unit, feed);
  FeedDevices(state, feed);
  for (const auto& stream : state.streams) {
    FeedStreamHead(*stream, feed);
    for (const StreamRecord& record : stream->records) FeedStreamRecord(record, feed);
  }
  for (const EntryKey& key : state.entries.Keys()) FeedEntry(*state.FindEntry(key), feed);
  FeedOrphans(state, feed);
  FeedErased(state, feed);
  FeedRest(state, feed);
  return feed.digest();
}

log::Digest PieceDigest(const State& state, const StatePiece& piece, StatePiece* next) {
  Feed feed;
  feed.N(state.position.index);
  switch (piece.kind) {
    case StatePiece::Kind::kSmall:
      FeedHead(state, feed);
      FeedDevices(state, feed);
      FeedOrphans(state, feed);
      FeedErased(state, feed);
      FeedRest(state, feed);
      *next = {StatePiece::Kind::kUnits};
      break;
    case StatePiece::Kind::kUnits:
      *next = FeedUnitsFrom(state, piece, feed);
      break;
    case StatePiece::Kind::kStreams:
      *next = FeedStreamsFrom(state, piece, feed);
      break;
    case StatePiece::Kind::kEntries:
      *next = FeedEntriesFrom(state, piece, feed);
      break;
    case StatePiece::Kind::kEnd:
      *next = piece;
      break;
  }
  return feed.digest();
}

}  // namespace gom::hub
