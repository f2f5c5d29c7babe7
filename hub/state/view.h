// What a command decides over: the published State plus what this batch has decided already, and
// the records that the decisions make. Nothing here is durable; hub/writer carries it out or drops
// it.
//
// Pure: time and chance are given in Moment. One thread. The State must outlive the View and not
// change meanwhile.
#ifndef GOM_HUB_STATE_VIEW_H_
#define GOM_HUB_STATE_VIEW_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/log/log_store.h"
#include "google/protobuf/arena.h"
#include "hub/state/state.h"

namespace gom::hub {

// Time and chance for one batch.
struct Moment {
  int64_t now_ms = 0;
  std::string seed;  // 32 random bytes; salts and ids come from them
};

// A row of `secrets`, written in the same transaction as the records. Kinds: "slip", "api_key".
struct SecretWrite {
  std::string kind;
  std::string name;
  std::string hash;
};

// Where a stream ends, as this batch leaves it.
struct StreamEnd {
  std::string id;  // 16 bytes
  uint32_t number = 0;
  uint32_t device = 0;
  uint32_t unit = kNoUnit;
  log::Position position;
};

// Reads the second part of a record of the hub's log; empty where there is none.
using TextReader = std::function<std::string(uint64_t hub_index)>;

class View {
 public:
  View(const State& state, Moment moment, TextReader read_text);

  const State& state() const { return state_; }
  int64_t now_ms() const { return moment_.now_ms; }
  // 16 random bytes, others at each call.
  std::string Random16();

  // What was decided so far.
  const std::vector<log::NewRecord>& records() const { return records_; }
  std::vector<log::NewRecord> TakeRecords() { return std::move(records_); }
  const std::vector<SecretWrite>& secrets() const { return secrets_; }
  uint64_t next_index() const { return state_.position.index + records_.size() + 1; }

  // Adds a record; sets at, and text_digest where there is a text. Answers its index.
  uint64_t Add(v1::Event event, v1::EventText text = {});
  // A Received, whose second part is the Change's own. Sets its `at`.
  uint64_t AddReceived(v1::Event* event, std::string text);
  void AddSecret(SecretWrite secret) { secrets_.push_back(std::move(secret)); }

  // Second part of a record of the log or of this batch.
  std::string ReadText(uint64_t hub_index) const;

  // --- State with the overlay. Names are those of State.
  std::optional<StreamEnd> FindStream(std::string_view id) const;
  const StreamRecord* RecordAt(uint32_t stream, uint64_t index) const;
  const std::string* NameOf(uint32_t stream, uint32_t number) const;
  uint32_t StreamNumber(std::string_view id) const;  // 0: not known
  std::optional<std::pair<uint32_t, uint64_t>> FindMoved(const std::string& stream,
                                                         uint64_t digest) const;
  const Entry* FindEntry(const EntryKey& key) const;
  bool IsLocked(uint32_t period) const;
  // The active plan, or the one that this batch makes active; may be null.
  const std::shared_ptr<const plan::Plan>& plan() const { return plan_; }
  bool plan_changed() const { return plan_changed_; }
  // What is locked, in plan()'s terms; there must be a plan.
  plan::Locks locks() const;
  // Rows of the roster that this batch changes, by unit, and those that it adds, in order.
  const absl::flat_hash_map<uint32_t, v1::Unit>& rows() const { return rows_; }
  const std::vector<v1::Unit>& added_rows() const { return added_rows_; }
  // The unit's row in plan()'s terms, as this batch leaves it; null: not in the roster.
  const plan::Unit* CompiledUnit(uint32_t unit) const;
  // The same row in another plan's terms; it must be in the roster.
  plan::Unit CompileUnit(uint32_t unit, const plan::Plan& plan) const;
  // The plan of that version, active or not; null: this log does not know it.
  std::shared_ptr<const plan::Plan> PlanOf(uint32_t version) const;
  // Whether this device came back after a restore and is not readmitted. 0: no device.
  bool WaitsForReadmission(uint32_t device) const {
    return (state_.returned_devices.contains(device) || lost_devices_.contains(device)) &&
           device != readmitted_;
  }
  // Nothing: there is no such device.
  std::optional<uint32_t> UnitOfDevice(uint32_t device) const;
  // Devices of the unit that only others spoke for and that wait to be readmitted.
  size_t LostDevicesOf(uint32_t unit) const;
  // Whether a Change that this device brought as the hub's record `received` came after it was
  // revoked, which only a bundle can do, and the operator has not taken it since. 0: no device.
  bool WaitsForTaking(uint32_t device, uint64_t received) const;
  uint32_t DeviceOfStream(uint32_t number) const;
  // Whether a word of that name was reported before (hub/state/orphans.h).
  bool KnowsOrphan(const std::string& name) const {
    return state_.orphan_names.contains(name) || orphan_names_.contains(name);
  }
  // Of the words of that unit that wait for the operator.
  size_t OrphanBytesOf(uint32_t unit) const;
  // Held Changes that have an Entry, in log order; kNoUnit: of all units.
  std::vector<std::pair<uint64_t, EntryKey>> Held(uint32_t unit = kNoUnit) const;

  // --- What a decision leaves for those after it in the batch.
  StreamEnd OpenStream(std::string id, uint32_t device, uint32_t unit);
  void AddToStream(uint32_t number, const log::Digest& digest, const StreamRecord& record);
  void AddName(uint32_t stream, uint32_t name, std::string id);
  Entry& MutableEntry(const EntryKey& key);
  void SetLocked(uint32_t period, bool locked) { locked_[period] = locked; }
  void SetPlan(std::shared_ptr<const plan::Plan> plan);
  void SetUnit(uint32_t index, const v1::Unit& row);
  void AddUnit(const v1::Unit& row) { added_rows_.push_back(row); }
  void AddMoved(const std::string& stream, uint64_t digest, uint32_t to_stream, uint64_t to_index);
  void AddLostDevice(uint32_t device, uint32_t unit) { lost_devices_[device] = unit; }
  void SetReadmitted(uint32_t device) { readmitted_ = device; }
  void SetWorkTaken(uint32_t device) { work_taken_ = device; }
  void AddOrphan(std::string name, uint32_t unit, size_t bytes) {
    orphan_names_.insert(std::move(name));
    orphan_bytes_[unit] += bytes;
  }
  // Takes note that a Change is held, or no longer.
  void SetHeld(uint64_t hub_index, const EntryKey& key, bool held);
  Retired* retired() { return &retired_; }

  // Whether this batch is nothing but Changes of devices, so that what the View holds of them is
  // all that their records amount to and State may take it over (adopt.h) instead of reading the
  // bytes again. Anything else that is added, or FoldFromBytes, ends that.
  bool only_changes() const { return only_changes_; }
  void FoldFromBytes() { only_changes_ = false; }

  // A message that is good until ClearScratch: there are many, and each is looked at for a moment.
  template <typename Message>
  Message* Scratch() {
    return google::protobuf::Arena::CreateMessage<Message>(&scratch_);
  }
  void ClearScratch() { scratch_.Reset(); }

  // A grid of that plan for one Entry's facts alone, all other cells empty. Good until the next
  // call.
  plan::UnitFacts LoneEntry(const plan::Plan& plan, const plan::Unit& unit, int form, int period,
                            const plan::Values& values);

 private:
  friend void Adopt(State& state, View& view, const std::vector<log::Digest>& digests);

  // What this batch put behind a stream: `added` begins at base + 1.
  struct StreamDraft {
    StreamEnd end;
    uint64_t base = 0;
    std::vector<StreamRecord> added;
    std::map<uint32_t, std::string> names;
  };
  StreamDraft& Draft(uint32_t number);

  const State& state_;
  const Moment moment_;
  const TextReader read_text_;
  uint64_t drawn_ = 0;
  std::vector<log::NewRecord> records_;
  std::vector<uint32_t>
      stream_of_;  // in step with records_: the Received's stream; 0: another kind
  bool only_changes_ = true;
  std::vector<SecretWrite> secrets_;
  std::shared_ptr<const plan::Plan> plan_;
  bool plan_changed_ = false;
  absl::flat_hash_map<uint32_t, std::unique_ptr<StreamDraft>> streams_;
  absl::flat_hash_map<std::string, uint32_t> new_streams_;  // by id
  absl::flat_hash_map<EntryKey, std::unique_ptr<Entry>> entries_;
  // Published ones that State had packed.
  mutable absl::flat_hash_map<EntryKey, std::shared_ptr<const Entry>> read_;
  absl::flat_hash_map<uint32_t, bool> locked_;
  absl::flat_hash_map<uint32_t, v1::Unit> rows_;
  std::vector<v1::Unit> added_rows_;
  mutable absl::flat_hash_map<uint32_t, std::unique_ptr<plan::Unit>> compiled_;
  std::map<uint64_t, std::pair<EntryKey, bool>> held_;
  Moved moved_;
  // An act has the batch to itself: one device at most.
  uint32_t readmitted_ = 0;
  uint32_t work_taken_ = 0;
  std::map<uint32_t, uint32_t> lost_devices_;  // that this batch adds, with their units
  std::set<std::string> orphan_names_;
  absl::flat_hash_map<uint32_t, size_t> orphan_bytes_;  // that this batch adds, by unit
  Retired retired_;
  std::vector<plan::EntryFacts> grid_;
  size_t used_cell_ = 0;
  // Room for one Change and its Event of ordinary size without asking for memory.
  alignas(8) char scratch_room_[8192];
  google::protobuf::Arena scratch_{scratch_room_, sizeof(scratch_room_)};
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_VIEW_H_
