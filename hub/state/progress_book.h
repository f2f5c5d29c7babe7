// Totals of every part of the plan, as of every period, in both readings, kept current by
// differences, so that asking for Progress touches no unit.
//
//   const plan::Totals& t = state.progress.TotalsOf(part, as_of, Reading::kAccepted);
//
// Whoever changes a unit's facts calls Touch before and Affect beside it; Settle then moves the
// totals by the difference. Between a Touch and the next Settle the book is behind. A published
// State is always settled. What moves every unit is added up beforehand (progress_ahead.h), so that
// nobody waits for it. Not synchronised.
#ifndef GOM_HUB_STATE_PROGRESS_BOOK_H_
#define GOM_HUB_STATE_PROGRESS_BOOK_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "common/plan/measure.h"
#include "common/plan/plan.h"
#include "hub/state/entry.h"
#include "hub/state/packing.h"

namespace gom::hub {

struct ProgressAhead;
struct State;
struct UnitState;

// What units said, or what the operator accepted. The two are never mixed.
enum class Reading : uint8_t { kReported = 0, kAccepted = 1 };

// A unit's facts in both, by Reading.
struct BothFacts {
  plan::UnitFacts of[2];
};

// What State keeps of a unit in the terms of one plan.
struct UnitInPlan {
  plan::Unit compiled;
  // [form index × periods + period index]; empty while the unit has reported nothing.
  std::vector<plan::EntryFacts> facts[2];
  std::vector<plan::RecognisedItem> recognised;
  std::vector<int> not_applicable;

  // `empty_facts`: as many empty cells as the plan has.
  BothFacts Both(absl::Span<const plan::EntryFacts> empty_facts) const;
};

// Who is expected to report anything in a period (a form that is not carried), and who has.
struct PeriodBook {
  int32_t expected = 0;
  int32_t reported = 0;
  absl::btree_set<uint32_t> silent;  // expected, nothing reported; places in State::units
  // Those who have, by the hour since 1970 in which the hub first received anything of it.
  absl::btree_map<int32_t, int32_t> arrivals;

  // Whether all that are expected, three or more, came within the same 24 hours. Reports that all
  // come at once may have been written for show; so few units say nothing.
  bool AllAtOnce() const;
  friend bool operator==(const PeriodBook&, const PeriodBook&) = default;
};

class ProgressBook {
 public:
  // part: index into Plan::parts; as_of: period index of the active plan.
  const plan::Totals& TotalsOf(int part, int as_of, Reading reading) const;
  const PeriodBook& Period(int period) const { return periods_[static_cast<size_t>(period)]; }

  // Takes over what was added up for the batch that is about to be folded, and leaves there what is
  // no longer needed; null: nothing was. It must stay until the book is settled. Whether it is what
  // the batch then did is looked at.
  void Expect(ProgressAhead* ahead);
  // What was added up for that plan; null: nothing was, and everything is to be computed again.
  ProgressAhead* ForPlan(const plan::Plan& plan);
  // Whether the new row of a unit is in what was added up.
  bool ForeseesUnit(uint32_t unit);
  // Everything is to be computed again.
  void MarkAll();
  // What State's locks, which were these before, may have moved is to be added up again.
  void MarkLocks(const State& state, plan::Locks before);
  // Remembers the unit's facts as they are now, once until the next Settle. `unit` must still be
  // unchanged.
  void Touch(const State& state, uint32_t unit);
  // Which totals the change may move. `form` and `period` are indexes of the active plan; -1 stands
  // for all. `readings`: bit 0 reported, bit 1 accepted.
  void Affect(const State& state, uint32_t unit, int form, int period, unsigned readings = 3);
  // Makes the totals current.
  void Settle(const State& state);
  bool settled() const {
    return !stale_ && ahead_ == nullptr && touched_.empty() && recount_.empty();
  }
  bool stale() const { return stale_; }
  // Values that a remembered fact may point at live here until Settle.
  Retired* retired() { return &retired_; }

  // A settled book as bytes and back, for snapshots; false: not what Pack wrote.
  void Pack(Packer& out) const;
  bool Unpack(Unpacker& in);
  // Whether it has the size that State's plan asks for.
  bool Fits(const State& state) const;

  // --- For LookAhead: a book of its own.
  // The totals of a settled book, to look at later.
  ProgressBook Copy() const;
  // From nothing, of that many units.
  void CountAll(const plan::Plan& plan, plan::Locks locks, size_t units,
                absl::FunctionRef<BothFacts(size_t unit)> facts_of);
  // What other locks than State's may move.
  void CountLocks(const State& state, plan::Locks after);
  // One unit more (1) or less (-1).
  void MoveUnit(const plan::Plan& plan, plan::Locks locks, uint32_t unit, const BothFacts& facts,
                int sign);

  // From nothing; what differences must equal.
  static ProgressBook FromNothing(const State& state);
  friend bool operator==(const ProgressBook& a, const ProgressBook& b) {
    return a.totals_ == b.totals_ && a.periods_ == b.periods_;
  }

 private:
  // Some of the totals: [reading][part] bit as_of.
  struct Cells {
    std::vector<uint64_t> of[2];
  };
  // A unit's facts before the first change since the last Settle.
  struct Before {
    bool existed = false;
    UnitInPlan unit;
    Cells affected;
  };
  static Cells AllCells(const plan::Plan& plan);
  // Of `times` units that have the same facts.
  void MoveTotals(const plan::Plan& plan, plan::Locks locks, const BothFacts& facts,
                  const Cells& cells, int times);
  // Adds every unit's part.
  void AddUnits(const plan::Plan& plan, plan::Locks locks, size_t units,
                absl::FunctionRef<BothFacts(size_t unit)> facts_of, const Cells& cells);
  void MovePeriods(const plan::Plan& plan, uint32_t unit, const plan::UnitFacts& reported,
                   int sign);
  void Move(const plan::Plan& plan, plan::Locks locks, uint32_t unit, const BothFacts& facts,
            const Cells& cells, int sign);
  void SettleAll(const State& state);
  void SettleTouched(const State& state);
  void Recount(const State& state, plan::Locks locks);

  bool stale_ = true;
  int period_count_ = 0;
  std::vector<plan::Totals> totals_;  // [(part × periods + as_of) × 2 + reading]
  std::vector<PeriodBook> periods_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<Before>> touched_;
  std::vector<uint64_t> recount_;  // [part] bit as_of, both readings; empty: none
  ProgressAhead* ahead_ = nullptr;
  Retired retired_;

 public:
  ProgressBook() = default;
  ProgressBook(ProgressBook&&) = default;
  ProgressBook& operator=(ProgressBook&&) = default;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PROGRESS_BOOK_H_
