#include "hub/state/apply.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/sync/revision.h"
#include "hub/state/entry_change.h"
#include "hub/state/fold_erased.h"
#include "hub/state/fold_healing.h"
#include "hub/state/fold_roster.h"
#include "hub/state/parents.h"

namespace gom::hub {
namespace {

// Held ones that a placement settled wait no longer.
void NoteHeld(State& state, const EntryKey& key, uint64_t id, const sync::Placement& placement) {
  for (const uint64_t settled : placement.settles) state.held.erase(settled);
  if (placement.outcome == v1::OUTCOME_HELD) {
    state.held[id] = key;
  } else {
    state.held.erase(id);
  }
}

// ----------------------------------------------------------------------------------------------
// Changes

void OnContinuation(State& state, uint32_t stream, const v1::Continuation& c) {
  for (int i = 0; i < std::min(c.moved_digests_size(), c.moved_to_size()); ++i) {
    state.moved[{c.stream(), c.moved_digests(i)}] = {stream, c.moved_to(i)};
  }
}

void OnStreamName(State& state, uint64_t index, Stream& stream, const v1::StreamName& name) {
  stream.names[name.number()] = name.stream();
  // The office's stream belongs to no unit, but its names are read by the unit that is named.
  const Stream* named = state.FindStream(name.stream());
  if (stream.unit != kNoUnit || named == nullptr || named->unit == kNoUnit) return;
  state.units[named->unit]->records.push_back(index);
}

EntryKey FoldRevision(State& state, uint64_t index, int64_t at, const Stream& stream,
                      const v1::Received& received, const DecodedChange& decoded) {
  const v1::Change& change = *decoded.change;
  const v1::Revision& body = change.revision();
  const EntryKey key{received.unit().empty() ? stream.unit : UnitIndex(state, received.unit()),
                     body.form(), body.period()};
  if (!key.present() || decoded.values == nullptr) return EntryKey();
  const StateLookup lookup{state};
  Revision revision;
  revision.id = index;
  revision.stream = stream.number;
  revision.stream_index = received.index();
  revision.via = received.via();
  revision.entered_at = change.at();
  revision.received_at = received.first_at() != 0 ? received.first_at() : at;
  revision.again = received.first_at() == 0 && state.MayHaveComeBefore(change.at());
  revision.plan_version = change.plan_version();
  revision.has_text = !change.text_digest().empty();
  revision.numbers = decoded.numbers;
  revision.values = decoded.values;
  const bool waits = received.held_reason() == v1::HELD_REASON_PARENT_UNKNOWN;
  sync::Candidate candidate;
  if (waits) {
    revision.unresolved = NameParents(lookup, stream.number, stream.id, body);
  } else {
    candidate.parents = FindParents(lookup, key, stream.number, received.index(), body).known;
  }
  candidate.content = MemberContent(revision.numbers, change.text_digest());
  const sync::Placement placement{received.outcome(),
                                  received.held_reason(),
                                  {received.settles().begin(), received.settles().end()},
                                  received.same_as()};
  if (!FoldIntoPacked(state, key, revision, candidate, placement)) {
    EntryChange change_of_entry(state, key);
    FoldIn(change_of_entry.entry(), std::move(revision), candidate, placement,
           change_of_entry.retired());
  }
  NoteHeld(state, key, index, placement);
  state.units[key.unit]->evidence.insert(body.evidence().begin(), body.evidence().end());
  ++state.counters.revisions;
  return key;
}

void OnReceived(State& state, uint64_t index, int64_t at, const v1::Received& received,
                const DecodedChange& decoded) {
  if (received.stream() == 0 || received.stream() > state.streams.size()) {
    ++state.counters.unknown;
    return;
  }
  Stream& stream = *state.streams[received.stream() - 1];
  stream.digest = log::Next(stream.digest, received.change());
  StreamRecord record{log::Short(stream.digest), index, {}};
  if (const v1::Change& change = *decoded.change; decoded.parsed) {
    if (change.has_stream_name()) OnStreamName(state, index, stream, change.stream_name());
    if (change.has_continuation()) OnContinuation(state, stream.number, change.continuation());
    if (change.has_message()) FoldMessage(state, index, stream.unit, change);
    // One that cannot be read in full may still say which Entry it is of; it is held there then.
    if (change.has_revision())
      record.entry = FoldRevision(state, index, at, stream, received, decoded);
  }
  if (received.outcome() == v1::OUTCOME_HELD && !record.entry.present())
    state.held[index] = EntryKey();
  state.records.back().stream = stream.number;
  state.records.back().stream_index = received.index();
  stream.records.push_back(record);
  ++state.counters.received;
  if (!state.erased.changes.empty()) NoteKnown(state, {stream.id, received.index()});
  const uint32_t unit = record.entry.present() ? record.entry.unit : stream.unit;
  if (unit != kNoUnit) state.units[unit]->records.push_back(index);
  if (const auto device = state.devices.find(stream.device); device != state.devices.end()) {
    ++device->second.received;
    if (received.via() == 0) NoteCurrentStream(stream, device->second);
  }
}

void OnReleased(State& state, uint64_t index, int64_t at, const v1::Released& released) {
  const auto [entry, revision] = state.FindRevision(released.received());
  if (revision == nullptr) {
    ++state.counters.unknown;
    return;
  }
  const EntryKey key = entry->key;
  const sync::Member* member = entry->members.Find(revision->id);
  sync::Candidate candidate;
  candidate.content = member->content;
  candidate.parents = member->held_reason == v1::HELD_REASON_PARENT_UNKNOWN
                          ? ResolveParents(StateLookup{state}, key, revision->unresolved).known
                          : member->parents;
  const sync::Placement placement{released.outcome(),
                                  released.held_reason(),
                                  {released.settles().begin(), released.settles().end()},
                                  released.same_as()};
  {
    EntryChange change(state, key);
    FoldRelease(change.entry(), released.received(), candidate, placement, change.retired());
  }
  NoteHeld(state, key, released.received(), placement);
  state.releases[index] = {released.received(), at,
                           placement.outcome,   placement.held_reason,
                           placement.settles,   placement.same_as};
  state.units[key.unit]->records.push_back(index);
  ++state.counters.released;
}

// ----------------------------------------------------------------------------------------------
// the operator's word

void OnVerdict(State& state, uint64_t index, int64_t at, const v1::VerdictGiven& verdict) {
  const auto [entry, revision] = state.FindRevision(verdict.received());
  if (revision == nullptr) {
    ++state.counters.unknown;
    return;
  }
  EntryChange change(state, entry->key);
  FoldVerdict(change.entry(), verdict.received(), verdict.word(), index, at, change.retired());
  state.units[entry->key.unit]->records.push_back(index);
  ++state.counters.verdicts;
}

template <typename Set, typename Word>
void Grant(Set& set, const Word& word, bool granted) {
  if (granted) {
    set.insert(word);
  } else {
    set.erase(word);
  }
}

void OnRecognition(State& state, uint64_t index, const v1::RecognitionGiven& given) {
  const uint32_t at = UnitIndex(state, given.unit());
  if (at == kNoUnit || given.of_case() == v1::RecognitionGiven::OF_NOT_SET) {
    ++state.counters.unknown;
    return;
  }
  UnitState& unit = *state.units[at];
  state.progress.Touch(state, at);
  int form = -1;
  if (given.has_item()) {
    const plan::RecognisedItem item{static_cast<int>(given.item().form()), given.item().field(),
                                    given.item().item()};
    Grant(unit.recognised_numbers, item, given.granted());
    if (state.plan != nullptr) form = state.plan->FormIndex(given.item().form());
  } else {
    Grant(unit.not_applicable_numbers, given.not_applicable_indicator(), given.granted());
  }
  if (state.plan != nullptr) {
    CompileWords(state, unit);
    state.progress.Affect(state, at, form, -1);
  }
  unit.records.push_back(index);
  ++state.counters.recognitions;
}

void OnLock(State& state, uint64_t index, const v1::PeriodLocked& lock) {
  const plan::Locks before = state.locks;
  Grant(state.locked_periods, lock.period(), lock.locked());
  CompileLocks(state);
  state.common_records.push_back(index);
  state.progress.MarkLocks(state, before);
}

void OnBody(State& state, uint64_t index, const DecodedRecord& record) {
  const v1::Event& event = *record.event();
  switch (event.body_case()) {
    case v1::Event::kHubCreated:
      state.hub = event.hub_created().hub();
      state.name = event.hub_created().name();
      state.common_records.push_back(index);
      return;
    case v1::Event::kTermBegun:
      return OnTerm(state, index, event.at(), event.term_begun());
    case v1::Event::kPlanApplied:
      return OnPlan(state, index, event.plan_applied());
    case v1::Event::kUnitsChanged:
      for (const v1::Unit& row : event.units_changed().units()) OnUnit(state, index, row);
      return;
    case v1::Event::kSlipIssued:
      return OnSlip(state, event.at(), event.slip_issued());
    case v1::Event::kDeviceEnrolled:
      return OnEnrolled(state, event.at(), event.device_enrolled());
    case v1::Event::kDeviceRevoked:
      return OnRevoked(state, index, event.device_revoked().device());
    case v1::Event::kStreamOpened:
      return OnStream(state, index, event.stream_opened());
    case v1::Event::kReceived:
      return OnReceived(state, index, event.at(), event.received(), record.change());
    case v1::Event::kReleased:
      return OnReleased(state, index, event.at(), event.released());
    case v1::Event::kVerdictGiven:
      return OnVerdict(state, index, event.at(), event.verdict_given());
    case v1::Event::kRecognitionGiven:
      return OnRecognition(state, index, event.recognition_given());
    case v1::Event::kPeriodLocked:
      return OnLock(state, index, event.period_locked());
    case v1::Event::kApiKeyIssued:
      return OnApiKey(state, event.at(), event.api_key_issued());
    case v1::Event::kEnrollmentFailed:
      if (const auto slip = state.slips.find(event.enrollment_failed().slip());
          slip != state.slips.end()) {
        ++slip->second.failures;
      }
      return;
    case v1::Event::kDeviceReturned:
      return OnReturned(state, event.at(), event.device_returned());
    case v1::Event::kDeviceReadmitted:
      return OnReadmitted(state, event.device_readmitted().device());
    case v1::Event::kOrphanReported:
      return OnOrphan(state, index, event.orphan_reported());
    case v1::Event::kOrphanSettled:
      return OnOrphanSettled(state, event.orphan_settled());
    case v1::Event::kDeviceCertified:
      return OnCertified(state, event.device_certified());
    case v1::Event::kDeviceWorkTaken:
      return OnWorkTaken(state, index, event.device_work_taken().device());
    case v1::Event::kAuthorityBegun:
      state.authorities.push_back(event.authority_begun().certificate_der());
      return;
    case v1::Event::kRedacted:
      return OnRedacted(state, index, event.at(), event.redacted());
    case v1::Event::kApiKeyRevoked:
      return OnApiKeyRevoked(state, event.at(), event.api_key_revoked().prefix());
    case v1::Event::kMessageSent:
      return FoldMessage(state, index, event);
    case v1::Event::kWaitingTaken:
      return;  // what became of it follows
    case v1::Event::BODY_NOT_SET:
      ++state.counters.unknown;
      return;
  }
}

}  // namespace

void Fold(State& state, uint64_t index, const log::Digest& digest, const DecodedRecord& record) {
  state.position = {index, digest};
  state.records.push_back({log::Short(digest), 0, 0});
  // As long as Progress is to be made from nothing it points at no values of before.
  if (state.progress.stale()) state.entries.PackOldest();
  if (record.event() == nullptr) {
    ++state.counters.unknown;
    return;
  }
  state.newest_at = std::max(state.newest_at, record.event()->at());
  state.least_reader = std::max(state.least_reader, record.event()->least_reader());
  OnBody(state, index, record);
}

void Fold(State& state, uint64_t index, const log::Digest& digest, std::string_view main) {
  thread_local DecodedRecord record;
  record.Decode(main);
  Fold(state, index, digest, record);
}

void Settle(State& state) {
  state.progress.Settle(state);
  state.entries.PackOldest();
}

}  // namespace gom::hub
