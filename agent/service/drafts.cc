#include "agent/service/drafts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/service/confirm.h"
#include "agent/service/evidence.h"
#include "agent/service/forms.h"
#include "agent/service/overtaken.h"
#include "agent/service/typed.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/sync/value_view.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"
#include "common/text/unicode.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

void Forget(const std::string& path, std::vector<std::pair<std::string, std::string>>* unread) {
  std::erase_if(*unread,
                [&](const auto& u) { return u.first == path || u.first.starts_with(path + "."); });
}

// "list.2", which an item was taken away at: those behind it move up, and so does what was typed
// into them.
void MoveUp(const std::string& path, std::vector<std::pair<std::string, std::string>>* unread) {
  const std::vector<std::string> parts = absl::StrSplit(path, '.');
  int gone = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[1], &gone)) return;
  for (auto& [other, typed] : *unread) {
    std::vector<std::string> at = absl::StrSplit(other, '.');
    int place = 0;
    if (at.size() != 3 || at[0] != parts[0] || !absl::SimpleAtoi(at[1], &place) || place < gone)
      continue;
    at[1] = absl::StrCat(place - 1);
    other = absl::StrJoin(at, ".");
  }
}

// A value is one of several ways to write it; a text is kept as it is anyway.
void KeepTyped(const plan::Form& form, const std::string& path, const std::string& typed,
               Draft* draft) {
  constexpr size_t kLongestTyped = 64;  // nobody writes a number or a day longer than that
  draft->typed.erase(path);
  const plan::Field* field = form.FindField(path);
  if (field == nullptr || field->type == plan::FieldType::kText || typed.empty()) return;
  if (typed.size() <= kLongestTyped) draft->typed[path] = typed;
}

// Blanks are no text, so there is nothing to mark (common/plan/rule.h).
void ClearMark(const plan::TextKey& key, plan::Values* values) {
  if (key.item == 0) return values->Set(key.field, {});
  for (plan::Item& item : values->mutable_items()) {
    if (item.list_field == key.field && item.id == key.item) item.Set(key.item_field, {});
  }
}

// Which of the two is meant nobody can say.
absl::Status CheckTypedOnce(const google::protobuf::RepeatedPtrField<v1::TypedField>& typed) {
  std::set<std::string> fields;
  for (const v1::TypedField& one : typed) {
    if (!fields.insert(one.field()).second)
      return text::Refuse(absl::StatusCode::kInvalidArgument, kTypedTwice, one.field());
  }
  return absl::OkStatus();
}

// A text that nobody can mean is not kept as it was typed: it would take the room of all the
// others.
absl::Status CheckLengths(const google::protobuf::RepeatedPtrField<v1::TypedField>& typed) {
  for (const v1::TypedField& one : typed) {
    const size_t n = text::CountCharacters(one.text());
    if (n > kMaxTextCharacters) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kTypedTooLong, one.field(), n,
                          kMaxTextCharacters);
    }
  }
  return absl::OkStatus();
}

// Values that come typed already, as a page sends them.
absl::Status SetValues(Desk& desk, const Place& place, const v1::SaveDraftRequest& request,
                       Draft* draft) {
  for (const v1::FieldValue& v : request.values()) {
    const plan::Field* field = place.form->FindField(v.field());
    if (field != nullptr && !plan::Plan::Matches(field->applies, desk.state().unit)) {
      return text::Refuse(absl::StatusCode::kInvalidArgument, kFieldNotApplicable, v.field());
    }
  }
  RETURN_IF_ERROR(sync::FromFieldValues(
      *place.form, request.values(), [&] { return desk.NewItemId(); }, &draft->values,
      &draft->wording.texts));
  for (auto at = draft->wording.texts.begin(); at != draft->wording.texts.end();) {
    ASSIGN_OR_RETURN(at->second, text::CleanText(at->second, kMaxTextCharacters));
    if (at->second.empty()) ClearMark(at->first, &draft->values);
    at = at->second.empty() ? draft->wording.texts.erase(at) : std::next(at);
  }
  for (const v1::FieldValue& v : request.values()) {
    Forget(v.field(), &draft->unread);
    draft->typed.erase(v.field());
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<v1::Finding> SetTyped(Desk& desk, const Place& place,
                                  const google::protobuf::RepeatedPtrField<v1::TypedField>& typed,
                                  Draft* draft) {
  std::vector<v1::Finding> findings;
  TypedSetter setter(
      *place.form, desk.state().unit, [&] { return desk.NewItemId(); }, &draft->values,
      &draft->wording.texts);
  for (const v1::TypedField& one : typed) {
    std::string path = one.field();
    const absl::Status set = setter.Set(&path, one.text());
    if (set.ok()) {
      Forget(path, &draft->unread);
      MoveUp(path, &draft->unread);
      KeepTyped(*place.form, path, one.text(), draft);
    } else if (set.code() == absl::StatusCode::kInvalidArgument) {
      Forget(path, &draft->unread);
      draft->typed.erase(path);
      draft->unread.emplace_back(path, one.text());
    } else {
      v1::Finding& f = findings.emplace_back();
      f.set_rule(text::ErrorOf(set).code());
      f.set_severity(v1::SEVERITY_ERROR);
      f.add_fields(one.field());
      f.set_form(place.form->code);
      f.set_period(place.period->code);
      *f.mutable_message() = text::WordsOf(set);
    }
  }
  return findings;
}

Draft DraftOf(const SchoolState& state, const Place& place) {
  Sheet sheet = SheetOf(state, place);
  Draft draft;
  draft.form = place.form->number;
  draft.period = place.period->number;
  const Draft* kept = state.FindDraft(draft.form, draft.period);
  draft.base = kept != nullptr ? kept->base : BaseOf(sheet);
  draft.values = std::move(sheet.values);
  draft.wording = std::move(sheet.wording);
  draft.unread = std::move(sheet.unread);
  draft.plan_version = std::min(sheet.plan_version, state.plan->version());
  draft.confirmed = std::move(sheet.confirmed);
  if (kept != nullptr) {
    draft.typed = kept->typed;
  } else {
    // Both are of one Revision: the next may have another reason, and be typed by somebody else.
    draft.wording.note.clear();
    draft.wording.author.clear();
  }
  return draft;
}

std::optional<Name> BaseOf(const Sheet& sheet) {
  if (sheet.shown == nullptr) return std::nullopt;
  const Name& name = sheet.shown->name;
  // Without its stream it cannot be named; then the hub shows both side by side.
  if (!name.whole()) return std::nullopt;
  return name;
}

std::vector<Name> ParentsOf(const std::optional<Name>& base) {
  return base.has_value() ? std::vector<Name>{*base} : std::vector<Name>{};
}

absl::Status SetReason(const plan::Plan& plan, const std::string& rule, const std::string& reason,
                       sync::Wording* wording) {
  const plan::Rule* found = plan.FindRule(rule);
  if (found == nullptr) return text::Refuse(absl::StatusCode::kInvalidArgument, kRuleUnknown, rule);
  ASSIGN_OR_RETURN(std::string words, text::CleanText(reason, kMaxReason));
  std::erase_if(wording->reasons, [&](const auto& r) { return r.first == found->number; });
  if (!words.empty()) wording->reasons.emplace_back(found->number, std::move(words));
  std::sort(wording->reasons.begin(), wording->reasons.end());
  return absl::OkStatus();
}

absl::Status SetWording(const plan::Plan& plan, const v1::SaveDraftRequest& request,
                        sync::Wording* wording) {
  if (request.set_note()) {
    ASSIGN_OR_RETURN(wording->note, text::CleanText(request.note(), kMaxNote));
  }
  if (request.set_author()) {
    ASSIGN_OR_RETURN(wording->author, text::CleanText(request.author(), kMaxAuthor));
  }
  for (const v1::RuleReason& r : request.reasons())
    RETURN_IF_ERROR(SetReason(plan, r.rule(), r.text(), wording));
  return absl::OkStatus();
}

absl::StatusOr<v1::SaveDraftResponse> SaveDraft(Desk& desk, const v1::SaveDraftRequest& request) {
  RETURN_IF_ERROR(Ready(desk));
  RETURN_IF_ERROR(CheckTypedOnce(request.typed()));
  RETURN_IF_ERROR(CheckLengths(request.typed()));
  std::vector<v1::Finding> not_kept;
  std::optional<v1::Finding> newer;
  if (request.discard()) {
    // Also what is no longer asked: it would lie there for ever.
    ASSIGN_OR_RETURN(const Place place, FindNamed(desk.state(), request.form(), request.period()));
    const Draft* draft = desk.state().FindDraft(place.form->number, place.period->number);
    const std::vector<sync::Evidence> files =
        draft != nullptr ? draft->wording.evidence : std::vector<sync::Evidence>();
    RETURN_IF_ERROR(desk.store().DropDraft(place.form->number, place.period->number));
    RemoveUnnamed(desk, files);
  } else {
    ASSIGN_OR_RETURN(const Place place, FindPlace(desk.state(), request.form(), request.period()));
    Draft draft = DraftOf(desk.state(), place);
    if (!request.stay()) {
      ASSIGN_OR_RETURN(newer, TakeOver(desk.state(), place, &draft));
    }
    RETURN_IF_ERROR(SetValues(desk, place, request, &draft));
    not_kept = SetTyped(desk, place, request.typed(), &draft);
    RETURN_IF_ERROR(SetWording(*desk.state().plan, request, &draft.wording));
    NoteConfirmed(*desk.state().plan, *place.form, request, &draft);
    draft.updated_at = desk.now_ms();
    RETURN_IF_ERROR(desk.store().SaveDraft(draft));
  }
  // The plan and so the place stay what they are, but the fold is a new one.
  ASSIGN_OR_RETURN(const Place after, FindNamed(desk.state(), request.form(), request.period()));
  v1::SaveDraftResponse response;
  const Sheet sheet = SheetOf(desk.state(), after);
  *response.mutable_form() = ViewOf(desk.state(), after, sheet);
  ShowEvidence(desk, sheet.wording.evidence, response.mutable_form()->mutable_evidence());
  if (newer.has_value()) *response.mutable_form()->add_findings() = *std::move(newer);
  for (v1::Finding& f : not_kept) *response.mutable_form()->add_findings() = std::move(f);
  desk.seen_views().Note(response.mutable_form());
  response.set_only_changes(
      desk.seen_views().LeaveChanges(request.seen(), response.mutable_form()));
  return response;
}

}  // namespace gom::agent
