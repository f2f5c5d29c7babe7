#include "agent/service/resolve.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "agent/service/drafts.h"
#include "agent/service/submit.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "common/plan/fit.h"
#include "common/sync/value_view.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"

namespace gom::agent {
namespace {

// What counts and every contender, in the order in which they came.
std::vector<const Revision*> Versions(const Entry& entry) {
  std::vector<const Revision*> versions;
  for (const sync::Member& m : entry.members.all) {
    if (m.id == entry.members.head || m.standing == v1::OUTCOME_CONTENDER)
      versions.push_back(&entry.revisions.at(m.id));
  }
  return versions;
}

absl::StatusOr<const Revision*> FindVersion(const Entry& entry, const std::string& take) {
  for (const auto& [id, revision] : entry.revisions) {
    const bool taken = take.empty() ? id == entry.members.head : ShowName(revision.name) == take;
    if (!taken) continue;
    // A hub may have called it the same as one that it never told of.
    const auto first = entry.revisions.find(entry.members.Canonical(id));
    return first == entry.revisions.end() ? &revision : &first->second;
  }
  std::vector<std::string> names;
  for (const Revision* r : Versions(entry)) names.push_back(ShowName(r->name));
  return text::Refuse(absl::StatusCode::kNotFound, kRevisionNotHere, take,
                      absl::StrJoin(names, ", "));
}

absl::StatusOr<std::vector<Name>> ParentsOf(const Entry& entry) {
  std::vector<Name> parents;
  for (const Revision* r : Versions(entry)) {
    if (!r->name.whole())
      return text::Refuse(absl::StatusCode::kFailedPrecondition, kVersionNotNamed);
    parents.push_back(r->name);
  }
  return parents;
}

// The version that was taken, with what the request says otherwise. `refused` takes what cannot be
// kept of it.
absl::StatusOr<Sheet> SheetFor(Desk& desk, const Place& place, const Revision& taken,
                               const v1::ResolveRequest& request,
                               std::vector<v1::Finding>* refused) {
  Draft draft;
  draft.values = taken.values;
  draft.wording = taken.wording;
  draft.wording.author.clear();
  plan::KeepWhatFits(*place.form, desk.state().unit, &draft.values, &draft.wording.texts);
  *refused = SetTyped(desk, place, request.typed(), &draft);
  ASSIGN_OR_RETURN(draft.wording.note, text::CleanText(request.note(), kMaxNote));
  ASSIGN_OR_RETURN(draft.wording.author, text::CleanText(request.author(), kMaxAuthor));
  for (const v1::RuleReason& r : request.reasons())
    RETURN_IF_ERROR(SetReason(*desk.state().plan, r.rule(), r.text(), &draft.wording));
  Sheet sheet;
  sheet.values = std::move(draft.values);
  sheet.wording = std::move(draft.wording);
  sheet.unread = std::move(draft.unread);
  return sheet;
}

v1::ResolveResponse Preview(const SchoolState& state, const Submission& choice,
                            std::vector<v1::Finding> refused) {
  v1::ResolveResponse response;
  const Overrides this_one{{{choice.place.form_index, choice.place.period_index},
                            {&choice.sheet.values, &choice.sheet.wording}}};
  for (v1::Finding& f : refused) *response.add_findings() = std::move(f);
  for (v1::Finding& f : FindingsOf(state, choice.place, choice.sheet, this_one, Ask::kAtHome))
    *response.add_findings() = std::move(f);
  for (v1::FieldValue& v :
       sync::ToFieldValues(*choice.place.form, choice.sheet.values, choice.sheet.wording.texts))
    *response.add_values() = std::move(v);
  return response;
}

}  // namespace

absl::StatusOr<v1::ResolveResponse> Resolve(Desk& desk, const v1::ResolveRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  const SchoolState& state = desk.state();
  ASSIGN_OR_RETURN(const Place place, FindPlace(state, request.form(), request.period()));
  const Entry* entry = state.FindEntry(place.form->number, place.period->number);
  if (entry == nullptr || !entry->members.in_conflict()) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNothingToResolve, request.form(),
                        request.period());
  }
  if (state.FindDraft(place.form->number, place.period->number) != nullptr) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kDraftInTheWay, request.form(),
                        request.period(), request.form(), request.period());
  }
  ASSIGN_OR_RETURN(const Revision* taken, FindVersion(*entry, request.take()));
  std::vector<v1::Finding> refused;
  Submission choice{.place = place, .sheet = {}, .parents = {}};
  ASSIGN_OR_RETURN(choice.sheet, SheetFor(desk, place, *taken, request, &refused));
  ASSIGN_OR_RETURN(choice.parents, ParentsOf(*entry));
  if (request.preview()) return Preview(state, choice, std::move(refused));
  v1::Error error = text::MakeError(kChoiceRefused, {});
  for (const v1::Finding& f : refused) *error.add_places() = PlaceOf(*place.form, f);
  for (v1::ErrorPlace& p : Obstacles(state, {choice})) *error.add_places() = std::move(p);
  if (error.places_size() > 0)
    return text::WithError(absl::StatusCode::kFailedPrecondition, std::move(error));
  ASSIGN_OR_RETURN(const std::vector<v1::SubmittedEntry> entries, Append(desk, {choice}));
  v1::ResolveResponse response;
  *response.mutable_entry() = entries.front();
  return response;
}

}  // namespace gom::agent
