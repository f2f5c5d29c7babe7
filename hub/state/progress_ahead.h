// What a batch that moves every unit (a lock, another plan, many rows of the roster) does to the
// totals, added up while readers still read the State of before.
//
//   std::unique_ptr<ProgressAhead> ahead = LookAhead(state, view);
//   {
//     MutexLock lock(…);                        // from here on nobody reads
//     state.progress.Expect(ahead.get());
//     Adopt(state, view, digests);
//     Settle(state);                            // moves what the batch does to Entries, no more
//   }
#ifndef GOM_HUB_STATE_PROGRESS_AHEAD_H_
#define GOM_HUB_STATE_PROGRESS_AHEAD_H_

#include <memory>
#include <string>
#include <vector>

#include "common/plan/facts.h"
#include "hub/state/progress_book.h"

namespace gom::hub {

class View;

struct ProgressAhead {
  // For what it holds: this plan, these locks, so many units.
  std::string plan_sha256;
  plan::Locks locks;
  size_t unit_count = 0;
  // The book of the units as they are published, with the plan, the locks and the rows as the batch
  // leaves them.
  ProgressBook book;
  // [unit], where the batch brings another plan; empty otherwise. They point at values of State.
  std::vector<UnitInPlan> units;

  // Whether that is what State has come to.
  bool Holds(const State& state) const;
};

// Fewer rows than these are moved one by one.
inline constexpr size_t kManyRows = 100;

// Null where the batch moves no more than some units. State is read as a decision reads it, and
// must not change until the batch is folded.
std::unique_ptr<ProgressAhead> LookAhead(const State& state, const View& view,
                                         size_t many_rows = kManyRows);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PROGRESS_AHEAD_H_
