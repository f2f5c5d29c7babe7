// One Unit's part read at one period: what each kind of measure fills in. Inside common/plan only;
// the entrance is Contribute() of measure.h, which also says what the readings mean.
#ifndef GOM_COMMON_PLAN_MEASURE_CASE_H_
#define GOM_COMMON_PLAN_MEASURE_CASE_H_

#include <cstdint>

#include "common/plan/facts.h"
#include "common/plan/measure.h"
#include "common/plan/measure_sum.h"
#include "common/plan/plan.h"

namespace gom::plan {

// The question. Borrows everything.
struct Case {
  const Plan& plan;
  const Part& part;
  const UnitFacts& facts;
  Locks locks;
  int horizon = 0;  // reports after this period are not read

  // Whether `q` is one of the unit's periods when the part is read at `at`.
  bool Counts(int q, int at) const {
    const auto index = static_cast<size_t>(q);
    if (!part.asked_in[index]) return false;
    const Period& period = plan.periods[index];
    if (part.school_year_window &&
        period.school_year != plan.periods[static_cast<size_t>(at)].school_year) {
      return false;
    }
    return facts.unit->ValidOn(period.end);
  }
  // Whether nothing can still be reported after period `after` (-1: at all) that would count at
  // `at`: then what is carried there is settled.
  bool Closed(int after, int at) const {
    for (int q = at; q > after; --q) {
      if (Counts(q, at) && !locks.Locked(q)) return false;
    }
    return true;
  }
  Answer AskSum(const Sum& sum, int q, Fields fields = Fields::kAll) const {
    return Ask(plan, sum, facts, q, fields);
  }
};

// The answer, as of one period.
struct Reading {
  Coverage coverage = Coverage::kMissing;
  bool unknown_size = false;
  bool excess = false;
  bool open_end = false;
  bool in_conflict = false, returned = false;
  int option = -1;
  int report = -1;  // the period of the report that counts; -1: none
  Fraction value, low, high;

  // Notes the report of period q, read at `at`.
  void Report(int q, int at) {
    report = q;
    coverage = q == at ? Coverage::kFresh : Coverage::kCarried;
  }
  void Flag(bool conflict, bool sent_back) {
    in_conflict = in_conflict || conflict;
    returned = returned || sent_back;
  }
};

Reading ReadRatio(const Case& c, int at);
Reading ReadShare(const Case& c, int at);
Reading ReadCountSum(const Case& c, int at);  // and information on a sum
Reading ReadCountItems(const Case& c, int at);
Reading ReadInformation(const Case& c, int at);  // on a choice or a text

// What the reports of a part over time SUM add up to.
struct YearSums {
  bool known = true;  // the fields of carried forms are known
  int64_t left = 0, right = 0;
  int newest = -1;    // the newest reported period; -1: none
  bool open = false;  // an unlocked period of the unit ≤ at is not reported
  bool in_conflict = false, returned = false;
};
// Both sides' fields of forms that are not carried are added up over the unit's periods in which
// both sides are known; fields of carried forms and the constants are taken once.
YearSums AddUp(const Case& c, const Sum& left, const Sum& right, int at);

// The least that one more report can add to a sum: 0 where no report can lower it.
int64_t LeastFlow(const Plan& plan, const Sum& sum);

inline int64_t Bounded(int64_t number) {
  if (number > kLargestContribution) return kLargestContribution;
  if (number < -kLargestContribution) return -kLargestContribution;
  return number;
}

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_MEASURE_CASE_H_
