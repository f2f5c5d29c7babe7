#include "hub/state/view.h"

#include <algorithm>
#include <utility>

#include "common/plan/load.h"

namespace gom::hub {

View::View(const State& state, Moment moment, TextReader read_text)
    : state_(state),
      moment_(std::move(moment)),
      read_text_(std::move(read_text)),
      plan_(state.plan) {}

std::string View::Random16() {
  std::string drawn = moment_.seed;
  drawn.append(std::to_string(drawn_++));
  return log::ToBytes(log::Sha256(drawn)).substr(0, 16);
}

uint64_t View::Add(v1::Event event, v1::EventText text) {
  std::string bytes;
  if (text.ByteSizeLong() > 0) {
    text.set_salt(Random16());
    text.SerializeToString(&bytes);
    event.set_text_digest(log::ToBytes(log::Sha256(bytes)));
  }
  if (!event.has_stream_opened()) FoldFromBytes();
  return AddReceived(&event, std::move(bytes));
}

uint64_t View::AddReceived(v1::Event* event, std::string text) {
  event->set_at(moment_.now_ms);
  log::NewRecord& record = records_.emplace_back();
  event->SerializeToString(&record.main);
  record.text = std::move(text);
  stream_of_.push_back(0);
  return state_.position.index + records_.size();
}

std::string View::ReadText(uint64_t hub_index) const {
  const uint64_t first = state_.position.index + 1;
  if (hub_index >= first) {
    const uint64_t at = hub_index - first;
    return at < records_.size() ? records_[at].text : std::string();
  }
  return read_text_ ? read_text_(hub_index) : std::string();
}

// ----------------------------------------------------------------------------------------------
// streams

uint32_t View::StreamNumber(std::string_view id) const {
  if (const auto at = new_streams_.find(KeyOf(id)); at != new_streams_.end()) return at->second;
  const auto at = state_.stream_by_id.find(KeyOf(id));
  return at == state_.stream_by_id.end() ? 0 : at->second;
}

std::optional<StreamEnd> View::FindStream(std::string_view id) const {
  const uint32_t number = StreamNumber(id);
  if (number == 0) return std::nullopt;
  if (const auto draft = streams_.find(number); draft != streams_.end()) return draft->second->end;
  const Stream& stream = state_.StreamOf(number);
  return StreamEnd{stream.id, stream.number, stream.device, stream.unit, stream.end()};
}

uint32_t View::DeviceOfStream(uint32_t number) const {
  if (const auto draft = streams_.find(number); draft != streams_.end())
    return draft->second->end.device;
  return number == 0 || number > state_.streams.size() ? 0 : state_.StreamOf(number).device;
}

std::optional<uint32_t> View::UnitOfDevice(uint32_t number) const {
  if (const Device* device = state_.FindDevice(number); device != nullptr) return device->unit;
  const auto lost = lost_devices_.find(number);
  return lost == lost_devices_.end() ? std::nullopt : std::optional(lost->second);
}

size_t View::LostDevicesOf(uint32_t unit) const {
  const auto is_lost = [&](uint32_t number) {
    const Device* device = state_.FindDevice(number);
    return device->unit == unit && device->certificate_sha256.empty();
  };
  const auto of_unit = [&](const auto& lost) { return lost.second == unit; };
  return static_cast<size_t>(
      std::count_if(state_.returned_devices.begin(), state_.returned_devices.end(), is_lost) +
      std::count_if(lost_devices_.begin(), lost_devices_.end(), of_unit));
}

bool View::WaitsForTaking(uint32_t number, uint64_t received) const {
  const Device* device = number == 0 ? nullptr : state_.FindDevice(number);
  if (device == nullptr || !device->revoked || number == work_taken_) return false;
  return received > device->revoked_at && received > device->work_taken_at;
}

const StreamRecord* View::RecordAt(uint32_t stream, uint64_t index) const {
  if (stream == 0 || index == 0) return nullptr;
  if (stream <= state_.streams.size()) {
    const Stream& s = state_.StreamOf(stream);
    if (index <= s.records.size()) return &s.records[index - 1];
  }
  const auto draft = streams_.find(stream);
  if (draft == streams_.end() || index > draft->second->base + draft->second->added.size())
    return nullptr;
  return &draft->second->added[index - draft->second->base - 1];
}

const std::string* View::NameOf(uint32_t stream, uint32_t number) const {
  if (const auto draft = streams_.find(stream); draft != streams_.end()) {
    const auto at = draft->second->names.find(number);
    if (at != draft->second->names.end()) return &at->second;
  }
  if (stream > state_.streams.size()) return nullptr;
  const auto& names = state_.StreamOf(stream).names;
  const auto at = names.find(number);
  return at == names.end() ? nullptr : &at->second;
}

View::StreamDraft& View::Draft(uint32_t number) {
  std::unique_ptr<StreamDraft>& draft = streams_[number];
  if (draft == nullptr) {
    draft = std::make_unique<StreamDraft>();
    const Stream& stream = state_.StreamOf(number);
    draft->end = {stream.id, stream.number, stream.device, stream.unit, stream.end()};
    draft->base = stream.last_index();
  }
  return *draft;
}

StreamEnd View::OpenStream(std::string id, uint32_t device, uint32_t unit) {
  const auto number = static_cast<uint32_t>(state_.streams.size() + new_streams_.size() + 1);
  v1::Event event;
  v1::StreamOpened* opened = event.mutable_stream_opened();
  opened->set_stream(id);
  opened->set_number(number);
  opened->set_device(device);
  if (unit != kNoUnit) opened->set_unit(state_.units[unit]->row.code());
  Add(std::move(event));
  new_streams_[id] = number;
  auto draft = std::make_unique<StreamDraft>();
  draft->end = {std::move(id), number, device, unit, {}};
  return (streams_[number] = std::move(draft))->end;
}

void View::AddToStream(uint32_t number, const log::Digest& digest, const StreamRecord& record) {
  StreamDraft& draft = Draft(number);
  draft.added.push_back(record);
  stream_of_[record.hub_index - state_.position.index - 1] = number;
  draft.end.position = {draft.base + draft.added.size(), digest};
}

void View::AddName(uint32_t stream, uint32_t name, std::string id) {
  Draft(stream).names[name] = std::move(id);
}

std::optional<std::pair<uint32_t, uint64_t>> View::FindMoved(const std::string& stream,
                                                             uint64_t digest) const {
  for (const Moved* moved : {&moved_, &state_.moved}) {
    const auto at = moved->find({stream, digest});
    if (at != moved->end()) return at->second;
  }
  return std::nullopt;
}

void View::AddMoved(const std::string& stream, uint64_t digest, uint32_t to_stream,
                    uint64_t to_index) {
  moved_[{stream, digest}] = {to_stream, to_index};
}

// ----------------------------------------------------------------------------------------------
// entries

const Entry* View::FindEntry(const EntryKey& key) const {
  const auto at = entries_.find(key);
  if (at != entries_.end()) return at->second.get();
  const auto read = read_.find(key);
  if (read != read_.end()) return read->second.get();
  std::shared_ptr<const Entry> published = state_.FindEntry(key);
  const Entry* const entry = published.get();
  if (published.use_count() != 0) read_.emplace(key, std::move(published));
  return entry;
}

Entry& View::MutableEntry(const EntryKey& key) {
  std::unique_ptr<Entry>& entry = entries_[key];
  if (entry == nullptr) {
    const std::shared_ptr<const Entry> published = state_.FindEntry(key);
    entry = published == nullptr ? std::make_unique<Entry>() : std::make_unique<Entry>(*published);
    entry->key = key;
  }
  return *entry;
}

std::vector<std::pair<uint64_t, EntryKey>> View::Held(uint32_t unit) const {
  const auto wanted = [&](const EntryKey& key) { return unit == kNoUnit || key.unit == unit; };
  std::map<uint64_t, EntryKey> held;
  for (const auto& [index, key] : state_.held) {
    if (key.present() && wanted(key)) held.emplace(index, key);
  }
  for (const auto& [index, change] : held_) {
    if (!wanted(change.first)) continue;
    if (change.second) {
      held[index] = change.first;
    } else {
      held.erase(index);
    }
  }
  return {held.begin(), held.end()};
}

void View::SetHeld(uint64_t hub_index, const EntryKey& key, bool held) {
  // Nearly all that is said not to be held never was.
  if (!held && !state_.held.contains(hub_index) && !held_.contains(hub_index)) return;
  held_[hub_index] = {key, held};
}

bool View::IsLocked(uint32_t period) const {
  const auto at = locked_.find(period);
  return at != locked_.end() ? at->second : state_.IsLocked(period);
}

// ----------------------------------------------------------------------------------------------
// plan and roster

plan::Locks View::locks() const {
  plan::Locks locks;
  for (size_t i = 0; i < plan_->periods.size() && i < 64; ++i) {
    if (IsLocked(plan_->periods[i].number)) locks.bits |= uint64_t{1} << i;
  }
  return locks;
}

void View::SetPlan(std::shared_ptr<const plan::Plan> plan) {
  plan_ = std::move(plan);
  plan_changed_ = true;
  compiled_.clear();
}

void View::SetUnit(uint32_t index, const v1::Unit& row) {
  rows_[index] = row;
  compiled_.erase(index);
}

const plan::Unit* View::CompiledUnit(uint32_t unit) const {
  const auto row = rows_.find(unit);
  const bool in_roster = unit < state_.units.size();
  if (plan_ == nullptr || (row == rows_.end() && !in_roster)) return nullptr;
  if (row == rows_.end() && !plan_changed_) return &state_.units[unit]->compiled;
  std::unique_ptr<plan::Unit>& compiled = compiled_[unit];
  if (compiled == nullptr) compiled = std::make_unique<plan::Unit>(CompileUnit(unit, *plan_));
  return compiled.get();
}

size_t View::OrphanBytesOf(uint32_t unit) const {
  const auto added = orphan_bytes_.find(unit);
  return state_.units[unit]->orphan_bytes + (added == orphan_bytes_.end() ? 0 : added->second);
}

plan::Unit View::CompileUnit(uint32_t unit, const plan::Plan& plan) const {
  const auto row = rows_.find(unit);
  return plan::CompileUnit(plan, row == rows_.end() ? state_.units[unit]->row : row->second);
}

std::shared_ptr<const plan::Plan> View::PlanOf(uint32_t version) const {
  for (const auto& known : {plan_, state_.plan}) {
    if (known != nullptr && known->version() == version) return known;
  }
  for (const auto& past : state_.past_plans) {
    if (past->version() == version) return past;
  }
  return nullptr;
}

plan::UnitFacts View::LoneEntry(const plan::Plan& plan, const plan::Unit& unit, int form,
                                int period, const plan::Values& values) {
  const size_t cells = plan.forms.size() * plan.periods.size();
  if (grid_.size() != cells) {
    grid_.assign(cells, plan::EntryFacts());
    used_cell_ = 0;
  }
  grid_[used_cell_] = plan::EntryFacts();
  used_cell_ = static_cast<size_t>(form) * plan.periods.size() + static_cast<size_t>(period);
  grid_[used_cell_].values = &values;
  plan::UnitFacts facts;
  facts.unit = &unit;
  facts.entries = grid_;
  return facts;
}

}  // namespace gom::hub
