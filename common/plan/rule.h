// What the plan's rules say about an Entry. The same code runs on the agent while the clerk types,
// offline, and on the hub, which has the last word.
//
//   for (const Finding& f : Check(plan, facts, form, period, values, texts)) Show(f.message);
//
// A missing operand means no finding: an entry or field that is empty, a sum whose fields are all
// "not applicable", or one none of whose fields applies to the unit. A single field that does not
// apply, or that is "not applicable", adds 0. "The period before" is the newest earlier one in
// which the sum was reported (of a Sum with WHEN_PREVIOUS: in which the unit reported the field's
// form). WHEN_YEAR adds up the reported periods until this one.
//
// Within one Entry an error stops submit at the agent, and the hub holds what still arrives; across
// Entries an error stops submit where it shows, and at the hub flags and un-counts nothing. A rule
// across Entries is shown at each of them: at every form it reads, and where it compares with an
// earlier period at the earlier entry too, so that nothing depends on which came first.
//
// A field that the plan has redefined since the entry was made says nothing to any sum, and Check
// finds it "to_confirm", a warning that asks for no reason: facts.Entry(form, period).plan_version.
//
// Texts can be erased, so a text field also has a mark among the values, Number(1) where there is a
// text: "required" is content with either, and a pattern without its text finds nothing.
#ifndef GOM_COMMON_PLAN_RULE_H_
#define GOM_COMMON_PLAN_RULE_H_

#include <string>
#include <vector>

#include "common/plan/facts.h"
#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::plan {

struct Finding {
  uint32_t rule = 0;  // number; 0 for the rules that come with a field
  std::string code;   // rule's code, or "required", "range", "does_not_apply", "unknown_field",
                      // "bad_option", "bad_date", "bad_text", "too_long", "too_many_items",
                      // "item_twice", "text_characters", "to_confirm"
  v1::Severity severity = v1::SEVERITY_ERROR;
  bool within_entry = true;  // an error within the Entry: the hub holds it
  int period = 0;  // index of the period at which it was asked: a later one where that entry looks
                   // back at this
  std::vector<FieldRef> fields;  // definition is null for an unknown field
  uint32_t item =
      0;  // id of the item, for a finding on a field of an item; `fields` then names the list
  v1::Words message;  // filled in
};

// Findings on the Entry (form, period) whose values and texts are given; `facts` holds the unit's
// other entries and this one too (facts.Entry(form, period).values == &values). Order: by field on
// the form, unknown fields, then by rule.
std::vector<Finding> Check(const Plan& plan, const UnitFacts& facts, int form, int period,
                           const Values& values, const Texts& texts);

// Whether it finds fault with what the form asked by which the Entry was made (null: nobody knows),
// and the plan asks no more: that is nobody's mistake, and nobody could mend it.
bool WasAsked(const Form* entered_by, const Finding& finding);

// The hub's quick question: does an error within the Entry forbid counting it? Stops at the first;
// allocates nothing where all is well.
bool HasErrorWithin(const Plan& plan, const UnitFacts& facts, int form, int period,
                    const Values& values, const Texts& texts);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_RULE_H_
