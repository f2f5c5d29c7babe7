#include "hub/service/convert_entry.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/log/chain.h"
#include "common/plan/rule.h"
#include "common/sync/revision.h"
#include "common/sync/value_view.h"
#include "common/text/entry_view.h"
#include "common/text/enum_words.h"

namespace gom::hub {
namespace {

using text::Language;

constexpr size_t kStreamCharacters = 8;
constexpr int64_t kDaySeconds = 24 * 60 * 60;

const char* StandingWord(v1::Outcome standing) {
  switch (standing) {
    case v1::OUTCOME_HEAD:
      return "head";
    case v1::OUTCOME_CONTENDER:
      return "contender";
    case v1::OUTCOME_HELD:
      return "held";
    case v1::OUTCOME_SAME:
      return "same";
    default:
      return "settled";
  }
}

v1::Word WordOf(const Entry& entry, const sync::Member& member, const Revision& revision) {
  if (revision.verdict == v1::VERDICT_WORD_ACCEPTED) return v1::WORD_ACCEPTED;
  if (revision.verdict == v1::VERDICT_WORD_RETURNED) return v1::WORD_RETURNED;
  if (member.standing == v1::OUTCOME_HELD) return v1::WORD_HELD;
  const bool waits = member.standing == v1::OUTCOME_CONTENDER ||
                     (member.standing == v1::OUTCOME_HEAD && entry.members.in_conflict());
  return waits ? v1::WORD_CONFLICT : v1::WORD_RECEIVED;
}

const plan::Form* FormOf(const plan::Plan* plan, uint32_t number) {
  const int i = plan == nullptr ? -1 : plan->FormIndex(number);
  return i < 0 ? nullptr : &plan->forms[static_cast<size_t>(i)];
}

// The form by its number, where the active plan has it.
const plan::Form* FormOf(const State& state, uint32_t number) {
  return FormOf(state.plan.get(), number);
}

// The form as the plan had it by which the revision was entered, where that was an earlier one.
const plan::Form* FormThen(const State& state, const Entry& entry, const Revision& revision) {
  for (const std::shared_ptr<const plan::Plan>& past : state.past_plans) {
    if (past->version() == revision.plan_version) return FormOf(past.get(), entry.key.form);
  }
  return nullptr;
}

int PeriodOf(const State& state, uint32_t number) {
  return state.plan == nullptr ? -1 : state.plan->PeriodIndex(number);
}

std::string FieldName(const plan::Plan& plan, int form, const plan::FieldRef& ref) {
  if (ref.definition == nullptr) return absl::StrCat("#", ref.field);
  if (ref.form == form || ref.form < 0) return ref.definition->code;
  return absl::StrCat(plan.forms[static_cast<size_t>(ref.form)].code, ".", ref.definition->code);
}

std::string ReasonOf(const sync::Wording& wording, uint32_t rule) {
  for (const auto& [number, reason] : wording.reasons) {
    if (number == rule && rule != 0) return reason;
  }
  return {};
}

// What the rules say of this revision with the unit's other entries as they are reported now.
// `then` is the form by which it was entered, where that is not the active plan's.
void AddFindings(const State& state, const Entry& entry, uint32_t plan_version,
                 const plan::Form* then, const plan::Values& values, const sync::Wording& wording,
                 v1::RevisionView* out) {
  const plan::Form* form = FormOf(state, entry.key.form);
  const int period = PeriodOf(state, entry.key.period);
  if (form == nullptr || period < 0) return;
  const UnitState& unit = *state.units[entry.key.unit];
  plan::UnitFacts facts = state.FactsOf(unit, Reading::kReported);
  std::vector<plan::EntryFacts> grid(facts.entries.begin(), facts.entries.end());
  const size_t cell =
      static_cast<size_t>(form->index) * state.plan->periods.size() + static_cast<size_t>(period);
  grid[cell].values = &values;
  grid[cell].plan_version = plan_version;
  facts.entries = grid;
  for (const plan::Finding& f :
       plan::Check(*state.plan, facts, form->index, period, values, wording.texts)) {
    if (plan::WasAsked(then, f)) continue;
    v1::Finding* finding = out->add_findings();
    finding->set_rule(f.code);
    finding->set_severity(f.severity);
    for (const plan::FieldRef& ref : f.fields) {
      finding->add_fields(FieldName(*state.plan, form->index, ref));
    }
    *finding->mutable_message() = f.message;
    finding->set_reason(ReasonOf(wording, f.rule));
  }
}

void AddVerdict(const Revision& revision, const plan::Form* form, RecordCache& records,
                v1::RevisionView* out) {
  if (revision.verdict_index == 0) return;
  v1::VerdictView* verdict = out->mutable_verdict();
  verdict->set_accepted(revision.verdict == v1::VERDICT_WORD_ACCEPTED);
  verdict->set_at(revision.verdict_at);
  const log::Record* record = records.Find(revision.verdict_index);
  if (record == nullptr) return;
  v1::Event event;
  v1::EventText words;
  if (!event.ParseFromString(record->main) || !words.ParseFromString(record->text)) return;
  verdict->set_operator_(words.operator_());
  verdict->set_reason(words.reason());
  for (uint32_t number : event.verdict_given().fields()) {
    const plan::Field* field = form == nullptr ? nullptr : form->FindField(number);
    v1::FieldNote* note = verdict->add_fields();
    note->set_field(field == nullptr ? absl::StrCat("#", number) : field->code);
    for (const v1::FieldReason& r : words.field_reasons()) {
      if (r.field() == number) note->set_reason(r.text());
    }
  }
}

sync::Wording WordingOf(const Revision& revision, RecordCache& records) {
  if (!revision.has_text) return {};
  const log::Record* record = records.Find(revision.id);
  if (record == nullptr) return {};
  // A text that was erased, or that its device wrote wrongly, shows nothing.
  absl::StatusOr<sync::Wording> wording = sync::DecodeText(record->text);
  return wording.ok() ? *std::move(wording) : sync::Wording();
}

// Where the words were erased it says so in their place.
std::string NoteOf(const State& state, const Revision& revision, const sync::Wording& wording) {
  const Erased& erased = state.erased;
  if (erased.changes.empty()) return wording.note;
  const auto at = erased.changes.find({state.StreamOf(revision.stream).id, revision.stream_index});
  return at == erased.changes.end() ? wording.note : text::ErasedNote(at->second.at);
}

// Late is what came after the last day, grace included, by the entry's first revision: a correction
// that the office asked for does not make a punctual unit late. What is sent again to a hub that
// was restored counts from when a receipt says that it first came, and is not called late where
// none does.
bool IsLate(const State& state, const Entry& entry, int utc_offset_seconds) {
  const int p = PeriodOf(state, entry.key.period);
  if (p < 0 || entry.revisions.empty() || entry.revisions.front().again) return false;
  const plan::Period& period = state.plan->periods[static_cast<size_t>(p)];
  const int64_t end = (int64_t{period.due} + period.grace_days + 1) * kDaySeconds;
  const int64_t received = entry.revisions.front().received_at / 1000 + utc_offset_seconds;
  return received >= end;
}

}  // namespace

std::string RevisionName(const State& state, const Revision& revision) {
  return absl::StrCat(log::Hex(state.StreamOf(revision.stream).id).substr(0, kStreamCharacters),
                      "/", revision.stream_index);
}

v1::RevisionView ToRevisionView(const State& state, const Entry& entry, const Revision& revision,
                                RecordCache& records) {
  static const plan::Form* const kUnknownForm = new plan::Form();
  v1::RevisionView out;
  const sync::Member* member = entry.members.Find(revision.id);
  const plan::Form* form = FormOf(state, entry.key.form);
  const plan::Form* then = FormThen(state, entry, revision);
  const sync::Wording wording = WordingOf(revision, records);
  out.set_id(RevisionName(state, revision));
  out.set_entered_at(revision.entered_at);
  out.set_received_at(revision.received_at);
  out.set_device(state.StreamOf(revision.stream).device);
  out.set_author(wording.author);
  out.set_note(NoteOf(state, revision, wording));
  out.set_plan_version(revision.plan_version);
  out.set_hub_index(revision.id);
  const std::shared_ptr<const plan::Values> values = ValuesOf(revision);
  if (values != nullptr) {
    for (v1::FieldValue& f : sync::ToFieldValues(form == nullptr ? *kUnknownForm : *form, *values,
                                                 wording.texts, then)) {
      *out.add_values() = std::move(f);
    }
    AddFindings(state, entry, revision.plan_version, then, *values, wording, &out);
  }
  AddVerdict(revision, form, records, &out);
  if (member == nullptr) return out;
  out.set_standing(StandingWord(member->standing));
  out.set_word(WordOf(entry, *member, revision));
  for (sync::MemberId parent : member->parents) {
    const Revision* of = entry.Find(parent);
    if (of != nullptr) out.add_parents(RevisionName(state, *of));
  }
  if (member->standing == v1::OUTCOME_HELD) {
    v1::Words* why = out.mutable_held_reason();
    why->set_vi(std::string(text::Say(Language::kVietnamese, member->held_reason)));
    why->set_en(std::string(text::Say(Language::kEnglish, member->held_reason)));
  }
  return out;
}

v1::EntryView ToEntryView(const State& state, const Entry& entry, Reading reading,
                          int utc_offset_seconds, RecordCache& records) {
  v1::EntryView out;
  out.set_unit(state.units[entry.key.unit]->row.code());
  const plan::Form* form = FormOf(state, entry.key.form);
  out.set_form(form == nullptr ? absl::StrCat("#", entry.key.form) : form->code);
  const int period = PeriodOf(state, entry.key.period);
  out.set_period(period < 0 ? absl::StrCat("#", entry.key.period)
                            : state.plan->periods[static_cast<size_t>(period)].code);
  const Revision* counted = reading == Reading::kAccepted
                                ? (entry.accepted == 0 ? nullptr : entry.Find(entry.accepted))
                                : entry.head();
  if (counted != nullptr) *out.mutable_counted() = ToRevisionView(state, entry, *counted, records);
  out.set_contenders(static_cast<uint32_t>(entry.members.contenders()));
  out.set_held(static_cast<uint32_t>(entry.members.held()));
  out.set_late(IsLate(state, entry, utc_offset_seconds));
  return out;
}

}  // namespace gom::hub
