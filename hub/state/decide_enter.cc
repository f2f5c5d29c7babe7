#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/plan/fit.h"
#include "common/plan/rule.h"
#include "common/text/status_macros.h"
#include "common/text/words_of.h"
#include "hub/state/decide.h"
#include "hub/state/receive.h"
#include "hub/state/words.h"

namespace gom::hub {
namespace {

struct Target {
  const UnitState* unit = nullptr;
  const plan::Form* form = nullptr;
  int period = 0;
  EntryKey key;
};

absl::StatusOr<Target> FindTarget(const View& view, const EnterCommand& command) {
  if (view.plan() == nullptr) return text::Refuse(absl::StatusCode::kNotFound, kNoPlan);
  const plan::Plan& plan = *view.plan();
  Target target;
  target.unit = view.state().FindUnit(command.unit);
  if (target.unit == nullptr)
    return text::Refuse(absl::StatusCode::kNotFound, kUnitUnknown, command.unit);
  const int form = plan.FormIndex(command.form);
  if (form < 0) return text::Refuse(absl::StatusCode::kNotFound, kFormUnknown, command.form);
  target.form = &plan.forms[static_cast<size_t>(form)];
  target.period = plan.PeriodIndex(command.period);
  if (target.period < 0)
    return text::Refuse(absl::StatusCode::kNotFound, kPeriodUnknown, command.period);
  if (!plan.Asked(*target.form, target.period, target.unit->compiled)) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kFormNotAsked, command.unit,
                        command.form, command.period);
  }
  target.key = {target.unit->index, target.form->number,
                plan.periods[static_cast<size_t>(target.period)].number};
  return target;
}

// What is wrong, and for a warning how to give its reason.
v1::Words WordsOf(const plan::Finding& finding) {
  if (finding.severity != v1::SEVERITY_WARNING) return finding.message;
  v1::Words words;
  words.set_vi(text::Say(text::Language::kVietnamese, kWarningNeedsReason, finding.message.vi(),
                         finding.code));
  words.set_en(
      text::Say(text::Language::kEnglish, kWarningNeedsReason, finding.message.en(), finding.code));
  return words;
}

absl::Status Refused(std::vector<v1::ErrorPlace> places) {
  if (places.empty()) return absl::OkStatus();
  v1::Error error = text::MakeError(kEntryRefused, {absl::StrCat(places.size())});
  for (v1::ErrorPlace& place : places) *error.add_places() = std::move(place);
  return text::WithError(absl::StatusCode::kFailedPrecondition, std::move(error));
}

// Errors, and warnings for which no reason is given, as places.
absl::Status CheckEntry(const View& view, const Target& target, const plan::Values& values,
                        const sync::Wording& wording) {
  plan::UnitFacts facts = view.state().FactsOf(*target.unit, Reading::kReported);
  std::vector<plan::EntryFacts> cells(facts.entries.begin(), facts.entries.end());
  const size_t cell = static_cast<size_t>(target.form->index) * view.plan()->periods.size() +
                      static_cast<size_t>(target.period);
  cells[cell] = plan::EntryFacts();  // entered now
  cells[cell].values = &values;
  facts.entries = cells;
  std::vector<v1::ErrorPlace> places;
  for (const plan::Finding& finding :
       plan::Check(*view.plan(), facts, target.form->index, target.period, values, wording.texts)) {
    const bool reasoned =
        std::any_of(wording.reasons.begin(), wording.reasons.end(),
                    [&](const auto& r) { return r.first == finding.rule && !r.second.empty(); });
    if (finding.severity == v1::SEVERITY_WARNING && reasoned) continue;
    v1::ErrorPlace& place = places.emplace_back();
    if (!finding.fields.empty() && finding.fields[0].definition != nullptr) {
      place.set_field(finding.fields[0].definition->code);
    }
    const v1::Words words = WordsOf(finding);
    place.set_vi(words.vi());
    place.set_en(words.en());
  }
  return Refused(std::move(places));
}

// What an earlier plan counted in another way is entered anew, or nothing is: taken out of
// `values`, and answered.
std::vector<const plan::Field*> TakeOutRedefined(const plan::Form& form, uint32_t plan_version,
                                                 plan::Values* values) {
  std::vector<const plan::Field*> taken;
  for (const plan::Field& field : form.fields) {
    if (plan_version >= field.redefined_in || values->Get(field.number).empty()) continue;
    taken.push_back(&field);
    values->Set(field.number, {});
  }
  return taken;
}

absl::Status CheckEnteredAnew(const std::vector<const plan::Field*>& taken,
                              const plan::Values& values) {
  std::vector<v1::ErrorPlace> places;
  for (const plan::Field* field : taken) {
    if (!values.Get(field->number).empty()) continue;
    const v1::Words words = text::WordsOf(kEnterAnew, field->code);
    v1::ErrorPlace& place = places.emplace_back();
    place.set_field(field->code);
    place.set_vi(words.vi());
    place.set_en(words.en());
  }
  return Refused(std::move(places));
}

// The hub's own stream of this term, opened where there is none yet.
StreamEnd OwnStream(View& view) {
  for (auto at = view.state().streams.rbegin(); at != view.state().streams.rend(); ++at) {
    const Stream& stream = **at;
    if (stream.device == 0 && stream.term == view.state().term) return *view.FindStream(stream.id);
  }
  return view.OpenStream(view.Random16(), 0, kNoUnit);
}

// The small number by which the own stream names another one; 0: itself. Declares it where it is
// new.
uint32_t NameStream(View& view, StreamEnd* own, uint32_t stream) {
  if (stream == own->number) return 0;
  const std::string& id = view.state().StreamOf(stream).id;
  uint32_t number = 1;
  for (const std::string* name; (name = view.NameOf(own->number, number)) != nullptr; ++number) {
    if (*name == id) return number;
  }
  v1::Change change;
  change.set_at(view.now_ms() / 1000);
  change.mutable_stream_name()->set_number(number);
  change.mutable_stream_name()->set_stream(id);
  Receive(view, own, sync::Seal(std::move(change), {}, view.Random16()));
  return number;
}

// Head and contenders: an office's word is a choice between all that stands.
void AddParents(View& view, StreamEnd* own, const Entry& entry, v1::Revision* body) {
  for (const sync::Member& member : entry.members.all) {
    if (member.standing != v1::OUTCOME_HEAD && member.standing != v1::OUTCOME_CONTENDER) continue;
    const Revision* parent = entry.Find(member.id);
    v1::Parent named;
    named.set_stream(NameStream(view, own, parent->stream));
    named.set_index(parent->stream_index);
    if (named.stream() != 0)
      named.set_digest(view.RecordAt(parent->stream, parent->stream_index)->digest);
    *body->add_parents() = named;
  }
}

}  // namespace

absl::StatusOr<EnterAnswer> DecideEnter(View& view, const EnterCommand& command) {
  ASSIGN_OR_RETURN(const Target target, FindTarget(view, command));
  const Entry* entry = view.FindEntry(target.key);
  const Revision* head = entry == nullptr ? nullptr : entry->head();
  plan::Values values;
  sync::Wording wording;
  if (head != nullptr) {
    values = *ValuesOf(*head);
    ASSIGN_OR_RETURN(wording,
                     sync::DecodeText(head->has_text ? view.ReadText(head->id) : std::string()));
    wording.author.clear();
    wording.note.clear();
    wording.reasons.clear();
    // What an older plan or roster left in it nobody could empty.
    plan::KeepWhatFits(*target.form, target.unit->compiled, &values, &wording.texts);
  }
  const std::vector<const plan::Field*> redefined =
      head == nullptr ? std::vector<const plan::Field*>{}
                      : TakeOutRedefined(*target.form, head->plan_version, &values);
  const plan::Values values_before = values;
  const plan::Texts texts_before = wording.texts;
  RETURN_IF_ERROR(command.edit(*target.form, &values, &wording));
  EnterAnswer answer;
  answer.entry = target.key;
  if (head != nullptr && values == values_before && wording.texts == texts_before &&
      wording.note.empty() && !entry->members.in_conflict()) {
    answer.hub_index = head->id;
    answer.same = true;
    return answer;
  }
  RETURN_IF_ERROR(CheckEnteredAnew(redefined, values));
  RETURN_IF_ERROR(CheckEntry(view, target, values, wording));
  StreamEnd own = OwnStream(view);
  v1::Change change;
  change.set_at(view.now_ms() / 1000);
  change.set_plan_version(view.plan()->version());
  v1::Revision* body = change.mutable_revision();
  body->set_form(target.form->number);
  body->set_period(target.key.period);
  if (entry != nullptr) AddParents(view, &own, *entry, body);
  sync::EncodeValues(values, body);
  for (const auto& [rule, reason] : wording.reasons) body->add_reasoned_rules(rule);
  const v1::Sealed sealed = sync::Seal(std::move(change), wording, view.Random16());
  // A device could not be told of it in one message.
  const size_t size = sealed.main().size() + sealed.text().size();
  if (size > sync::kMaxChangeBytes) {
    return text::Refuse(absl::StatusCode::kFailedPrecondition, kEntryTooLarge, size / 1024,
                        sync::kMaxChangeBytes / 1024);
  }
  answer.hub_index = Receive(view, &own, sealed, {.office_unit = target.unit->index}).hub_index;
  return answer;
}

}  // namespace gom::hub
