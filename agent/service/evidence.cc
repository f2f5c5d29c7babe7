#include "agent/service/evidence.h"

#include <algorithm>
#include <utility>

#include "agent/service/drafts.h"
#include "agent/service/words.h"
#include "agent/state/evidence.h"
#include "agent/store/words.h"
#include "common/evidence/limits.h"
#include "common/evidence/name.h"
#include "common/log/chain.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using Files = std::vector<sync::Evidence>;

Files::iterator Find(Files& files, const std::string& sha256) {
  return std::find_if(files.begin(), files.end(),
                      [&](const sync::Evidence& e) { return e.sha256 == sha256; });
}

absl::Status Missing(const std::string& sha256) {
  return text::Refuse(absl::StatusCode::kNotFound, kEvidenceMissing,
                      log::Hex(sha256).substr(0, kShownDigits));
}

v1::EvidenceView ViewOf(Desk& desk, const sync::Evidence& file) {
  v1::EvidenceView view;
  view.set_sha256(file.sha256);
  // A name may come from another computer of the school.
  view.set_name(evidence::DisplayName(file.name));
  const absl::StatusOr<std::string> bytes = desk.store().evidence().Read(file.sha256);
  const bool at_hub = desk.store().evidence_at_hub().contains(file.sha256);
  view.set_where(at_hub       ? v1::EvidenceView::WHERE_HUB
                 : bytes.ok() ? v1::EvidenceView::WHERE_HERE
                              : v1::EvidenceView::WHERE_MISSING);
  if (!bytes.ok()) return view;
  view.set_size(bytes->size());
  view.set_type(std::string(evidence::TypeOf(evidence::KindOf(*bytes))));
  return view;
}

// The draft at a place, of which the files alone are changed. It rests on the version that it was
// begun on: a newer one is for `enter` to take over, which says what it takes.
absl::StatusOr<Draft> DraftToChange(Desk& desk, const std::string& form,
                                    const std::string& period) {
  RETURN_IF_ERROR(Ready(desk));
  ASSIGN_OR_RETURN(const Place place, FindPlace(desk.state(), form, period));
  const Draft* kept = desk.state().FindDraft(place.form->number, place.period->number);
  Draft draft = kept != nullptr ? *kept : DraftOf(desk.state(), place);
  draft.updated_at = desk.now_ms();
  return draft;
}

}  // namespace

absl::StatusOr<v1::AddEvidenceResponse> AddEvidence(Desk& desk,
                                                    const v1::AddEvidenceRequest& request,
                                                    const evidence::Reduced& reduced) {
  ASSIGN_OR_RETURN(Draft draft, DraftToChange(desk, request.form(), request.period()));
  Files& files = draft.wording.evidence;
  // The file first: what names it finds it.
  ASSIGN_OR_RETURN(const std::string sha256, desk.store().evidence().Put(reduced.bytes));
  if (Find(files, sha256) == files.end()) {
    if (files.size() >= evidence::kMaxFiles) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kTooManyFiles, request.form(),
                          request.period(), evidence::kMaxFiles);
    }
    files.push_back({sha256, evidence::DisplayName(request.name())});
    RETURN_IF_ERROR(desk.store().SaveDraft(draft));
  }
  v1::AddEvidenceResponse response;
  *response.mutable_evidence() = ViewOf(desk, *Find(files, sha256));
  response.set_original_size(request.data().size());
  response.set_place_removed(reduced.place_removed);
  return response;
}

absl::StatusOr<v1::RemoveEvidenceResponse> RemoveEvidence(
    Desk& desk, const v1::RemoveEvidenceRequest& request) {
  ASSIGN_OR_RETURN(Draft draft, DraftToChange(desk, request.form(), request.period()));
  Files& files = draft.wording.evidence;
  const auto file = Find(files, request.sha256());
  if (file == files.end()) return Missing(request.sha256());
  files.erase(file);
  RETURN_IF_ERROR(desk.store().SaveDraft(draft));
  // A file that stays although nothing names it takes up room and does no harm.
  if (!NamedEvidence(desk.state()).contains(request.sha256()))
    desk.store().evidence().Remove(request.sha256()).IgnoreError();
  return v1::RemoveEvidenceResponse();
}

absl::StatusOr<v1::GetEvidenceResponse> GetEvidence(Desk& desk,
                                                    const v1::GetEvidenceRequest& request) {
  if (request.sha256().size() != evidence::kDigestBytes) return Missing(request.sha256());
  v1::GetEvidenceResponse response;
  ASSIGN_OR_RETURN(*response.mutable_data(), desk.store().evidence().Read(request.sha256()));
  *response.mutable_evidence() = ViewOf(desk, {request.sha256()});
  return response;
}

void ShowEvidence(Desk& desk, const Sheet& sheet, v1::FormView* view) {
  for (const sync::Evidence& file : sheet.wording.evidence)
    *view->add_evidence() = ViewOf(desk, file);
}

}  // namespace gom::agent
