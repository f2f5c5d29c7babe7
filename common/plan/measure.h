// How one Unit contributes to one Part, and how contributions add up.
//
//   Contribution c = Contribute(plan, part, facts, locks, as_of);
//   totals.Add(part, c);                 // a change moves totals by a difference:
//   totals.Subtract(part, before); totals.Add(part, after);
//
// Everything in Totals is a sum of whole numbers, so totals moved by differences equal totals made
// from nothing. Pure and exact; no allocation for parts without samples.
//
// Who is asked. A part is read at A = part.AskedAt(as_of), the newest asked period that is not
// after as_of; -1: nobody is expected. A unit is expected at A if the part applies to it, it is
// valid on A's last day, and the operator has not approved "not applicable" of it for the
// indicator. A denominator of zero in a report takes it out as well, except where the ratio has a
// population above zero: a survey of nobody is missing. "Not applicable" that the unit typed and
// nobody approved is missing too (on some of a sum's fields it adds 0).
//
// What is reported. The periods of a unit are the asked ones in which it is valid (of one school
// year, if the window says so). In one of them it has reported if the numerator or condition is
// known there and a field of it stands in an entry of that very period: a profile that nobody
// touched is carried, not fresh. Only reports of periods ≤ A are read, for the year's end as well.
//
// What a period that was not reported answers:
//
//   the value      what was reported last (latest, every), or no; flows add nothing
//   the low end    no; once the period is locked, what is carried there
//   the high end   yes; once the period is locked, what is carried there
//
// A count has an open end instead of a high one. An open period before a locked one is open for
// both ends: what it brings would be carried. A reported answer is what it is, so a sum or an "any"
// that was reached stays reached (a sum: if no report could lower it) and an "every" that was
// broken stays broken. A unit none of whose fields applies can never answer: it is missing and says
// no at every end.
//
// A ratio takes numerator and denominator as of one period. The denominator of a unit that has not
// reported is its own at the report that is carried, else the population of the newest profile,
// else the denominator as far as it is known at A; where nobody knows it, the unit is of unknown
// size and in none of the fractions. Where A is locked, a unit that never reported is in the value
// with "no".
//
// The final ends are the low and high end as of the part's last asked period, with what was
// reported until A: what the year's end can at least and at most be. At that period they are the
// range itself.
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

// No unit's number is larger than this in either direction, so that the totals of 9,000 such units
// fit.
inline constexpr int64_t kLargestContribution = 1'000'000'000'000'000;

// Counts have denominator 0 in all fractions here.
struct Contribution {
  Coverage coverage = Coverage::kNotExpected;
  bool unknown_size = false;        // missing, and nobody knows how large it is
  bool unknown_size_final = false;  // the same of the year's end
  bool in_conflict = false, returned = false, excess = false;
  Fraction value;
  Fraction low, high;                // as of the period: unreported answers no … yes
  Fraction worst_final, best_final;  // at the part's last asked period, with nothing more reported
                                     // / all that still can be
  bool open_end = false;  // counts: this unit can still add (a period of its own is open: its last
                          // one, or an earlier one that it has not reported)
  int option = -1;        // information on a choice: index of the option
  uint32_t provisional_units = 0;  // bit i: Provisional i holds of this unit
  std::vector<Fraction>
      samples;  // for each Provisional, if any is a sample: this unit's numerator and denominator

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

// as_of: period index. The part is read at part.AskedAt(as_of); where that is -1 nobody is expected
// yet. Flows of a unit that is no longer valid stay in sums (counts, information over time SUM);
// everything else of it is its successor's to report. Information on a text counts the units whose
// values have a mark, Number(1), for the text field: texts themselves can be erased and are not
// read here.
Contribution Contribute(const Plan& plan, const Part& part, const UnitFacts& facts, Locks locks,
                        int as_of);

// As of which periods (bit i: period i) other locks may change what a unit contributes to a part.
// As of all others every unit contributes the same under both.
uint64_t MovedByLocks(const Plan& plan, const Part& part, Locks before, Locks after);

// The sum of contributions over all Units. Zero-initialised is "no units". The vectors have the
// length of the part's options and provisionals as soon as one contribution was added.
struct Totals {
  Fraction value, low, high, worst_final, best_final;
  int32_t expected = 0, fresh = 0, carried = 0, missing = 0, not_applicable = 0, unknown_size = 0;
  int32_t unknown_size_final = 0;
  int32_t in_conflict = 0, returned = 0, excess = 0, open_end = 0;
  std::vector<int32_t> options;            // by option index
  std::vector<int32_t> provisional_units;  // by index of Provisional
  std::vector<Fraction> samples;           // as in Contribution

  void Add(const Part& part, const Contribution& c) { Move(part, c, 1); }
  // Of that many units which contribute the same; fewer than none are taken away.
  void Add(const Part& part, const Contribution& c, int units) { Move(part, c, units); }
  void Subtract(const Part& part, const Contribution& c) { Move(part, c, -1); }
  friend bool operator==(const Totals&, const Totals&) = default;

 private:
  void Move(const Part& part, const Contribution& c, int times);
};

// What a sum gives on one set of values. Used by rules and measures alike.
struct SumResult {
  enum class Kind : uint8_t { kKnown, kUnknown, kNotApplicable } kind = Kind::kUnknown;
  int64_t number = 0;
  bool known() const { return kind == Kind::kKnown; }
};
// Values of non-carried forms are those of `period`; those of carried forms the newest ≤ period.
// Saturates at the ends of int64. A field that does not apply to the unit adds nothing; if none of
// the sum's fields applies, the result is known, the constant, and *none_applies is set. Sum::of is
// not looked at.
SumResult Evaluate(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period,
                   bool* none_applies = nullptr);

// left op right
bool Compare(int64_t left, v1::Operator op, int64_t right);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_MEASURE_H_
