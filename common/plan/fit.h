// What a form can still take of what was entered under another plan, or before the unit's row of
// the roster changed.
//
// An edit begins with what stands. A field that the form lost, or that no longer applies to the
// unit, is an error that the person at the form can neither see nor empty; so it is left out before
// they begin. The old Revision keeps it, nothing that was signed is changed.
#ifndef GOM_COMMON_PLAN_FIT_H_
#define GOM_COMMON_PLAN_FIT_H_

#include "common/plan/plan.h"
#include "common/plan/values.h"

namespace gom::plan {

// Takes out: fields that the form does not have or that do not apply to the unit, items of lists of
// that kind, fields of items of that kind, and the texts of all of these. What fits stays as it is,
// right or wrong: an option that is gone, a number out of its range and too many items are Check's
// to tell and the person's to mend. Answers whether anything was taken out.
bool KeepWhatFits(const Form& form, const Unit& unit, Values* values, Texts* texts);

}  // namespace gom::plan

#endif  // GOM_COMMON_PLAN_FIT_H_
