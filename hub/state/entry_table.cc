#include "hub/state/entry_table.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace gom::hub {
namespace {

// What was packed here is what is unpacked here, and the bytes of a snapshot had their digest.
// Where they are none after all the program or the memory is broken, and to go on with an empty
// Entry would write that over what a school had sent: the log has it, so stop.
Entry MustUnpack(const EntryKey& key, std::string_view packed, const Counting& counting) {
  std::optional<Entry> entry = UnpackEntry(key, packed, counting);
  if (entry.has_value()) return *std::move(entry);
  std::fprintf(stderr, "a packed entry cannot be unpacked: unit %u form %u period %u\n", key.unit,
               key.form, key.period);
  std::abort();
}

}  // namespace

std::shared_ptr<const Entry> EntryTable::Find(const EntryKey& key) const {
  const auto at = slots_.find(key);
  if (at == slots_.end()) return nullptr;
  const Slot& slot = *at->second;
  if (slot.open == nullptr)
    return std::make_shared<const Entry>(MustUnpack(key, slot.packed, slot.counting));
  // Points at it without owning it.
  return std::shared_ptr<const Entry>(std::shared_ptr<const Entry>(), slot.open.get());
}

Counting EntryTable::CountingOf(const EntryKey& key) const {
  const Slot& slot = *slots_.at(key);
  return slot.open != nullptr ? hub::CountingOf(*slot.open) : slot.counting;
}

Entry& EntryTable::Open(const EntryKey& key, bool* added) {
  std::unique_ptr<Slot>& slot = slots_[key];
  *added = slot == nullptr;
  if (slot != nullptr && slot->open != nullptr) return *slot->open;
  auto entry = std::make_unique<Entry>();
  entry->key = key;
  if (slot == nullptr) {
    slot = std::make_unique<Slot>();
  } else {
    *entry = MustUnpack(key, slot->packed, slot->counting);
  }
  slot->open = std::move(entry);
  slot->packed = std::string();
  slot->counting = Counting();
  open_.push_back(slot.get());
  return *slot->open;
}

const Counting* EntryTable::FoldIntoPacked(const EntryKey& key, const Revision& revision,
                                           const sync::Candidate& candidate,
                                           const sync::Placement& placement, TallyMove* moved) {
  const auto at = slots_.find(key);
  if (at == slots_.end() || at->second->open != nullptr) return nullptr;
  Slot& slot = *at->second;
  const bool done = AppendEdit(revision, candidate, placement, &slot.packed, &slot.counting, moved);
  return done ? &slot.counting : nullptr;
}

void EntryTable::PackOldest() {
  while (open_.size() > open_limit_) {
    Slot& slot = *open_.front();
    open_.pop_front();
    slot.packed = PackEntry(*slot.open);
    slot.counting = hub::CountingOf(*slot.open);
    slot.open.reset();
  }
}

void EntryTable::ForEach(absl::FunctionRef<void(const Entry&)> each) const {
  for (const auto& [key, slot] : slots_) each(*Find(key));
}

std::vector<EntryKey> EntryTable::Keys() const {
  std::vector<EntryKey> keys;
  keys.reserve(slots_.size());
  for (const auto& [key, slot] : slots_) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

void EntryTable::Pack(const EntryKey& key, Packer& out) const {
  const Slot& slot = *slots_.at(key);
  if (slot.open == nullptr) {
    PackCounting(slot.counting, out);
    out.B(slot.packed);
  } else {
    PackCounting(hub::CountingOf(*slot.open), out);
    out.B(PackEntry(*slot.open));
  }
}

const Counting* EntryTable::Unpack(const EntryKey& key, Unpacker& in) {
  auto slot = std::make_unique<Slot>();
  slot->counting = UnpackCounting(in);
  slot->packed = std::string(in.B());
  const Counting* const counting = &slot->counting;
  return in.ok() && slots_.emplace(key, std::move(slot)).second ? counting : nullptr;
}

}  // namespace gom::hub
