#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/service/drafts.h"
#include "agent/service/submit.h"
#include "common/text/message.h"
#include "tests/sim/people.h"
#include "tests/sim/sim_plan.h"

namespace gom::sim {
namespace {

// What somebody types at a place: the next edit, over what is shown there.
struct Typed {
  agent::Place place;
  const agent::Revision* shown = nullptr;  // until the store changes
  uint32_t mark_field = 0;
  int64_t edit = 0;
};

std::optional<agent::Place> SomePlace(World& world, SimAgent& agent) {
  agent::Desk& desk = agent.desk();
  if (!agent::Ready(desk).ok()) return std::nullopt;
  const plan::Plan& plan = *desk.state().plan;
  const auto form = static_cast<size_t>(world.dice.Below(plan.forms.size()));
  // Most work is on few entries, so that people meet.
  const auto period =
      static_cast<size_t>(world.dice.Below(world.dice.Percent(70) ? 2 : plan.periods.size()));
  auto place = agent::FindPlace(desk.state(), plan.forms[form].code, plan.periods[period].code);
  if (!place.ok()) return std::nullopt;
  return *place;
}

Typed Think(World& world, SimAgent& agent, const agent::Place& place) {
  Typed typed;
  typed.place = place;
  const agent::Entry* entry =
      agent.desk().state().FindEntry(place.form->number, place.period->number);
  if (entry != nullptr) typed.shown = entry->Shown();
  typed.mark_field = kFirstMark + static_cast<uint32_t>(world.dice.Below(kMarks));
  typed.edit = static_cast<int64_t>(world.next_edit++);
  world.history.Typed(typed.edit, agent.who().unit);
  return typed;
}

// What was on the screen, with the edit in it. Now and then a figure that no form would let pass,
// as an older program might send it.
agent::NewRevision Compose(World& world, const agent::SchoolState& state, const Typed& typed,
                           int64_t now_ms) {
  agent::NewRevision r;
  r.form = typed.place.form->number;
  r.period = typed.place.period->number;
  r.plan_version = state.plan->version();
  r.at = now_ms / 1000;
  if (typed.shown != nullptr) {
    r.parents = {typed.shown->name};
    r.values = typed.shown->values;
    r.wording = typed.shown->wording;
    r.wording.reasons.clear();
  }
  r.values.Set(kTotal, plan::FieldValue::Number(100));
  const bool wrong = world.dice.Percent(3);
  r.values.Set(kMet, plan::FieldValue::Number(wrong ? 101 : world.dice.Between(0, 100)));
  r.values.Set(typed.mark_field, plan::FieldValue::Number(typed.edit));
  r.wording.author = "cô Hoa";
  if (world.dice.Percent(20)) r.wording.texts[{kWords, 0, 0}] = absl::StrCat("khó ", typed.edit);
  if (world.dice.Percent(20) && r.values.items().size() < 3) {
    plan::Item item{kIdeas, static_cast<uint32_t>(world.dice.Between(1, 1'000'000'000)), {}};
    item.Set(kIdeaSize, plan::FieldValue::Number(typed.edit));
    if (r.values.FindItem(kIdeas, item.id) == nullptr) r.values.mutable_items().push_back(item);
  }
  return r;
}

Told& Begin(World& world, const SimAgent& agent, const agent::NewRevision& r) {
  Told& told = world.history.Of(MarkOf(r.values));
  told.unit = agent.who().unit;
  told.form = r.form;
  told.period = r.period;
  told.by = agent.name();
  return told;
}

void Saved(World& world, SimAgent& agent, const Mark& mark) {
  world.history.Of(mark).saved = true;
  agent.saved.insert(mark);
  ++world.counts["edits"];
  world.history.Note(agent.name(), absl::StrCat("saves ", mark));
}

void EnterAt(World& world, SimAgent& agent, const agent::Place& place) {
  const Typed typed = Think(world, agent, place);
  const agent::NewRevision r = Compose(world, agent.desk().state(), typed, agent.desk().now_ms());
  Begin(world, agent, r).over = typed.shown == nullptr ? Mark() : MarkOf(typed.shown->values);
  const auto saved = agent.store().Submit({r});
  if (saved.ok()) return Saved(world, agent, MarkOf(r.values));
  ++world.counts["saves refused by the disk"];
  world.history.Note(agent.name(), absl::StrCat("could not save ", MarkOf(r.values), ": ",
                                                saved.status().message()));
}

void Enter(World& world, SimAgent& agent) {
  const std::optional<agent::Place> place = SomePlace(world, agent);
  if (place.has_value()) EnterAt(world, agent, *place);
}

// A draft, as the page would save it while somebody types.
void TypeDraft(World& world, SimAgent& agent) {
  const std::optional<agent::Place> place = SomePlace(world, agent);
  if (!place.has_value()) return;
  const Typed typed = Think(world, agent, *place);
  v1::SaveDraftRequest request;
  request.set_form(typed.place.form->code);
  request.set_period(typed.place.period->code);
  const auto type = [&](const std::string& field, int64_t number) {
    v1::TypedField* t = request.add_typed();
    t->set_field(field);
    t->set_text(absl::StrCat(number));
  };
  type("total", 100);
  type("met", world.dice.Between(0, 100));
  type(absl::StrCat("mark", typed.mark_field - kFirstMark), typed.edit);
  if (SaveDraft(agent.desk(), request).ok()) ++world.counts["drafts"];
}

void SubmitDraft(World& world, SimAgent& agent) {
  const std::vector<agent::Draft>& drafts = agent.desk().state().drafts;
  if (drafts.empty() || !agent::Ready(agent.desk()).ok()) return;
  const agent::Draft draft = drafts[world.dice.Below(drafts.size())];
  const plan::Plan& plan = *agent.desk().state().plan;
  const int form = plan.FormIndex(draft.form);
  if (form < 0) return;
  agent::NewRevision r;
  r.form = draft.form;
  r.period = draft.period;
  r.values = draft.values;
  Begin(world, agent, r);
  v1::SubmitRequest request;
  request.set_form(plan.forms[static_cast<size_t>(form)].code);
  request.set_period(plan.periods[static_cast<size_t>(plan.PeriodIndex(draft.period))].code);
  const auto saved = Submit(agent.desk(), request);
  if (saved.ok()) return Saved(world, agent, MarkOf(draft.values));
  const std::string code = text::ErrorOf(saved.status()).code();
  world.history.Note(agent.name(), absl::StrCat("cannot submit: ", code));
  if (code == "internal") {
    world.history.Violation(
        absl::StrCat("I11: a clerk was refused without a code: ", saved.status().ToString()));
  }
}

// To the office: in the general thread, or in an Entry's.
void Write(World& world, SimAgent& agent) {
  agent::NewMessage message;
  message.about = v1::Message::ABOUT_QUESTION;
  if (world.dice.Percent(50)) {
    message.form = kWorkForm;
    message.period = static_cast<uint32_t>(world.dice.Between(1, 2));
  }
  message.at = agent.desk().now_ms() / 1000;
  message.author = "cô Hoa";
  message.text = absl::StrCat("hỏi ", world.dice.Below(1000));
  const auto sent = agent.store().Send(message);
  if (!sent.ok()) {
    ++world.counts["saves refused by the disk"];
    return;
  }
  for (const agent::OwnStream& stream : agent.store().holdings().streams) {
    for (const agent::OwnRecord& record : stream.records) {
      if (stream.id != sent->stream || record.index != sent->index) continue;
      const Mark mark = ReadBytes(record.main)->mark;
      Told& told = world.history.Of(mark);
      told.unit = agent.who().unit;
      told.by = agent.name();
      told.saved = true;
      agent.saved.insert(mark);
      ++world.counts["messages of schools"];
      world.history.Note(agent.name(), absl::StrCat("writes ", mark));
    }
  }
}

}  // namespace

void ClerkActs(World& world, size_t i) {
  SimAgent& agent = *world.agents[i];
  if (!agent.up()) return;
  const uint64_t what = world.dice.Below(100);
  if (what < 45) {
    Enter(world, agent);
  } else if (what < 55) {
    TypeDraft(world, agent);
  } else if (what < 63) {
    SubmitDraft(world, agent);
  } else if (what < 65) {
    Write(world, agent);
  } else {
    world.BeginSync(i);
  }
  world.Mind(i);
}

void ClerkEdits(World& world, size_t i, int times) {
  SimAgent& agent = *world.agents[i];
  for (int n = 0; n < times && agent.up(); ++n) {
    if (!agent::Ready(agent.desk()).ok()) return;
    const auto place = agent::FindPlace(agent.desk().state(), "work", "Q1");
    if (place.ok()) EnterAt(world, agent, *place);
    world.Mind(i);
  }
}

}  // namespace gom::sim
