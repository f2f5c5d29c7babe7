// Changing one Entry of State, so that statistics, facts and totals follow. Inside hub/state only.
#ifndef GOM_HUB_STATE_ENTRY_CHANGE_H_
#define GOM_HUB_STATE_ENTRY_CHANGE_H_

#include "hub/state/fold_roster.h"
#include "hub/state/state.h"

namespace gom::hub {

// What an Entry's change does to what is counted of all.
inline void MoveTally(State& state, uint32_t period, const Tally& before, const Tally& after) {
  Tally& tally = state.tallies[period];
  tally.Move(before, -1);
  tally.Move(after, 1);
  state.in_conflict += static_cast<uint64_t>(after.in_conflict - before.in_conflict);
  state.waiting_for_verdict += static_cast<uint64_t>(after.waiting - before.waiting);
}

// A scope in which an Entry changes; what follows from that is made when it ends.
class EntryChange {
 public:
  EntryChange(State& state, const EntryKey& key) : state_(state), unit_(*state.units[key.unit]) {
    bool added = false;
    entry_ = &state.entries.Open(key, &added);
    if (added) unit_.entries.emplace(key.form, key.period);
    state.progress.Touch(state, key.unit);
    before_ = entry_->tally();
  }
  ~EntryChange() {
    MoveTally(state_, entry_->key.period, before_, entry_->tally());
    RefreshFacts(state_, unit_, entry_->key, CountingOf(*entry_));
  }
  EntryChange(const EntryChange&) = delete;
  EntryChange& operator=(const EntryChange&) = delete;

  Entry& entry() { return *entry_; }
  // Nobody points at old values while Progress is to be made from nothing.
  Retired* retired() { return !state_.progress.stale() ? state_.progress.retired() : nullptr; }

 private:
  State& state_;
  UnitState& unit_;
  Entry* entry_;
  Tally before_;
};

// FoldIn for an Entry that is packed, without unpacking it, while a long log is folded; false: that
// does not do here (EntryTable::FoldIntoPacked), and nothing happened.
inline bool FoldIntoPacked(State& state, const EntryKey& key, const Revision& revision,
                           const sync::Candidate& candidate, const sync::Placement& placement) {
  // Where Progress is not made from nothing afterwards, it has to see what was before.
  if (!state.progress.stale()) return false;
  TallyMove moved;
  const Counting* const counting =
      state.entries.FoldIntoPacked(key, revision, candidate, placement, &moved);
  if (counting == nullptr) return false;
  MoveTally(state, key.period, moved.before, moved.after);
  RefreshFacts(state, *state.units[key.unit], key, *counting);
  return true;
}

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ENTRY_CHANGE_H_
