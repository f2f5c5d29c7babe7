// What the plan's rules say about an Entry. The same code runs on the agent while the clerk types, offline, and on the
// hub, which has the last word.
//
// A missing operand means no finding. Within one Entry an error stops submit at the agent, and the hub holds what still
// arrives; across Entries an error stops submit where it shows, and at the hub flags and un-counts nothing.
#ifndef GOM_COMMON_PLAN_RULE_H_
#define GOM_COMMON_PLAN_RULE_H_

#include <string>
#include <vector>

#include "common/plan/facts.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::plan {

struct Finding {
  uint32_t rule = 0;         // number; 0 for the rules that come with a field
  std::string code;          // rule's code, or "required", "range", "does_not_apply", "unknown_field", "bad_option",
                             // "bad_date", "too_long", "too_many_items"
  v1::Severity severity = v1::SEVERITY_ERROR;
  bool within_entry = true;  // an error within the Entry: the hub holds it
  std::vector<FieldRef> fields;
  v1::Words message;         // filled in
};

// Findings on the Entry (form, period) whose values and texts are given; `facts` holds the unit's other entries and this
// one too (facts.Entry(form, period).values == &values). Order: by field on the form, then by rule.
std::vector<Finding> Check(const Plan& plan, const UnitFacts& facts, int form, int period, const Values& values,
                           const Texts& texts);

// The hub's quick question: does an error within the Entry forbid counting it? Stops at the first; allocates nothing where
// all is well.
bool HasErrorWithin(const Plan& plan, const UnitFacts& facts, int form, int period, const Values& values,
                    const Texts& texts);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_RULE_H_
