// What a sum or a condition answers at one period of one Unit, with all that measures and rules
// need to know about the answer. Inside common/plan only; others use Evaluate() of measure.h.
#ifndef GOM_COMMON_PLAN_MEASURE_SUM_H_
#define GOM_COMMON_PLAN_MEASURE_SUM_H_

#include <cstdint>

#include "common/plan/facts.h"
#include "common/plan/measure.h"
#include "common/plan/plan.h"

namespace gom::plan {

// Wide enough for any product of two numbers that occur here.
using Wide = __int128;
int64_t Narrow(Wide number);  // saturates

// Whose fields of a sum are asked.
enum class Fields : uint8_t {
  kAll,
  kFlows,   // those of forms that are not carried, without the constant: what adds up over periods
  kStates,  // those of carried forms, and the constant
};

struct Answer {
  SumResult::Kind kind = SumResult::Kind::kUnknown;
  int64_t number = 0;    // where known; the constant where not applicable
  bool applies = false;  // at least one of the fields asked applies to the unit, or none was asked
  bool here = false;     // a field of it stands in an entry of this very period
  bool in_conflict = false, returned = false;  // of the entries read

  bool known() const { return kind == SumResult::Kind::kKnown; }
  bool not_applicable() const { return kind == SumResult::Kind::kNotApplicable; }
  // The unit has reported this at the period.
  bool reported() const { return known() && here; }
};
Answer Ask(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period,
           Fields fields = Fields::kAll);

// The same with every field at the newest period before `period` in which the unit reported the
// field's form.
Answer AskPrevious(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period);
// The same with the fields of forms that are not carried added up over the reported periods ≤
// period.
Answer AskYear(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period);
// By Sum::of.
Answer AskWhen(const Plan& plan, const Sum& sum, const UnitFacts& facts, int period);

// A condition's answer: number is 1 or 0. Not applicable if one side is and the other is not
// unknown.
Answer AskCondition(const Plan& plan, const Condition& condition, const UnitFacts& facts,
                    int period);

// Both the form and the field apply to the unit.
inline bool FieldApplies(const Plan& plan, const FieldRef& field, const Unit& unit) {
  return Plan::Matches(plan.forms[static_cast<size_t>(field.form)].applies, unit) &&
         Plan::Matches(field.definition->applies, unit);
}

// The entry that a field is read from at a period: of the period itself, or for a carried form of
// the newest one ≤ period.
// `*at`: its period. Its values are null where there is none.
const EntryFacts& EntryAt(const Plan& plan, const UnitFacts& facts, int form, int period, int* at);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_MEASURE_SUM_H_
