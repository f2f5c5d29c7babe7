#include "agent/service/views.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/service/confirm.h"
#include "agent/service/contributions.h"
#include "agent/service/overtaken.h"
#include "agent/service/typed.h"
#include "agent/service/words.h"
#include "common/log/chain.h"
#include "common/sync/value_view.h"
#include "common/text/entry_view.h"
#include "common/text/message.h"
#include "common/text/words_of.h"

namespace gom::agent {
namespace {

// A list's field number inside a path of typed text, and its field.
const plan::Field* FieldOfPath(const plan::Form& form, const std::string& path) {
  const std::vector<std::string> parts = absl::StrSplit(path, '.');
  const plan::Field* field = form.FindField(parts[0]);
  if (field == nullptr || parts.size() < 3) return field;
  return field->FindItemField(parts[2]);
}

std::string FieldCode(const plan::Form& form, uint32_t number) {
  const plan::Field* field = form.FindField(number);
  return field == nullptr ? absl::StrCat("#", number) : field->code;
}

int64_t UpdatedAt(const SchoolState& state, const Place& place, const Sheet& sheet) {
  if (const Draft* draft = state.FindDraft(place.form->number, place.period->number);
      draft != nullptr)
    return draft->updated_at;
  return sheet.shown == nullptr ? 0 : sheet.shown->at * 1000;
}

v1::Finding UnreadFinding(const plan::Form& form, const std::string& path,
                          const std::string& typed) {
  v1::Finding finding;
  finding.set_rule("unread");
  finding.set_severity(v1::SEVERITY_ERROR);
  finding.add_fields(path);
  const plan::Field* field = FieldOfPath(form, path);
  if (field == nullptr) {
    *finding.mutable_message() = text::WordsOf(kFieldNotOnForm, form.code, path);
    return finding;
  }
  const v1::Error error = text::ErrorOf(ParseTyped(*field, typed).status());
  finding.mutable_message()->set_vi(error.vi());
  finding.mutable_message()->set_en(error.en());
  return finding;
}

// One field's value out of values, as the codec shows it.
void SetValue(const plan::Form& form, const google::protobuf::RepeatedPtrField<v1::FieldValue>& all,
              const std::string& code, v1::Value* value) {
  for (const v1::FieldValue& v : all) {
    if (v.field() == code) *value = v.value();
  }
}

// What could not be read stands in its box as it was typed; inside a list too.
void ShowUnread(const plan::Form& form, const Sheet& sheet, const std::string& code,
                v1::Value* value) {
  for (const auto& [path, typed] : sheet.unread) {
    const std::vector<std::string> parts = absl::StrSplit(path, '.');
    if (parts[0] != code || FieldOfPath(form, path) == nullptr) continue;
    if (parts.size() == 1) value->set_text(typed);
    int place = 0;
    if (parts.size() != 3 || !absl::SimpleAtoi(parts[1], &place) || place < 1 ||
        place > value->items().items_size())
      continue;
    v1::ItemValue& item = *value->mutable_items()->mutable_items(place - 1);
    v1::FieldValue* field = item.add_fields();
    field->set_field(parts[2]);
    field->mutable_value()->set_text(typed);
  }
}

google::protobuf::RepeatedPtrField<v1::FieldValue> All(const plan::Form& form,
                                                       const plan::Values& values,
                                                       const plan::Texts& texts) {
  google::protobuf::RepeatedPtrField<v1::FieldValue> all;
  for (v1::FieldValue& v : sync::ToFieldValues(form, values, texts)) *all.Add() = std::move(v);
  return all;
}

}  // namespace

v1::VerdictView ViewOf(const plan::Form* form, const Verdict& verdict) {
  v1::VerdictView view;
  view.set_accepted(verdict.accepted);
  view.set_at(verdict.at);
  view.set_operator_(verdict.by);
  view.set_reason(verdict.reason);
  for (const auto& [number, reason] : verdict.fields) {
    v1::FieldNote* note = view.add_fields();
    note->set_field(form == nullptr ? absl::StrCat("#", number) : FieldCode(*form, number));
    note->set_reason(reason);
  }
  return view;
}

std::string FieldHere(const plan::Form& form, const v1::Finding& finding) {
  for (const std::string& field : finding.fields()) {
    if (form.FindField(field.substr(0, field.find('.'))) != nullptr) return field;
  }
  return finding.fields_size() > 0 ? finding.fields(0) : std::string();
}

v1::ErrorPlace PlaceOf(const plan::Form& form, const v1::Finding& finding) {
  v1::ErrorPlace place;
  place.set_field(FieldHere(form, finding));
  place.set_vi(finding.message().vi());
  place.set_en(finding.message().en());
  if (finding.severity() == v1::SEVERITY_WARNING) {
    place.set_vi(text::Say(text::Language::kVietnamese, kWarningNeedsReason, finding.message().vi(),
                           finding.rule()));
    place.set_en(text::Say(text::Language::kEnglish, kWarningNeedsReason, finding.message().en(),
                           finding.rule()));
  }
  place.set_rule(finding.rule());
  place.set_severity(finding.severity());
  place.set_form(finding.form());
  place.set_period(finding.period());
  return place;
}

std::string ShowName(const Name& name) {
  if (name.empty()) return {};
  // A stream that the hub gave only a number is named "#N"; an id is 16 bytes, and may begin with
  // any of them.
  const bool numbered = !name.whole();
  const std::string stream = numbered ? name.stream : log::Hex(name.stream).substr(0, 8);
  return absl::StrCat(stream, "/", name.index);
}

v1::RevisionView ViewOf(const SchoolState& state, const Entry& entry, const Revision& r) {
  v1::RevisionView view;
  view.set_id(ShowName(r.name));
  view.set_standing(entry.StandingOf(r));
  view.set_word(entry.WordOf(r));
  view.set_entered_at(r.at);
  view.set_received_at(r.received_at);
  view.set_device(r.device);
  view.set_author(r.wording.author);
  view.set_note(r.erased_at == 0 ? r.wording.note : text::ErasedNote(r.erased_at));
  view.set_plan_version(r.plan_version);
  view.set_hub_index(r.hub_index);
  view.set_made_here(r.own_log != 0);
  for (const Name& p : entry.ParentsOf(r)) view.add_parents(ShowName(p));
  const int form_index = state.plan == nullptr ? -1 : state.plan->FormIndex(r.form);
  const int period_index = state.plan == nullptr ? -1 : state.plan->PeriodIndex(r.period);
  const plan::Form* form =
      form_index < 0 ? nullptr : &state.plan->forms[static_cast<size_t>(form_index)];
  if (form != nullptr) {
    for (v1::FieldValue& v : sync::ToFieldValues(*form, r.values, r.wording.texts,
                                                 state.FormThen(r.plan_version, r.form)))
      *view.add_values() = std::move(v);
  }
  if (form != nullptr && period_index >= 0 && entry.Shown() == &r) {
    for (v1::Finding& f : Findings(state, form_index, period_index, r.values, r.wording, {},
                                   Ask::kEverywhere, r.plan_version)) {
      *view.add_findings() = std::move(f);
    }
  }
  if (const v1::HeldReason why = entry.HeldReasonOf(r); why != v1::HELD_REASON_UNSPECIFIED) {
    *view.mutable_held_reason() = HeldWords(why);
  }
  if (r.verdict.has_value()) *view.mutable_verdict() = ViewOf(form, *r.verdict);
  return view;
}

std::vector<v1::Finding> FindingsOf(const SchoolState& state, const Place& place,
                                    const Sheet& sheet, const Overrides& beside, Ask ask) {
  std::vector<v1::Finding> findings;
  for (const auto& [path, typed] : sheet.unread)
    findings.push_back(UnreadFinding(*place.form, path, typed));
  if (sheet.is_draft) {
    std::optional<v1::Finding> newer = OvertakenFinding(state, place);
    // Only what two clerks say differently is in the way; the rest a computer joins by itself.
    if (newer.has_value() && (ask != Ask::kAtHome || newer->severity() == v1::SEVERITY_ERROR))
      findings.push_back(*std::move(newer));
  }
  for (v1::Finding& f : Findings(state, place.form_index, place.period_index, sheet.values,
                                 sheet.wording, beside, ask, sheet.plan_version)) {
    if (IsToConfirm(f) && sheet.confirmed.contains(f.fields(0))) continue;
    // A field that holds something unreadable is not empty: one sentence about it is enough.
    bool told = false;
    for (const auto& [path, typed] : sheet.unread) {
      told = told || (f.rule() == "required" && f.fields_size() == 1 && f.fields(0) == path);
    }
    if (!told) findings.push_back(std::move(f));
  }
  for (v1::Finding& f : findings) {
    if (!f.form().empty()) continue;
    f.set_form(place.form->code);
    f.set_period(place.period->code);
  }
  return findings;
}

v1::FormView ViewOf(const SchoolState& state, const Place& place, const Sheet& sheet) {
  const plan::Form& form = *place.form;
  v1::FormView view;
  view.set_form(form.code);
  view.set_period(place.period->code);
  *view.mutable_title() = form.source->title();
  *view.mutable_help() = form.source->help();
  view.set_word(WordOf(state, place));
  view.set_prefilled(sheet.prefilled);
  view.set_is_draft(sheet.is_draft);
  view.set_note(sheet.wording.note);
  view.set_author(sheet.wording.author);
  view.set_updated_at(UpdatedAt(state, place, sheet));
  view.set_locked(state.locked.contains(place.period->number));
  *view.mutable_period_name() = place.period->name;
  view.set_due(plan::FormatDay(place.period->due));
  view.set_start(plan::FormatDay(place.period->start));
  view.set_end(plan::FormatDay(place.period->end));

  const auto now = All(form, sheet.values, sheet.wording.texts);
  const Earlier earlier = NewestEarlier(state, place.form_index, place.period_index);
  google::protobuf::RepeatedPtrField<v1::FieldValue> before;
  if (earlier.revision != nullptr)
    before = All(form, earlier.revision->values, earlier.revision->wording.texts);
  for (const plan::Field& field : form.fields) {
    if (!plan::Plan::Matches(field.applies, state.unit)) continue;
    v1::FieldView* f = view.add_fields();
    *f->mutable_field() = *field.source;
    SetValue(form, now, field.code, f->mutable_value());
    ShowUnread(form, sheet, field.code, f->mutable_value());
    if (earlier.revision == nullptr) continue;
    SetValue(form, before, field.code, f->mutable_previous());
    f->set_previous_period(state.plan->periods[static_cast<size_t>(earlier.period)].code);
  }
  Overrides beside = DraftsBeside(state);
  if (sheet.is_draft || sheet.shown != nullptr) {
    for (v1::Finding& f : FindingsOf(state, place, sheet, beside))
      *view.add_findings() = std::move(f);
  }
  if (sheet.is_draft)
    beside[{place.form_index, place.period_index}] = {&sheet.values, &sheet.wording};
  for (v1::Contribution& c : ContributionsOf(state, form, place.period_index, beside))
    *view.add_contributions() = std::move(c);
  if (const Entry* entry = state.FindEntry(form.number, place.period->number); entry != nullptr) {
    for (const sync::Member& m : entry->members.all) {
      if (m.standing == v1::OUTCOME_CONTENDER)
        *view.add_contenders() = ViewOf(state, *entry, entry->revisions.at(m.id));
    }
  }
  if (sheet.shown != nullptr) {
    const Entry& entry = *state.FindEntry(form.number, place.period->number);
    if (sheet.shown->verdict.has_value())
      *view.mutable_verdict() = ViewOf(&form, *sheet.shown->verdict);
    if (const v1::HeldReason why = entry.HeldReasonOf(*sheet.shown);
        why != v1::HELD_REASON_UNSPECIFIED) {
      *view.mutable_held_reason() = HeldWords(why);
    }
  }
  return view;
}

v1::Word WordOf(const SchoolState& state, const Place& place) {
  if (state.FindDraft(place.form->number, place.period->number) != nullptr) return v1::WORD_DRAFT;
  const Entry* entry = state.FindEntry(place.form->number, place.period->number);
  return entry == nullptr ? v1::WORD_NOT_BEGUN : entry->Word();
}

}  // namespace gom::agent
