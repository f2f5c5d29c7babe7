#include <algorithm>

#include "common/text/status_macros.h"
#include "hub/state/snapshot.h"
#include "hub/state/snapshot_items.h"

namespace gom::hub {
namespace {

// Collects items until a chunk is full.
class ChunkMaker {
 public:
  ChunkMaker(ChunkKind kind, absl::FunctionRef<absl::Status(const Chunk&)> each)
      : kind_(kind), each_(each), out_(&bytes_) {}

  Packer& Next() {
    if (bytes_.size() >= kChunkBytes) Flush();
    return out_;
  }
  Packer& Next(Item item) {
    Packer& out = Next();
    out.N(item);
    return out;
  }
  absl::Status Finish() {
    Flush();
    return status_;
  }
  bool empty() const { return bytes_.empty(); }

 private:
  void Flush() {
    if (bytes_.empty()) return;
    status_.Update(each_({kind_, bytes_}));
    bytes_.clear();
  }

  const ChunkKind kind_;
  const absl::FunctionRef<absl::Status(const Chunk&)> each_;
  std::string bytes_;
  Packer out_;
  absl::Status status_;
};

void WriteHead(const State& state, ChunkMaker& chunks) {
  Packer& out = chunks.Next(Item::kHead);
  out.B(state.hub);
  out.B(state.name);
  out.N(state.term, state.term_origin.why, state.term_origin.index, state.lost_from,
        state.least_reader, state.position.index);
  out.Z(state.term_origin.at);
  out.Z(state.term_origin.backup_at);
  out.D(state.position.digest);
  out.Z(state.newest_at);
  const Counters& c = state.counters;
  out.N(c.received, c.revisions, c.released, c.verdicts, c.recognitions, c.unknown);
  out.N(state.in_conflict, state.waiting_for_verdict, state.records.size(), state.units.size(),
        state.streams.size(), state.entries.size());
  for (const std::string& frame : state.plan_frames) chunks.Next(Item::kPlan).B(frame);
  std::vector<uint32_t> locked(state.locked_periods.begin(), state.locked_periods.end());
  std::sort(locked.begin(), locked.end());
  for (const uint32_t period : locked) chunks.Next(Item::kLockedPeriod).N(period);
}

void WriteIndexes(const std::vector<uint64_t>& indexes, ChunkMaker& chunks, Item item,
                  const uint64_t* of = nullptr) {
  for (size_t from = 0; from < indexes.size(); from += kSlice) {
    Packer& out = chunks.Next(item);
    if (of != nullptr) out.N(*of);
    PackIndexes(indexes.data() + from, std::min(kSlice, indexes.size() - from), out);
  }
}

void WriteUnits(const State& state, ChunkMaker& chunks) {
  for (const auto& unit : state.units) {
    Packer& out = chunks.Next(Item::kUnit);
    out.B(unit->row.SerializeAsString());
    out.N(unit->devices, unit->recognised_numbers.size());
    for (const plan::RecognisedItem& item : unit->recognised_numbers)
      out.N(static_cast<uint32_t>(item.form), item.field, item.item);
    out.N(unit->not_applicable_numbers.size());
    for (const uint32_t number : unit->not_applicable_numbers) out.N(number);
    const uint64_t index = unit->index;
    WriteIndexes(unit->records, chunks, Item::kUnitRecords, &index);
    for (const std::string& sha256 : unit->evidence) {
      Packer& file = chunks.Next(Item::kEvidence);
      file.N(index);
      file.B(sha256);
    }
  }
}

void WriteDevices(const State& state, ChunkMaker& chunks) {
  for (const auto& [number, d] : state.devices) {
    Packer& out = chunks.Next(Item::kDevice);
    out.N(number, d.unit, d.revoked, d.revoked_at, d.work_taken_at, d.received, d.streams,
          d.current_stream, d.doubled);
    out.Z(d.enrolled_at);
    for (const std::string* s : {&d.slip, &d.certificate_sha256, &d.public_key_sha256,
                                 &d.certificate_der, &d.label, &d.sealing_key}) {
      out.B(*s);
    }
  }
  for (const uint32_t device : state.returned_devices) chunks.Next(Item::kReturnedDevice).N(device);
  for (const std::string& authority : state.authorities) chunks.Next(Item::kAuthority).B(authority);
  // Two devices may have had the same key: the lookup knows which one it leads to.
  for (const auto* lookup : {&state.device_by_certificate, &state.device_by_key}) {
    std::vector<std::pair<std::string, uint32_t>> sorted(lookup->begin(), lookup->end());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [name, number] : sorted) {
      Packer& out = chunks.Next(Item::kDeviceLookup);
      out.N(lookup == &state.device_by_key, number);
      out.B(name);
    }
  }
  for (const auto& [name, slip] : state.slips) {
    Packer& out = chunks.Next(Item::kSlip);
    out.B(name);
    out.N(slip.unit, slip.failures, slip.device);
    out.Z(slip.issued_at);
    out.Z(slip.expires_at);
  }
  for (const auto& [prefix, key] : state.api_keys) {
    Packer& out = chunks.Next(Item::kApiKey);
    out.B(prefix);
    out.B(key.name);
    out.Z(key.issued_at);
    out.Z(key.revoked_at);
    out.N(key.scopes.size());
    for (const std::string& scope : key.scopes) out.B(scope);
  }
}

// Records of one stream follow one another in the log, and are mostly of its own unit.
void WriteStreamRecords(const Stream& stream, size_t from, ChunkMaker& chunks) {
  const size_t count = std::min(kSlice, stream.records.size() - from);
  Packer& out = chunks.Next(Item::kStreamRecords);
  out.N(stream.number, count);
  uint64_t before = 0;
  for (size_t i = from; i < from + count; ++i) {
    const StreamRecord& r = stream.records[i];
    out.Fixed(r.digest);
    out.N(r.hub_index - before);
    before = r.hub_index;
    out.N(r.entry.present() ? uint64_t{r.entry.form} + 1 : 0);
    if (!r.entry.present()) continue;
    out.N(r.entry.period);
    out.Z(static_cast<int64_t>(r.entry.unit) - static_cast<int64_t>(stream.unit));
  }
}

void WriteStreams(const State& state, ChunkMaker& chunks) {
  for (const auto& stream : state.streams) {
    Packer& out = chunks.Next(Item::kStream);
    out.B(stream->id);
    out.N(stream->device, stream->unit, stream->term, stream->was_current);
    out.D(stream->digest);
    out.N(stream->records.size(), stream->names.size());
    for (const auto& [number, id] : stream->names) {
      out.N(number);
      out.B(id);
    }
    for (size_t from = 0; from < stream->records.size(); from += kSlice)
      WriteStreamRecords(*stream, from, chunks);
  }
  for (size_t from = 0; from < state.records.size(); from += kSlice) {
    const size_t count = std::min(kSlice, state.records.size() - from);
    Packer& out = chunks.Next(Item::kRecordDigests);
    out.N(from, count);
    for (size_t i = from; i < from + count; ++i) out.Fixed(state.records[i].digest);
  }
}

void WriteOrphans(const State& state, ChunkMaker& chunks) {
  for (const auto& [index, orphan] : state.orphans) {
    Packer& out = chunks.Next(Item::kOrphan);
    out.N(index, orphan.unit, orphan.device, orphan.index, orphan.revision.index);
    out.B(orphan.event);
    out.B(orphan.revision.stream);
    out.Fixed(orphan.revision.digest);
  }
  for (const std::string& name : state.orphan_names) chunks.Next(Item::kOrphanName).B(name);
}

void WriteErased(const State& state, ChunkMaker& chunks) {
  for (const auto& [name, erased] : state.erased.changes) {
    Packer& out = chunks.Next(Item::kErasedChange);
    out.B(name.first);
    out.N(name.second);
    out.B(erased.unit);
    out.Z(erased.at);
  }
  for (const auto& [sha256, erased] : state.erased.files) {
    Packer& out = chunks.Next(Item::kErasedFile);
    out.B(sha256);
    out.B(erased.unit);
    out.Z(erased.at);
  }
}

// `unit`: one more than its index; 0: to all.
void WriteMessages(uint64_t unit, const std::vector<MessageRef>& messages, ChunkMaker& chunks) {
  for (const MessageRef& m : messages) {
    Packer& out = chunks.Next(Item::kMessage);
    out.N(unit, m.index, m.from_office, m.about, m.form, m.period);
    out.D(m.text);
  }
}

void WriteRest(const State& state, ChunkMaker& chunks) {
  for (const auto& unit : state.units) WriteMessages(unit->index + 1, unit->messages, chunks);
  WriteMessages(0, state.messages_to_all, chunks);
  WriteIndexes(state.common_records, chunks, Item::kCommonRecords);
  for (const auto& [index, key] : state.held) {
    Packer& out = chunks.Next(Item::kHeld);
    out.N(index);
    PackKey(key, out);
  }
  std::vector<std::pair<uint64_t, const Release*>> releases;
  for (const auto& [index, release] : state.releases) releases.emplace_back(index, &release);
  std::sort(releases.begin(), releases.end());
  for (const auto& [index, r] : releases) {
    Packer& out = chunks.Next(Item::kRelease);
    out.N(index, r->received, r->outcome, r->held_reason, r->same_as);
    out.Z(r->at);
    PackIndexes(r->settles.data(), r->settles.size(), out);
  }
  std::vector<std::pair<std::pair<std::string, uint64_t>, std::pair<uint32_t, uint64_t>>> moved(
      state.moved.begin(), state.moved.end());
  std::sort(moved.begin(), moved.end());
  for (const auto& [from, to] : moved) {
    Packer& out = chunks.Next(Item::kMoved);
    out.B(from.first);
    out.Fixed(from.second);
    out.N(to.first, to.second);
  }
  std::vector<std::pair<uint32_t, Tally>> tallies(state.tallies.begin(), state.tallies.end());
  std::sort(tallies.begin(), tallies.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [period, t] : tallies) {
    Packer& out = chunks.Next(Item::kTally);
    out.N(period);
    for (const int64_t n : {t.reported, t.in_conflict, t.held, t.returned, t.waiting}) out.Z(n);
  }
  state.progress.Pack(chunks.Next(Item::kBook));
}

}  // namespace

absl::Status WriteChunks(const State& state, absl::FunctionRef<absl::Status(const Chunk&)> each) {
  ChunkMaker other(ChunkKind::kOther, each);
  WriteHead(state, other);
  WriteUnits(state, other);
  WriteDevices(state, other);
  WriteStreams(state, other);
  WriteOrphans(state, other);
  WriteErased(state, other);
  WriteRest(state, other);
  RETURN_IF_ERROR(other.Finish());
  ChunkMaker entries(ChunkKind::kEntries, each);
  for (const EntryKey& key : state.entries.Keys()) {
    Packer& out = entries.Next();
    PackKey(key, out);
    state.entries.Pack(key, out);
  }
  return entries.Finish();
}

}  // namespace gom::hub
