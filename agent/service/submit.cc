#include "agent/service/submit.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/service/confirm.h"
#include "agent/service/drafts.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

absl::StatusOr<std::vector<Submission>> Drafts(const SchoolState& state,
                                               const v1::SubmitRequest& request) {
  std::vector<Submission> submissions;
  auto add = [&](const Place& place, const Draft& draft) {
    submissions.push_back({place, SheetOf(state, place), ParentsOf(draft.base)});
  };
  if (!request.form().empty() || !request.period().empty()) {
    ASSIGN_OR_RETURN(const Place place, FindPlace(state, request.form(), request.period()));
    const Draft* draft = state.FindDraft(place.form->number, place.period->number);
    if (draft == nullptr) {
      return text::Refuse(absl::StatusCode::kNotFound, kNoDraft, request.form(), request.period());
    }
    add(place, *draft);
    return submissions;
  }
  for (const Draft& draft : state.drafts) {
    const int form = state.plan->FormIndex(draft.form);
    const int period = state.plan->PeriodIndex(draft.period);
    if (form < 0 || period < 0) continue;
    const absl::StatusOr<Place> place =
        FindPlace(state, state.plan->forms[static_cast<size_t>(form)].code,
                  state.plan->periods[static_cast<size_t>(period)].code);
    // What a new plan or roster no longer asks keeps its draft; there is nowhere to submit it to.
    if (place.ok()) add(*place, draft);
  }
  if (submissions.empty())
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kNothingToSubmit);
  return submissions;
}

// Whoever is told what a plan has come to count in another way, and submits again, confirms it.
// Where this cannot be kept they are told once more.
void NoteTold(Desk& desk, const std::vector<Submission>& submissions) {
  for (const Submission& s : submissions) {
    const Draft* kept = desk.state().FindDraft(s.place.form->number, s.place.period->number);
    if (kept == nullptr || kept->plan_version >= desk.state().plan->version()) continue;
    Draft told = *kept;
    Confirm(*desk.state().plan, &told);
    desk.store().SaveDraft(told).IgnoreError();
  }
}

}  // namespace

std::vector<v1::ErrorPlace> Obstacles(const SchoolState& state,
                                      const std::vector<Submission>& submissions) {
  Overrides together;
  for (const Submission& s : submissions) {
    together[{s.place.form_index, s.place.period_index}] = {&s.sheet.values, &s.sheet.wording};
  }
  std::vector<v1::ErrorPlace> places;
  for (const Submission& s : submissions) {
    const std::string where =
        submissions.size() == 1 ? ""
                                : absl::StrCat(s.place.form->code, " ", s.place.period->code, ": ");
    for (const v1::Finding& f : FindingsOf(state, s.place, s.sheet, together, Ask::kAtHome)) {
      const bool warning = f.severity() == v1::SEVERITY_WARNING;
      if (warning && !f.reason().empty()) continue;
      v1::ErrorPlace& place = places.emplace_back(PlaceOf(*s.place.form, f));
      place.set_vi(absl::StrCat(where, place.vi()));
      place.set_en(absl::StrCat(where, place.en()));
    }
  }
  return places;
}

absl::StatusOr<std::vector<v1::SubmittedEntry>> Append(Desk& desk,
                                                       const std::vector<Submission>& submissions) {
  std::vector<NewRevision> revisions;
  std::vector<v1::SubmittedEntry> entries;
  for (const Submission& s : submissions) {
    NewRevision& r = revisions.emplace_back();
    r.form = s.place.form->number;
    r.period = s.place.period->number;
    r.plan_version = desk.state().plan->version();
    r.at = desk.now_ms() / 1000;
    r.parents = s.parents;
    r.values = s.sheet.values;
    r.wording = s.sheet.wording;
    v1::SubmittedEntry& e = entries.emplace_back();
    e.set_form(s.place.form->code);
    e.set_period(s.place.period->code);
  }
  ASSIGN_OR_RETURN(const std::vector<Name> names, desk.store().Submit(revisions));
  for (size_t i = 0; i < names.size(); ++i) entries[i].set_revision(ShowName(names[i]));
  return entries;
}

absl::StatusOr<v1::SubmitResponse> Submit(Desk& desk, const v1::SubmitRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  ASSIGN_OR_RETURN(const std::vector<Submission> submissions, Drafts(desk.state(), request));
  std::vector<v1::ErrorPlace> obstacles = Obstacles(desk.state(), submissions);
  if (!obstacles.empty()) {
    v1::Error error = text::MakeError(kEntryRefused, {});
    for (v1::ErrorPlace& p : obstacles) *error.add_places() = std::move(p);
    NoteTold(desk, submissions);
    return text::WithError(absl::StatusCode::kFailedPrecondition, std::move(error));
  }
  ASSIGN_OR_RETURN(const std::vector<v1::SubmittedEntry> entries, Append(desk, submissions));
  v1::SubmitResponse response;
  for (const v1::SubmittedEntry& e : entries) *response.add_entries() = e;
  return response;
}

}  // namespace gom::agent
