// Totals of every part of the plan, as of every period, in both readings, kept current by
// differences, so that asking for Progress touches no unit.
//
//   const plan::Totals& t = state.progress.TotalsOf(part, as_of, Reading::kAccepted);
//
// Whoever changes a unit's facts calls Touch before and Affect beside it; Settle then moves the
// totals by the difference. Between a Touch and the next Settle the book is behind. A published
// State is always settled. Not synchronised.
#ifndef GOM_HUB_STATE_PROGRESS_BOOK_H_
#define GOM_HUB_STATE_PROGRESS_BOOK_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "common/plan/measure.h"
#include "common/plan/plan.h"
#include "hub/state/entry.h"
#include "hub/state/packing.h"

namespace gom::hub {

struct State;
struct UnitState;

// What units said, or what the operator accepted. The two are never mixed.
enum class Reading : uint8_t { kReported = 0, kAccepted = 1 };

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

  // Everything is to be computed again (a new plan).
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
  bool settled() const { return !stale_ && touched_.empty() && recount_.empty(); }
  bool stale() const { return stale_; }
  // Values that a remembered fact may point at live here until Settle.
  Retired* retired() { return &retired_; }

  // A settled book as bytes and back, for snapshots; false: not what Pack wrote.
  void Pack(Packer& out) const;
  bool Unpack(Unpacker& in);
  // Whether it has the size that State's plan asks for.
  bool Fits(const State& state) const;

  // The totals of a settled book, to look at later.
  ProgressBook Copy() const;
  // From nothing; what differences must equal.
  static ProgressBook FromNothing(const State& state);
  friend bool operator==(const ProgressBook& a, const ProgressBook& b) {
    return a.totals_ == b.totals_ && a.periods_ == b.periods_;
  }

 private:
  // A unit's facts before the first change since the last Settle.
  struct Before {
    bool existed = false;
    plan::Unit unit;
    std::vector<plan::EntryFacts> facts[2];
    std::vector<plan::RecognisedItem> recognised;
    std::vector<int> not_applicable;
    std::vector<uint64_t> affected[2];  // [reading][part] bit as_of
    plan::UnitFacts Of(Reading reading) const;
  };
  // `affected`: by reading; null stands for all.
  void MoveTotals(const State& state, const plan::UnitFacts facts[2],
                  const std::vector<uint64_t>* affected, int sign);
  void MovePeriods(const State& state, uint32_t unit, const plan::UnitFacts& reported, int sign);
  void SettleAll(const State& state);
  void SettleTouched(const State& state);
  void Recount(const State& state);

  bool stale_ = true;
  int period_count_ = 0;
  std::vector<plan::Totals> totals_;  // [(part × periods + as_of) × 2 + reading]
  std::vector<PeriodBook> periods_;
  absl::flat_hash_map<uint32_t, std::unique_ptr<Before>> touched_;
  std::vector<uint64_t> recount_;  // [part] bit as_of, both readings; empty: none
  Retired retired_;

 public:
  ProgressBook() = default;
  ProgressBook(ProgressBook&&) = default;
  ProgressBook& operator=(ProgressBook&&) = default;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PROGRESS_BOOK_H_
