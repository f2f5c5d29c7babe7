#include "agent/service/overtaken.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
#include "agent/store/words.h"
#include "common/evidence/name.h"
#include "common/log/chain.h"
#include "common/sync/merge.h"
#include "common/sync/value_view.h"
#include "common/text/entry_view.h"
#include "common/text/message.h"
#include "common/text/status_macros.h"

namespace gom::agent {
namespace {

using ByField = std::map<std::string, v1::Value>;

// By code, those that the form has and asks of the unit; an empty field has an empty Value.
ByField ValuesOf(const SchoolState& state, const plan::Form& form, const plan::Values& values,
                 const plan::Texts& texts) {
  ByField all;
  for (const plan::Field& f : form.fields) {
    if (plan::Plan::Matches(f.applies, state.unit)) all[f.code];
  }
  for (v1::FieldValue& v : sync::ToFieldValues(form, values, texts)) {
    if (const auto at = all.find(v.field()); at != all.end())
      at->second = std::move(*v.mutable_value());
  }
  return all;
}

bool Same(const v1::Value& a, const v1::Value& b) {
  return a.SerializeAsString() == b.SerializeAsString();
}

const Revision* FindRevision(const Entry& entry, const Name& name) {
  const auto at = std::find_if(entry.revisions.begin(), entry.revisions.end(),
                               [&](const auto& r) { return r.second.name == name; });
  return at == entry.revisions.end() ? nullptr : &at->second;
}

// A draft and the newer version, field by field, against what the draft was begun with; that is
// nothing where it is not known, so that whatever the draft holds is the clerk's.
struct Compared {
  std::vector<std::string> theirs;  // codes: changed by the newer version alone
  std::vector<std::string> both;    // by both, to different things
  ByField newer;
};

// Nothing where it is not known.
const Revision* BaseRevision(const SchoolState& state, const Draft& draft) {
  const Entry& entry = *state.FindEntry(draft.form, draft.period);
  return draft.base.has_value() ? FindRevision(entry, *draft.base) : nullptr;
}

bool HoldsText(const plan::Field& field) {
  return field.type == plan::FieldType::kText ||
         std::any_of(field.item_fields.begin(), field.item_fields.end(), HoldsText);
}

// Where the newer version's words were erased on request they are no words that somebody took
// away: they are left out, and what else it changed of a list is not taken without them.
Compared Compare(const SchoolState& state, const Place& place, const Draft& draft,
                 const Revision& newer) {
  const Revision* base = BaseRevision(state, draft);
  const bool erased = newer.erased_at != 0;
  const auto of = [&](const plan::Values& values, const plan::Texts& texts) {
    return ValuesOf(state, *place.form, values, erased ? plan::Texts() : texts);
  };
  const ByField before = base == nullptr ? of({}, {}) : of(base->values, base->wording.texts);
  const ByField mine = of(draft.values, draft.wording.texts);
  Compared c;
  c.newer = of(newer.values, newer.wording.texts);
  for (const auto& [code, theirs] : c.newer) {
    if (Same(theirs, before.at(code)) || Same(theirs, mine.at(code))) continue;
    const bool typed = std::any_of(
        draft.unread.begin(), draft.unread.end(),
        [&, field = code](const auto& u) { return u.first.substr(0, u.first.find('.')) == field; });
    const bool ours = typed || !Same(mine.at(code), before.at(code)) ||
                      (erased && HoldsText(*place.form->FindField(code)));
    (ours ? c.both : c.theirs).push_back(code);
  }
  return c;
}

// "trained=6, gv=1.234".
std::string Shown(text::Language l, const Place& place, const ByField& values,
                  const std::vector<std::string>& codes) {
  if (codes.empty()) return text::Say(l, kNoField);
  return absl::StrJoin(codes, ", ", [&](std::string* out, const std::string& code) {
    absl::StrAppend(out, code, "=",
                    text::ShowValue(l, values.at(code), place.form->FindField(code)->source));
  });
}

// What became of the draft's files, by what people call them.
struct FilesTaken {
  std::vector<std::string> added, left_out;
};

using Files = std::vector<sync::Evidence>;

bool Names(const Files& files, const std::string& sha256) {
  return std::any_of(files.begin(), files.end(),
                     [&](const sync::Evidence& e) { return e.sha256 == sha256; });
}

// Those of `files` that `others` lack. A name may come from another computer of the school.
std::vector<std::string> Lacking(const Files& files, const Files& others) {
  std::vector<std::string> names;
  for (const sync::Evidence& file : files) {
    if (Names(others, file.sha256)) continue;
    const std::string name = evidence::DisplayName(file.name);
    names.push_back(name.empty() ? log::Hex(file.sha256).substr(0, kShownDigits) : name);
  }
  return names;
}

// Where there would be too many the draft's stay as they are.
FilesTaken TakeFiles(const Files& base, const Files& newer, Files* mine) {
  std::optional<Files> joined = sync::JoinEvidence(base, *mine, newer);
  if (!joined.has_value()) return {};
  for (sync::Evidence& file : *joined) {
    const auto named = std::find_if(mine->begin(), mine->end(),
                                    [&](const auto& e) { return e.sha256 == file.sha256; });
    if (file.name.empty() && named != mine->end()) file.name = named->name;  // erased over there
  }
  FilesTaken taken{Lacking(*joined, *mine), Lacking(*mine, *joined)};
  *mine = *std::move(joined);
  return taken;
}

// "gv=23; files added: a.jpg".
std::string ShownTaken(text::Language l, const Place& place, const Compared& c,
                       const FilesTaken& files) {
  std::vector<std::string> parts;
  if (!c.theirs.empty()) parts.push_back(Shown(l, place, c.newer, c.theirs));
  if (!files.added.empty())
    parts.push_back(text::Say(l, kFilesAdded, absl::StrJoin(files.added, ", ")));
  if (!files.left_out.empty())
    parts.push_back(text::Say(l, kFilesLeftOut, absl::StrJoin(files.left_out, ", ")));
  return parts.empty() ? text::Say(l, kNoField) : absl::StrJoin(parts, "; ");
}

const Draft& DraftAt(const SchoolState& state, const Place& place) {
  return *state.FindDraft(place.form->number, place.period->number);
}

// `say` gives the sentence in one language.
template <typename Say>
v1::Finding NewerVersion(const text::Message& rule, v1::Severity severity, const Compared& c,
                         const Say& say) {
  v1::Finding finding;
  finding.set_rule(std::string(rule.code));
  finding.set_severity(severity);
  for (const auto* codes : {&c.both, &c.theirs}) {
    for (const std::string& code : *codes) finding.add_fields(code);
  }
  finding.mutable_message()->set_vi(say(text::Language::kVietnamese));
  finding.mutable_message()->set_en(say(text::Language::kEnglish));
  return finding;
}

}  // namespace

const Revision* OvertakenBy(const SchoolState& state, const Place& place) {
  const Draft* draft = state.FindDraft(place.form->number, place.period->number);
  const Entry* entry = state.FindEntry(place.form->number, place.period->number);
  if (draft == nullptr || entry == nullptr || entry->members.in_conflict()) return nullptr;
  const Revision* newest = entry->Shown();
  // One that cannot be named is nothing to rest on.
  if (newest == nullptr || !newest->name.whole()) return nullptr;
  if (!draft->base.has_value()) return newest;
  const Revision* base = FindRevision(*entry, *draft->base);
  if (base == nullptr) return newest;
  const sync::MemberId rests_on = entry->members.Canonical(base->id);
  const sync::MemberId now = entry->members.Canonical(newest->id);
  return rests_on == now || entry->members.IsAncestor(now, rests_on) ? nullptr : newest;
}

std::optional<v1::Finding> OvertakenFinding(const SchoolState& state, const Place& place) {
  const Revision* newer = OvertakenBy(state, place);
  if (newer == nullptr) return std::nullopt;
  const Compared c = Compare(state, place, DraftAt(state, place), *newer);
  std::vector<std::string> changed = c.theirs;
  changed.insert(changed.end(), c.both.begin(), c.both.end());
  std::sort(changed.begin(), changed.end());
  const v1::Severity severity = c.both.empty() ? v1::SEVERITY_WARNING : v1::SEVERITY_ERROR;
  return NewerVersion(kNewerVersion, severity, c, [&](text::Language l) {
    return text::Say(l, kNewerVersion, ShowName(newer->name), Shown(l, place, c.newer, changed),
                     place.form->code, place.period->code);
  });
}

absl::StatusOr<std::optional<v1::Finding>> TakeOver(const SchoolState& state, const Place& place,
                                                    Draft* draft) {
  const Revision* newer = OvertakenBy(state, place);
  if (newer == nullptr) return std::nullopt;
  const Compared c = Compare(state, place, *draft, *newer);
  google::protobuf::RepeatedPtrField<v1::FieldValue> taken;
  for (const std::string& code : c.theirs) {
    v1::FieldValue* v = taken.Add();
    v->set_field(code);
    *v->mutable_value() = c.newer.at(code);
  }
  // Items that were submitted have their ids.
  RETURN_IF_ERROR(sync::FromFieldValues(
      *place.form, taken, [] { return uint32_t{1}; }, &draft->values, &draft->wording.texts));
  for (const auto& reason : newer->wording.reasons) {
    auto& mine = draft->wording.reasons;
    const bool given = std::any_of(mine.begin(), mine.end(),
                                   [&](const auto& r) { return r.first == reason.first; });
    if (!given) mine.push_back(reason);
  }
  std::sort(draft->wording.reasons.begin(), draft->wording.reasons.end());
  const Revision* base = BaseRevision(state, *draft);
  const FilesTaken files = TakeFiles(base == nullptr ? Files() : base->wording.evidence,
                                     newer->wording.evidence, &draft->wording.evidence);
  draft->base = newer->name;
  const ByField kept = ValuesOf(state, *place.form, draft->values, draft->wording.texts);
  return NewerVersion(kTakenOver, v1::SEVERITY_WARNING, c, [&](text::Language l) {
    return text::Say(l, kTakenOver, ShowName(newer->name), ShownTaken(l, place, c, files),
                     Shown(l, place, kept, c.both), Shown(l, place, c.newer, c.both));
  });
}

}  // namespace gom::agent
