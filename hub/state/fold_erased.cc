#include "hub/state/fold_erased.h"

#include "common/sync/stream_id.h"
#include "hub/state/fold_roster.h"

namespace gom::hub {

namespace {

void NoteKnownMessage(State& state, uint32_t unit, uint64_t index) {
  if (unit == kNoUnit) return;
  for (const MessageRef& m : state.units[unit]->messages) {
    if (m.index == index) state.erased.contents.insert(MemberContent({}, log::ToBytes(m.text)));
  }
}

}  // namespace

void NoteKnown(State& state, const ChangeName& name) {
  const auto& [id, index] = name;
  if (!state.erased.changes.contains(name)) return;
  const Stream* stream = state.FindStream(id);
  if (stream == nullptr || index == 0 || index > stream->last_index()) return;
  const uint64_t hub_index = stream->records[index - 1].hub_index;
  const auto [entry, revision] = state.FindRevision(hub_index);
  if (revision == nullptr) return NoteKnownMessage(state, stream->unit, hub_index);
  state.erased.contents.insert(entry->members.Find(revision->id)->content);
}

void NoteContents(State& state) {
  for (const auto& [name, erased] : state.erased.changes) NoteKnown(state, name);
}

void OnRedacted(State& state, uint64_t index, int64_t at, const v1::Redacted& redacted) {
  for (const v1::RedactedText& text : redacted.texts()) {
    // Of a later program, which erases other texts too.
    if (text.stream().size() != sync::kStreamIdBytes) continue;
    const ChangeName name{text.stream(), text.stream_index()};
    state.erased.changes.try_emplace(name, ErasedThing{redacted.unit(), at});
    NoteKnown(state, name);
  }
  for (const std::string& file : redacted.evidence())
    state.erased.files.try_emplace(file, ErasedThing{redacted.unit(), at});
  // A log that was put back may not have the unit yet, but its computers are to read this.
  const uint32_t unit = UnitIndex(state, redacted.unit());
  (unit == kNoUnit ? state.common_records : state.units[unit]->records).push_back(index);
}

}  // namespace gom::hub
