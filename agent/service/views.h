// What people see of an Entry: proto messages made from State. Pure.
#ifndef GOM_AGENT_SERVICE_VIEWS_H_
#define GOM_AGENT_SERVICE_VIEWS_H_

#include <string>
#include <vector>

#include "agent/service/desk.h"
#include "common/text/message.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/error.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// "a1b2c3d4/17"; empty for no name.
std::string ShowName(const Name& name);

// `form`: of the Entry; null where the plan has it no more.
v1::VerdictView ViewOf(const plan::Form* form, const Verdict& verdict);

// Without its evidence, for which the disk is asked (evidence.h).
v1::RevisionView ViewOf(const SchoolState& state, const Entry& entry, const Revision& revision);

// What the rules say about a sheet, and a finding "unread" for each thing that could not be read as
// typed.
std::vector<v1::Finding> FindingsOf(const SchoolState& state, const Place& place,
                                    const Sheet& sheet, const Overrides& beside,
                                    Ask ask = Ask::kEverywhere);

// A finding that stands in the way, as a place of a refusal. A warning asks for its reason.
v1::ErrorPlace PlaceOf(const plan::Form& form, const v1::Finding& finding);

// The field that a finding is about on this form; empty where it is about none of it.
std::string FieldHere(const plan::Form& form, const v1::Finding& finding);

// The form with the sheet's values, the last period's beside them, and what they come to.
v1::FormView ViewOf(const SchoolState& state, const Place& place, const Sheet& sheet);

// The word for the list of forms: a draft is a draft, whatever lies below it.
v1::Word WordOf(const SchoolState& state, const Place& place);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_VIEWS_H_
