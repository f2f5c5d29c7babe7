#include "agent/service/overtaken.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/service/views.h"
#include "agent/service/words.h"
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

Compared Compare(const SchoolState& state, const Place& place, const Draft& draft,
                 const Revision& newer) {
  const Entry& entry = *state.FindEntry(draft.form, draft.period);
  const Revision* base = draft.base.has_value() ? FindRevision(entry, *draft.base) : nullptr;
  const auto of = [&](const plan::Values& values, const plan::Texts& texts) {
    return ValuesOf(state, *place.form, values, texts);
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
    (typed || !Same(mine.at(code), before.at(code)) ? c.both : c.theirs).push_back(code);
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

const Draft& DraftAt(const SchoolState& state, const Place& place) {
  return *state.FindDraft(place.form->number, place.period->number);
}

// `say` gives the sentence in one language.
template <typename Say>
v1::Finding NewerVersion(v1::Severity severity, const Compared& c, const Say& say) {
  v1::Finding finding;
  finding.set_rule("newer_version");
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
  return NewerVersion(severity, c, [&](text::Language l) {
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
  for (const sync::Evidence& file : newer->wording.evidence) {
    auto& mine = draft->wording.evidence;
    const bool there = std::any_of(mine.begin(), mine.end(),
                                   [&](const auto& e) { return e.sha256 == file.sha256; });
    if (!there && mine.size() < sync::kMaxEvidence) mine.push_back(file);
  }
  draft->base = newer->name;
  const ByField kept = ValuesOf(state, *place.form, draft->values, draft->wording.texts);
  return NewerVersion(v1::SEVERITY_WARNING, c, [&](text::Language l) {
    return text::Say(l, kTakenOver, ShowName(newer->name), Shown(l, place, c.newer, c.theirs),
                     Shown(l, place, kept, c.both), Shown(l, place, c.newer, c.both));
  });
}

}  // namespace gom::agent
