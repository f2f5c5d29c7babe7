#include <algorithm>
#include <memory>
#include <utility>

#include "common/plan/load.h"
#include "common/plan/packed.h"
#include "hub/state/fold_erased.h"
#include "hub/state/fold_roster.h"
#include "hub/state/snapshot.h"
#include "hub/state/snapshot_items.h"

namespace gom::hub {
namespace {

void TakeUnit(Unpacker& in, State& state) {
  auto unit = std::make_unique<UnitState>();
  unit->index = static_cast<uint32_t>(state.units.size());
  const std::string_view row = in.B();
  unit->row.ParseFromArray(row.data(), static_cast<int>(row.size()));
  in.N(&unit->devices);
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
    plan::RecognisedItem item;
    in.N(&item.form, &item.field, &item.item);
    unit->recognised_numbers.insert(item);
  }
  for (size_t left = in.Count(); left > 0 && in.ok(); --left)
    unit->not_applicable_numbers.insert(static_cast<uint32_t>(in.Number()));
  state.unit_by_code.emplace(LowerCode(unit->row.code()), unit->index);
  state.units.push_back(std::move(unit));
}

bool TakeUnitRecords(Unpacker& in, State& state) {
  const uint64_t unit = in.Number();
  if (unit >= state.units.size()) return false;
  UnpackIndexes(in, &state.units[unit]->records);
  return true;
}

bool TakeEvidence(Unpacker& in, State& state) {
  const uint64_t unit = in.Number();
  if (unit >= state.units.size()) return false;
  state.units[unit]->evidence.emplace(in.B());
  return true;
}

bool TakeMessage(Unpacker& in, State& state) {
  uint64_t unit = 0;
  MessageRef m;
  in.N(&unit, &m.index, &m.from_office, &m.about, &m.form, &m.period);
  m.text = in.D();
  if (unit > state.units.size()) return false;
  (unit == 0 ? state.messages_to_all : state.units[unit - 1]->messages).push_back(std::move(m));
  return true;
}

void TakeDevice(Unpacker& in, State& state) {
  Device d;
  in.N(&d.number, &d.unit, &d.revoked, &d.revoked_at, &d.work_taken_at, &d.received, &d.streams,
       &d.current_stream, &d.doubled);
  d.enrolled_at = in.Z();
  for (std::string* s : {&d.slip, &d.certificate_sha256, &d.public_key_sha256, &d.certificate_der,
                         &d.label, &d.sealing_key}) {
    *s = std::string(in.B());
  }
  const uint32_t number = d.number;
  state.devices.emplace(number, std::move(d));
}

void TakeDeviceLookup(Unpacker& in, State& state) {
  const bool by_key = in.Number() != 0;
  const auto number = static_cast<uint32_t>(in.Number());
  (by_key ? state.device_by_key : state.device_by_certificate).emplace(in.B(), number);
}

void TakeSlip(Unpacker& in, State& state) {
  Slip slip;
  slip.slip = std::string(in.B());
  in.N(&slip.unit, &slip.failures, &slip.device);
  slip.issued_at = in.Z();
  slip.expires_at = in.Z();
  const std::string name = slip.slip;
  state.slips.emplace(name, std::move(slip));
}

void TakeApiKey(Unpacker& in, State& state) {
  ApiKey key;
  key.prefix = std::string(in.B());
  key.name = std::string(in.B());
  key.issued_at = in.Z();
  key.revoked_at = in.Z();
  key.scopes.resize(in.Count());
  for (std::string& scope : key.scopes) scope = std::string(in.B());
  const std::string prefix = key.prefix;
  state.api_keys.emplace(prefix, std::move(key));
}

void TakeStream(Unpacker& in, State& state, uint64_t* in_no_stream) {
  auto stream = std::make_unique<Stream>();
  stream->number = static_cast<uint32_t>(state.streams.size()) + 1;
  stream->id = std::string(in.B());
  in.N(&stream->device, &stream->unit, &stream->term, &stream->was_current);
  stream->digest = in.D();
  const uint64_t records = std::min<uint64_t>(in.Number(), *in_no_stream);
  *in_no_stream -= records;
  stream->records.reserve(records);
  for (size_t left = in.Count(); left > 0 && in.ok(); --left) {
    const auto number = static_cast<uint32_t>(in.Number());
    stream->names.emplace(number, in.B());
  }
  state.stream_by_id[stream->id] = stream->number;
  state.streams.push_back(std::move(stream));
}

bool TakeRecordDigests(Unpacker& in, State& state) {
  const uint64_t from = in.Number();
  const uint64_t count = in.Number();
  if (from > state.records.size() || count > state.records.size() - from) return false;
  for (uint64_t i = from; i < from + count; ++i) state.records[i].digest = in.Fixed();
  return true;
}

void TakeRelease(Unpacker& in, State& state) {
  const uint64_t index = in.Number();
  Release r;
  in.N(&r.received);
  r.outcome = static_cast<v1::Outcome>(in.Number());
  r.held_reason = static_cast<v1::HeldReason>(in.Number());
  in.N(&r.same_as);
  r.at = in.Z();
  UnpackIndexes(in, &r.settles);
  state.releases.emplace(index, std::move(r));
}

void TakeMoved(Unpacker& in, State& state) {
  std::string stream(in.B());
  const uint64_t digest = in.Fixed();
  const auto to = static_cast<uint32_t>(in.Number());
  state.moved[{std::move(stream), digest}] = {to, in.Number()};
}

bool TakeOrphan(Unpacker& in, State& state) {
  Orphan& orphan = state.orphans[in.Number()];
  in.N(&orphan.unit, &orphan.device, &orphan.index, &orphan.revision.index);
  orphan.event = std::string(in.B());
  orphan.revision.stream = std::string(in.B());
  orphan.revision.digest = in.Fixed();
  if (orphan.unit == kNoUnit) return true;
  if (orphan.unit >= state.units.size()) return false;
  state.units[orphan.unit]->orphan_bytes += OrphanBytes(orphan.event);
  return true;
}

void TakeErased(Unpacker& in, ErasedThing* erased) {
  erased->unit = std::string(in.B());
  erased->at = in.Z();
}

void TakeTally(Unpacker& in, State& state) {
  Tally& t = state.tallies[static_cast<uint32_t>(in.Number())];
  for (int64_t* n : {&t.reported, &t.in_conflict, &t.held, &t.returned, &t.waiting}) *n = in.Z();
}

}  // namespace

bool SnapshotReader::TakeHead(Unpacker& in) {
  begun_ = true;
  state_.hub = std::string(in.B());
  state_.name = std::string(in.B());
  in.N(&state_.term);
  state_.term_origin.why = static_cast<v1::TermBegun::Why>(in.Number());
  in.N(&state_.term_origin.index, &state_.lost_from, &state_.least_reader, &state_.position.index);
  state_.term_origin.at = in.Z();
  state_.term_origin.backup_at = in.Z();
  state_.position.digest = in.D();
  state_.newest_at = in.Z();
  Counters& c = state_.counters;
  in.N(&c.received, &c.revisions, &c.released, &c.verdicts, &c.recognitions, &c.unknown);
  in.N(&state_.in_conflict, &state_.waiting_for_verdict);
  const uint64_t records = in.Number();
  const uint64_t units = in.Number();
  const uint64_t streams = in.Number();
  in.N(&entries_);
  if (!in.ok()) return false;
  // A record stands there with its digest at least, all else with a byte.
  constexpr uint64_t kRecordBytes = 8;
  if (records > bytes_ / kRecordBytes || std::max({units, streams, entries_}) > bytes_)
    return false;
  in_no_stream_ = records;
  state_.records.resize(records);
  state_.units.reserve(units);
  state_.unit_by_code.reserve(units);
  state_.streams.reserve(streams);
  state_.stream_by_id.reserve(streams);
  state_.entries.Reserve(entries_);
  counting_.reserve(entries_);
  return true;
}

bool SnapshotReader::TakeStreamRecords(Unpacker& in) {
  const uint64_t number = in.Number();
  uint64_t left = in.Number();
  if (number == 0 || number > state_.streams.size()) return false;
  Stream& stream = *state_.streams[number - 1];
  uint64_t hub_index = 0;
  for (; left > 0 && in.ok(); --left) {
    StreamRecord& record = stream.records.emplace_back();
    record.digest = in.Fixed();
    hub_index += in.Number();
    record.hub_index = hub_index;
    if (const uint64_t form = in.Number(); form != 0) {
      record.entry.form = static_cast<uint32_t>(form - 1);
      in.N(&record.entry.period);
      record.entry.unit = static_cast<uint32_t>(static_cast<int64_t>(stream.unit) + in.Z());
    }
    if (hub_index == 0 || hub_index > state_.records.size()) return false;
    state_.records[hub_index - 1].stream = stream.number;
    state_.records[hub_index - 1].stream_index = stream.records.size();
  }
  return true;
}

bool SnapshotReader::TakeItem(Unpacker& in) {
  const auto item = static_cast<Item>(in.Number());
  if ((item == Item::kHead) == begun_) return false;  // once, first
  switch (item) {
    case Item::kHead:
      return TakeHead(in);
    case Item::kPlan:
      return state_.plan_frames.emplace_back(in.B()), true;
    case Item::kUnit:
      return TakeUnit(in, state_), true;
    case Item::kUnitRecords:
      return TakeUnitRecords(in, state_);
    case Item::kEvidence:
      return TakeEvidence(in, state_);
    case Item::kDevice:
      return TakeDevice(in, state_), true;
    case Item::kDeviceLookup:
      return TakeDeviceLookup(in, state_), true;
    case Item::kReturnedDevice:
      return state_.returned_devices.insert(static_cast<uint32_t>(in.Number())), true;
    case Item::kAuthority:
      return state_.authorities.emplace_back(in.B()), true;
    case Item::kOrphan:
      return TakeOrphan(in, state_);
    case Item::kOrphanName:
      return state_.orphan_names.emplace(in.B()), true;
    case Item::kErasedChange: {
      std::string stream(in.B());
      const uint64_t index = in.Number();
      return TakeErased(in, &state_.erased.changes[{std::move(stream), index}]), true;
    }
    case Item::kErasedFile:
      return TakeErased(in, &state_.erased.files[std::string(in.B())]), true;
    case Item::kSlip:
      return TakeSlip(in, state_), true;
    case Item::kApiKey:
      return TakeApiKey(in, state_), true;
    case Item::kStream:
      return TakeStream(in, state_, &in_no_stream_), true;
    case Item::kStreamRecords:
      return TakeStreamRecords(in);
    case Item::kRecordDigests:
      return TakeRecordDigests(in, state_);
    case Item::kCommonRecords:
      return UnpackIndexes(in, &state_.common_records), true;
    case Item::kLockedPeriod:
      return state_.locked_periods.insert(static_cast<uint32_t>(in.Number())), true;
    case Item::kHeld: {
      const uint64_t index = in.Number();
      return state_.held.emplace_hint(state_.held.end(), index, UnpackKey(in)), true;
    }
    case Item::kRelease:
      return TakeRelease(in, state_), true;
    case Item::kMoved:
      return TakeMoved(in, state_), true;
    case Item::kMessage:
      return TakeMessage(in, state_);
    case Item::kTally:
      return TakeTally(in, state_), true;
    case Item::kBook:
      return state_.progress.Unpack(in);
  }
  return false;
}

bool SnapshotReader::TakeEntries(Unpacker& in) {
  while (in.more()) {
    const EntryKey key = UnpackKey(in);
    if (!counting_.empty() && key <= counting_.back().first) return false;
    const Counting* const counting = state_.entries.Unpack(key, in);
    if (counting == nullptr) return false;
    counting_.emplace_back(key, counting);
  }
  return in.whole();
}

bool SnapshotReader::Take(const Chunk& chunk) {
  Unpacker in(chunk.bytes);
  if (chunk.kind == ChunkKind::kEntries) return TakeEntries(in);
  while (in.more()) {
    if (!TakeItem(in)) return false;
  }
  return in.whole();
}

bool SnapshotReader::LoadPlans() {
  for (const std::string& frame : state_.plan_frames) {
    std::shared_ptr<const plan::Plan> plan = plan::Compile(plan::Unpack(frame));
    if (plan == nullptr) return false;
    if (state_.plan != nullptr) state_.past_plans.push_back(std::move(state_.plan));
    state_.plan = std::move(plan);
  }
  return true;
}

bool SnapshotReader::FinishCommon() {
  if (!begun_ || state_.records.size() != state_.position.index) return false;
  if (counting_.size() != entries_ || !LoadPlans()) return false;
  if (!counting_.empty() && counting_.back().first.unit >= state_.units.size()) return false;
  if (state_.plan != nullptr) {
    state_.empty_facts.assign(state_.plan->forms.size() * state_.plan->periods.size(),
                              plan::EntryFacts());
  }
  CompileLocks(state_);
  NoteContents(state_);
  return state_.progress.Fits(state_);
}

void SnapshotReader::FinishUnits(size_t part, size_t parts) {
  const size_t units = state_.units.size();
  const size_t first = units * part / parts, end = units * (part + 1) / parts;
  auto counting = std::lower_bound(counting_.begin(), counting_.end(), first,
                                   [](const auto& a, size_t unit) { return a.first.unit < unit; });
  for (size_t i = first; i < end; ++i) {
    UnitState& unit = *state_.units[i];
    if (state_.plan != nullptr) {
      unit.compiled = plan::CompileUnit(*state_.plan, unit.row);
      CompileWords(state_, unit);
    }
    for (; counting != counting_.end() && counting->first.unit == i; ++counting) {
      const EntryKey& key = counting->first;
      unit.entries.emplace_hint(unit.entries.end(), key.form, key.period);
      RefreshFacts(state_, unit, key, *counting->second);
    }
  }
}

}  // namespace gom::hub
