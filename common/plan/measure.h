// How one Unit contributes to one Part, and how contributions add up.
//
//   Contribution c = Contribute(plan, part, facts, locks, as_of);
//   totals.Add(c);                       // a change moves totals by a difference:
//   totals.Subtract(before); totals.Add(after);
//
// Everything in Totals is a sum of whole numbers, so totals moved by differences equal totals made from nothing.
// Pure and exact; no allocation for parts without options.
#ifndef GOM_COMMON_PLAN_MEASURE_H_
#define GOM_COMMON_PLAN_MEASURE_H_

#include <cstdint>
#include <vector>

#include "common/plan/facts.h"
#include "common/plan/plan.h"

namespace gom::plan {

struct Fraction {
  int64_t num = 0;
  int64_t den = 0;
  friend bool operator==(const Fraction&, const Fraction&) = default;
};

enum class Coverage : uint8_t {
  kNotExpected,    // the part does not apply to the unit, or not at that time
  kNotApplicable,  // by the operator's word, or a denominator of zero
  kFresh,          // reported for the period in question
  kCarried,        // an earlier period's value stands in
  kMissing,
};

// Counts have denominator 0 in all fractions here.
struct Contribution {
  Coverage coverage = Coverage::kNotExpected;
  bool unknown_size = false;  // missing, and nobody knows how large it is
  bool in_conflict = false, returned = false, excess = false;
  Fraction value;
  Fraction low, high;             // as of the period: unreported answers no … yes
  Fraction worst_final, best_final;  // at the part's last asked period, with nothing more reported / all that still can be
  bool open_end = false;          // counts: this unit can still add as of the period (its last period is not locked)
  int option = -1;                // information on a choice: index of the option
  uint32_t provisional_units = 0; // bit i: Provisional i holds of this unit
  std::vector<Fraction> samples;  // for each Provisional that is a sample: this unit's numerator and denominator
};

// as_of: period index. The part is read at part.AskedAt(as_of); where that is -1 nobody is expected yet.
// Flows of a unit that is no longer valid stay in sums (counts, information over time SUM); everything else of it is
// its successor's to report.
Contribution Contribute(const Plan& plan, const Part& part, const UnitFacts& facts, Locks locks, int as_of);

// The sum of contributions over all Units. Zero-initialised is "no units".
struct Totals {
  Fraction value, low, high, worst_final, best_final;
  int32_t expected = 0, fresh = 0, carried = 0, missing = 0, not_applicable = 0, unknown_size = 0;
  int32_t in_conflict = 0, returned = 0, excess = 0, open_end = 0;
  std::vector<int32_t> options;            // by option index
  std::vector<int32_t> provisional_units;  // by index of Provisional
  std::vector<Fraction> samples;           // as in Contribution

  void Add(const Part& part, const Contribution& c) { Move(part, c, 1); }
  void Subtract(const Part& part, const Contribution& c) { Move(part, c, -1); }
  friend bool operator==(const Totals&, const Totals&) = default;

 private:
  void Move(const Part& part, const Contribution& c, int sign);
};

// What a sum gives on one set of values. Used by rules and measures alike.
struct SumResult {
  enum class Kind : uint8_t { kKnown, kUnknown, kNotApplicable } kind = Kind::kUnknown;
  int64_t number = 0;
  bool known() const { return kind == Kind::kKnown; }
};
// Values of non-carried forms are those of `period`; those of carried forms the newest ≤ period. Saturates at the ends of
// int64. A field that does not apply to the unit adds nothing; if none of the sum's fields applies, the result is known,
// the constant, and *none_applies is set.
SumResult Evaluate(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period, bool* none_applies = nullptr);

// left op right
bool Compare(int64_t left, v1::Operator op, int64_t right);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_MEASURE_H_
