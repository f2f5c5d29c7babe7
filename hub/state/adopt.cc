#include "hub/state/adopt.h"

#include <algorithm>
#include <utility>

#include "hub/state/apply.h"
#include "hub/state/entry_change.h"
#include "hub/state/fold_healing.h"

namespace gom::hub {
namespace {

// The same as when a Received is folded, once for each run of one stream.
void NoteStream(State& state, uint32_t number) {
  Stream& stream = *state.streams[number - 1];
  const auto device = state.devices.find(stream.device);
  if (device != state.devices.end()) NoteCurrentStream(stream, device->second);
}

// One Received, whose Entry is taken over later.
void AdoptRecord(State& state, const log::Digest& digest, uint32_t number,
                 const StreamRecord& record) {
  Stream& stream = *state.streams[number - 1];
  stream.records.push_back(record);
  state.position = {record.hub_index, digest};
  state.records.push_back({log::Short(digest), number, stream.last_index()});
  state.units[stream.unit]->records.push_back(record.hub_index);
  ++state.counters.received;
  if (record.entry.present()) ++state.counters.revisions;
}

}  // namespace

void Adopt(State& state, View& view, const std::vector<log::Digest>& digests) {
  const std::vector<log::NewRecord> records = view.TakeRecords();
  uint32_t before = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    const uint32_t number = view.stream_of_[i];
    if (!view.only_changes_ || number == 0) {
      Fold(state, state.position.index + 1, digests[i], records[i].main);
      continue;
    }
    const View::StreamDraft& draft = *view.streams_.at(number);
    const uint64_t at = state.StreamOf(number).last_index() - draft.base;
    AdoptRecord(state, digests[i], number, draft.added[at]);
    if (number != before) NoteStream(state, number);
    before = number;
  }
  if (!view.only_changes_) return;
  state.newest_at = std::max(state.newest_at, view.now_ms());
  for (auto& [number, draft] : view.streams_) {
    Stream& stream = *state.streams[number - 1];
    stream.digest = draft->end.position.digest;
    for (auto& [name, id] : draft->names) stream.names[name] = std::move(id);
    const auto device = state.devices.find(stream.device);
    if (device != state.devices.end()) device->second.received += draft->added.size();
  }
  for (auto& [key, entry] : view.entries_) {
    EntryChange change(state, key);
    change.entry() = std::move(*entry);
  }
  for (const auto& [index, change] : view.held_) {
    if (change.second) {
      state.held[index] = change.first;
    } else {
      state.held.erase(index);
    }
  }
  for (auto& [from, to] : view.moved_) state.moved[from] = to;
  // What totals remember may still point at values that were current before.
  if (!state.progress.stale()) {
    Retired& kept = *state.progress.retired();
    std::move(view.retired_.begin(), view.retired_.end(), std::back_inserter(kept));
  }
}

}  // namespace gom::hub
