#include "agent/service/confirm.h"

#include <algorithm>

#include "common/plan/rule_words.h"

namespace gom::agent {

bool IsToConfirm(const v1::Finding& finding) { return finding.rule() == plan::kToConfirm.code; }

void Confirm(const plan::Plan& plan, Draft* draft) {
  draft->plan_version = plan.version();
  draft->confirmed.clear();
}

void NoteConfirmed(const plan::Plan& plan, const plan::Form& form,
                   const v1::SaveDraftRequest& request, Draft* draft) {
  if (draft->plan_version >= plan.version()) return;
  if (!request.stay() && !request.set_note() && request.typed().empty() &&
      request.values().empty() && request.reasons().empty())
    return Confirm(plan, draft);
  for (const v1::TypedField& t : request.typed()) draft->confirmed.insert(t.field());
  for (const v1::FieldValue& v : request.values()) draft->confirmed.insert(v.field());
  const auto open = [&](const plan::Field& field) {
    return draft->plan_version < field.redefined_in && !draft->values.Get(field.number).empty() &&
           !draft->confirmed.contains(field.code);
  };
  if (std::none_of(form.fields.begin(), form.fields.end(), open)) Confirm(plan, draft);
}

}  // namespace gom::agent
