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
#include "common/text/entry_view.h"
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

absl::Status CheckCode(const std::string& sha256) {
  if (sha256.size() == evidence::kDigestBytes) return absl::OkStatus();
  return text::Refuse(absl::StatusCode::kInvalidArgument, kEvidenceCodeWrong, sha256.size());
}

// Beyond what any kind begins with.
constexpr size_t kHeadBytes = 16;

v1::EvidenceView::Where WhereIs(Desk& desk, const std::string& sha256, const NamedFiles& named) {
  AgentStore& store = desk.store();
  if (store.evidence_at_hub().contains(sha256)) return v1::EvidenceView::WHERE_HUB;
  if (store.evidence().Read(sha256).ok()) return v1::EvidenceView::WHERE_HERE;
  const auto file = named.find(sha256);
  const bool elsewhere = file != named.end() && file->second.elsewhere;
  return elsewhere ? v1::EvidenceView::WHERE_UNSPECIFIED : v1::EvidenceView::WHERE_MISSING;
}

v1::EvidenceView ViewOf(Desk& desk, const sync::Evidence& file, const NamedFiles& named) {
  v1::EvidenceView view;
  view.set_sha256(file.sha256);
  const auto& erased = desk.state().erased_files;
  if (const auto at = erased.find(file.sha256); at != erased.end()) {
    view.set_name(text::ErasedNote(at->second));
    view.set_where(v1::EvidenceView::WHERE_MISSING);
    return view;
  }
  // A name may come from another computer of the school.
  view.set_name(evidence::DisplayName(file.name));
  view.set_where(WhereIs(desk, file.sha256, named));
  if (view.where() != v1::EvidenceView::WHERE_HUB && view.where() != v1::EvidenceView::WHERE_HERE)
    return view;
  const EvidenceFolder& folder = desk.store().evidence();
  view.set_size(folder.SizeOf(file.sha256).value_or(0));
  const std::string head = folder.Head(file.sha256, kHeadBytes);
  view.set_type(std::string(evidence::TypeOf(evidence::KindOf(head))));
  return view;
}

// Nothing of it was written; after anything else the draft may be there.
bool IsNotSaved(const absl::Status& saved) {
  return absl::IsInvalidArgument(saved) || absl::IsResourceExhausted(saved);
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
  const std::string sha256 = log::ToBytes(log::Sha256(reduced.bytes));
  if (desk.state().erased_files.contains(sha256))
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFileErased);
  const bool named = Find(files, sha256) != files.end();
  if (!named && files.size() >= evidence::kMaxFiles) {
    return text::Refuse(absl::StatusCode::kInvalidArgument, kTooManyFiles, request.form(),
                        request.period(), evidence::kMaxFiles);
  }
  if (desk.store().IsShortOfRoom())
    return text::Refuse(absl::StatusCode::kResourceExhausted, kNoRoomForEvidence);
  // The file first: what names it finds it.
  RETURN_IF_ERROR(desk.store().evidence().Put(reduced.bytes).status());
  if (!named) {
    files.push_back({sha256, evidence::DisplayName(request.name())});
    if (absl::Status saved = desk.store().SaveDraft(draft); !saved.ok()) {
      if (IsNotSaved(saved)) RemoveUnnamed(desk, {files.back()});
      return saved;
    }
  }
  v1::AddEvidenceResponse response;
  *response.mutable_evidence() = ViewOf(desk, *Find(files, sha256), NamedEvidence(desk.state()));
  response.set_original_size(request.data().size());
  response.set_place_removed(reduced.place_removed);
  return response;
}

absl::StatusOr<v1::RemoveEvidenceResponse> RemoveEvidence(
    Desk& desk, const v1::RemoveEvidenceRequest& request) {
  RETURN_IF_ERROR(CheckCode(request.sha256()));
  ASSIGN_OR_RETURN(Draft draft, DraftToChange(desk, request.form(), request.period()));
  Files& files = draft.wording.evidence;
  const auto file = Find(files, request.sha256());
  if (file == files.end()) return Missing(request.sha256());
  files.erase(file);
  RETURN_IF_ERROR(desk.store().SaveDraft(draft));
  RemoveUnnamed(desk, {{request.sha256()}});
  return v1::RemoveEvidenceResponse();
}

void RemoveUnnamed(Desk& desk, const std::vector<sync::Evidence>& files) {
  const SchoolState& state = desk.state();
  const AgentStore& store = desk.store();
  if (state.unreadable > 0 || !store.DamagedButKnown().empty() || !store.damaged_drafts().empty())
    return;
  const NamedFiles named = NamedEvidence(state);
  for (const sync::Evidence& file : files) {
    if (!named.contains(file.sha256)) desk.store().evidence().Remove(file.sha256).IgnoreError();
  }
}

absl::StatusOr<v1::GetEvidenceResponse> GetEvidence(Desk& desk,
                                                    const v1::GetEvidenceRequest& request) {
  RETURN_IF_ERROR(CheckCode(request.sha256()));
  v1::GetEvidenceResponse response;
  ASSIGN_OR_RETURN(*response.mutable_data(), desk.store().evidence().Read(request.sha256()));
  *response.mutable_evidence() = ViewOf(desk, {request.sha256()}, NamedEvidence(desk.state()));
  return response;
}

void ShowEvidence(Desk& desk, const std::vector<sync::Evidence>& files,
                  google::protobuf::RepeatedPtrField<v1::EvidenceView>* views) {
  if (files.empty()) return;
  const NamedFiles named = NamedEvidence(desk.state());
  for (const sync::Evidence& file : files) *views->Add() = ViewOf(desk, file, named);
}

}  // namespace gom::agent
