// A plan may come to count a field in another way. What was entered before counts again once a
// person has confirmed it (design: a redefined field).
#ifndef GOM_AGENT_SERVICE_CONFIRM_H_
#define GOM_AGENT_SERVICE_CONFIRM_H_

#include "agent/service/desk.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

bool IsToConfirm(const v1::Finding& finding);

// All of it stands as this plan reads it.
void Confirm(const plan::Plan& plan, Draft* draft);

// What `request` has confirmed of a draft that an earlier plan saw: whoever types into a box has
// seen what its field means now, and whoever keeps a form as it stands (a request that changes
// nothing, and does not `stay`) has looked at all of it.
void NoteConfirmed(const plan::Plan& plan, const plan::Form& form,
                   const v1::SaveDraftRequest& request, Draft* draft);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_CONFIRM_H_
