// A scope in which one Entry of State changes: statistics, facts and totals follow when it ends.
// Inside hub/state only.
#ifndef GOM_HUB_STATE_ENTRY_CHANGE_H_
#define GOM_HUB_STATE_ENTRY_CHANGE_H_

#include <memory>

#include "hub/state/fold_roster.h"
#include "hub/state/state.h"

namespace gom::hub {

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
    const Tally after = entry_->tally();
    Tally& tally = state_.tallies[entry_->key.period];
    tally.Move(before_, -1);
    tally.Move(after, 1);
    state_.in_conflict += static_cast<uint64_t>(after.in_conflict - before_.in_conflict);
    state_.waiting_for_verdict += static_cast<uint64_t>(after.waiting - before_.waiting);
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

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ENTRY_CHANGE_H_
