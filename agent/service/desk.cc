#include "agent/service/desk.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/plan/fit.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

std::string FormCodes(const SchoolState& state) {
  std::vector<std::string> codes;
  for (const plan::Form& f : state.plan->forms) {
    if (plan::Plan::Matches(f.applies, state.unit)) codes.push_back(f.code);
  }
  return absl::StrJoin(codes, ", ");
}

std::string PeriodCodes(const plan::Plan& plan, const plan::Form* asked_in) {
  std::vector<std::string> codes;
  for (size_t i = 0; i < plan.periods.size(); ++i) {
    if (asked_in == nullptr || asked_in->asked_in[i]) codes.push_back(plan.periods[i].code);
  }
  return absl::StrJoin(codes, ", ");
}

// Whether the field, or the list of which `path` names a place, is asked of the unit.
bool IsAsked(const SchoolState& state, const Place& place, const std::string& path) {
  const plan::Field* field = place.form->FindField(path.substr(0, path.find('.')));
  return field != nullptr && plan::Plan::Matches(field->applies, state.unit);
}

}  // namespace

uint32_t Desk::NewItemId() {
  uint32_t id = 0;
  while (id == 0) id = static_cast<uint32_t>(random_.Next());
  return id;
}

absl::Status Ready(Desk& desk) {
  if (!desk.store().enrolled())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNotEnrolled);
  if (!desk.state().ready()) return text::Refuse(absl::StatusCode::kFailedPrecondition, kNoPlanYet);
  return absl::OkStatus();
}

absl::StatusOr<Place> FindNamed(const SchoolState& state, const std::string& form,
                                const std::string& period) {
  const plan::Plan& plan = *state.plan;
  Place place;
  place.form_index = plan.FormIndex(form);
  if (place.form_index < 0)
    return text::Refuse(absl::StatusCode::kNotFound, kFormUnknown, form, FormCodes(state));
  place.period_index = plan.PeriodIndex(period);
  if (place.period_index < 0) {
    return text::Refuse(absl::StatusCode::kNotFound, kPeriodUnknown, period,
                        PeriodCodes(plan, nullptr));
  }
  place.form = &plan.forms[static_cast<size_t>(place.form_index)];
  place.period = &plan.periods[static_cast<size_t>(place.period_index)];
  return place;
}

absl::StatusOr<Place> FindPlace(const SchoolState& state, const std::string& form,
                                const std::string& period) {
  ASSIGN_OR_RETURN(const Place place, FindNamed(state, form, period));
  if (!plan::Plan::Matches(place.form->applies, state.unit)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFormNotApplicable, form);
  }
  if (!state.plan->Asked(*place.form, place.period_index, state.unit)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFormNotAsked, form, period,
                        PeriodCodes(*state.plan, place.form));
  }
  return place;
}

Sheet SheetOf(const SchoolState& state, const Place& place) {
  Sheet sheet;
  const Entry* entry = state.FindEntry(place.form->number, place.period->number);
  if (entry != nullptr) sheet.shown = entry->Shown();
  if (const Draft* draft = state.FindDraft(place.form->number, place.period->number);
      draft != nullptr) {
    sheet.values = draft->values;
    sheet.wording = draft->wording;
    sheet.unread = draft->unread;
    sheet.is_draft = true;
    sheet.plan_version = draft->plan_version;
    sheet.confirmed = draft->confirmed;
  } else if (sheet.shown != nullptr) {
    sheet.values = sheet.shown->values;
    sheet.wording = sheet.shown->wording;
    sheet.plan_version = sheet.shown->plan_version;
  } else {
    Prefilled prefilled = Prefill(state, place.form_index, place.period_index);
    sheet.prefilled = prefilled.from_period >= 0;
    sheet.values = std::move(prefilled.values);
    sheet.wording.texts = std::move(prefilled.texts);
  }
  plan::KeepWhatFits(*place.form, state.unit, &sheet.values, &sheet.wording.texts);
  std::erase_if(sheet.unread, [&](const auto& u) { return !IsAsked(state, place, u.first); });
  return sheet;
}

Overrides DraftsBeside(const SchoolState& state) {
  Overrides beside;
  for (const Draft& d : state.drafts) {
    const int form = state.plan->FormIndex(d.form);
    const int period = state.plan->PeriodIndex(d.period);
    if (form >= 0 && period >= 0) beside[{form, period}] = {&d.values, &d.wording};
  }
  return beside;
}

}  // namespace gom::agent
