#include <algorithm>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "tests/sim/people.h"
#include "tests/sim/sim_plan.h"

namespace gom::sim {
namespace {

constexpr char kOperator[] = "chị Lan";

std::string PeriodCode(uint32_t number) { return absl::StrCat("Q", number); }

// Some Entry of the hub's that has a head.
std::shared_ptr<const hub::Entry> SomeEntry(World& world, const hub::State& state) {
  std::vector<std::shared_ptr<const hub::Entry>> entries;
  for (const auto& unit : state.units) {
    for (const auto& [form, period] : unit->entries) {
      std::shared_ptr<const hub::Entry> entry = state.FindEntry({unit->index, form, period});
      if (entry != nullptr && entry->head() != nullptr && state.plan->FormIndex(form) >= 0)
        entries.push_back(std::move(entry));
    }
  }
  return entries.empty() ? nullptr : world.dice.Pick(entries);
}

void Note(World& world, const char* what, const absl::Status& status) {
  if (status.ok()) {
    ++world.counts[what];
    world.history.Note("operator", what);
    return;
  }
  const std::string code = text::ErrorOf(status).code();
  world.history.Note("operator", absl::StrCat(what, ": ", code));
  if (code == "internal") {
    world.history.Violation(
        absl::StrCat("I11: the operator was refused without a code: ", status.ToString()));
  }
}

void Review(World& world, SimHub& hub, const char* what, v1::ReviewAct act) {
  v1::ReviewRequest request;
  request.set_operator_(kOperator);
  *request.add_acts() = std::move(act);
  const auto done =
      hub.Act<v1::ReviewResponse>([&](hub::View& v) { return DecideReview(v, request); });
  Note(world, what, done.status());
}

v1::ReviewAct On(v1::ReviewAct::Kind kind, const hub::State& state, const hub::Entry& entry) {
  v1::ReviewAct act;
  act.set_kind(kind);
  act.set_unit(state.units[entry.key.unit]->row.code());
  const int form = state.plan->FormIndex(entry.key.form);
  act.set_form(state.plan->forms[static_cast<size_t>(form)].code);
  act.set_period(PeriodCode(entry.key.period));
  return act;
}

void Judge(World& world, SimHub& hub) {
  v1::ReviewAct act;
  const bool accept = world.dice.Percent(70);
  const bool recognise = world.dice.Percent(20);
  bool found = false;
  hub.core().ReadState([&](const hub::State& state) {
    const std::shared_ptr<const hub::Entry> entry = SomeEntry(world, state);
    if (entry == nullptr) return;
    act = On(accept ? v1::ReviewAct::KIND_ACCEPT : v1::ReviewAct::KIND_RETURN, state, *entry);
    found = true;
    if (!accept) act.set_reason("xem lại");
    const auto values = hub::ValuesOf(*entry->head());
    if (!recognise || values->items().empty()) return;
    act.set_kind(v1::ReviewAct::KIND_RECOGNIZE);
    act.set_field("ideas");
    act.set_item(values->items().front().id);
    act.set_withdraw(!accept);
  });
  if (found) Review(world, hub, recognise ? "recognitions" : "verdicts", std::move(act));
}

void Lock(World& world, SimHub& hub) {
  const auto period = static_cast<uint32_t>(world.dice.Between(1, kPeriods));
  bool locked = false;
  hub.core().ReadState([&](const hub::State& s) { locked = s.IsLocked(period); });
  v1::ReviewAct act;
  act.set_kind(locked ? v1::ReviewAct::KIND_REOPEN : v1::ReviewAct::KIND_LOCK);
  act.set_period(PeriodCode(period));
  act.set_reason("hết hạn");
  Review(world, hub, locked ? "reopenings" : "locks", std::move(act));
}

void ChangePlan(World& world, SimHub& hub) {
  v1::ApplyPlanRequest request;
  hub.core().ReadState(
      [&](const hub::State& s) { request.set_textproto(SimPlan(s.plan->version() + 1)); });
  Note(world, "plans",
       hub.Act<v1::ApplyPlanResponse>([&](hub::View& v) { return DecidePlan(v, request); })
           .status());
}

// A name, or a last day that takes the later periods away and gives them back.
void ChangeRoster(World& world, SimHub& hub) {
  v1::ImportUnitsRequest request;
  const std::string code = world.dice.Pick(world.units);
  hub.core().ReadState([&](const hub::State& s) { *request.add_units() = s.FindUnit(code)->row; });
  v1::Unit* row = request.mutable_units(0);
  if (world.dice.Percent(50)) {
    row->set_name(absl::StrCat("Trường ", world.dice.Below(1000)));
  } else if (row->valid_to().empty()) {
    row->set_valid_to("2026-05-31");
  } else {
    row->clear_valid_to();
  }
  Note(world, "roster changes",
       hub.Act<v1::ImportUnitsResponse>([&](hub::View& v) { return DecideUnits(v, request); })
           .status());
}

void EnterForUnit(World& world, SimHub& hub) {
  hub::EnterCommand command;
  command.unit = world.dice.Pick(world.units);
  command.form = "work";
  const auto period = static_cast<uint32_t>(world.dice.Between(1, 2));
  command.period = PeriodCode(period);
  const auto edit = static_cast<int64_t>(world.next_edit++);
  world.history.Typed(edit, command.unit);
  const uint32_t field = kFirstMark + static_cast<uint32_t>(world.dice.Below(kMarks));
  Mark mark;
  command.edit = [&](const plan::Form&, plan::Values* values, sync::Wording*) {
    values->Set(kTotal, plan::FieldValue::Number(100));
    values->Set(kMet, plan::FieldValue::Number(50));
    values->Set(field, plan::FieldValue::Number(edit));
    mark = MarkOf(*values);
    Told& told = world.history.Of(mark);
    told.unit = command.unit;
    told.form = kWorkForm;
    told.period = period;
    told.by = "office";
    return absl::OkStatus();
  };
  const auto done =
      hub.Act<hub::EnterAnswer>([&](hub::View& v) { return DecideEnter(v, command); });
  if (done.ok()) world.history.Of(mark).saved = true;
  Note(world, "office entries", done.status());
}

void WriteToUnit(World& world, SimHub& hub) {
  hub::MessageCommand command;
  if (world.dice.Percent(80)) command.unit = world.dice.Pick(world.units);
  command.about = v1::Message::ABOUT_QUESTION;
  command.text = absl::StrCat("nhắc ", world.dice.Below(1000));
  command.operator_name = kOperator;
  Note(world, "messages of the office",
       hub.Act<uint64_t>([&](hub::View& v) { return DecideSendMessage(v, command); }).status());
}

// What devices have handed back of the operator's words is given again, or dropped.
void SettleOrphans(World& world, SimHub& hub) {
  v1::SettleOrphansRequest request;
  request.set_drop(world.dice.Percent(20));
  request.set_operator_(kOperator);
  Note(world, "orphans settled",
       hub.Act<v1::SettleOrphansResponse>(
              [&](hub::View& v) { return DecideSettleOrphans(v, request); })
           .status());
}

// Another computer for some school.
void EnrollOne(World& world) {
  if (world.agents.size() >= World::kMostAgents) return;
  const std::optional<size_t> place = world.EnrollAgent(world.dice.Pick(world.units));
  if (!place.has_value()) return;
  ++world.counts["devices enrolled later"];
  world.history.Note("operator", absl::StrCat("enrolls ", world.agents[*place]->name()));
  world.Begin(*place);
}

// A computer is lost or stolen, or so it is said: mostly another one takes its place at once. What
// it had not sent is still on it.
void RevokeOne(World& world, SimHub& hub) {
  const size_t i = static_cast<size_t>(world.dice.Below(world.agents.size()));
  const bool replace = world.dice.Percent(70);
  const agent::Enrollment& who = world.agents[i]->who();
  bool known = false;
  hub.core().ReadState([&](const hub::State& s) { known = s.FindDevice(who.device) != nullptr; });
  if (!known || world.IsRevoked(i)) return;
  const absl::Status revoked = hub.Revoke(who.device, kOperator);
  Note(world, replace ? "devices replaced" : "devices revoked", revoked);
  if (!revoked.ok() || !replace || world.agents.size() >= World::kMostAgents) return;
  const std::optional<size_t> place = world.EnrollAgent(who.unit);
  if (place.has_value()) world.Begin(*place);
}

// Somebody brings the operator a stick from a computer that may not call any more.
void BringStick(World& world) {
  for (size_t i = 0; i < world.agents.size(); ++i) {
    SimAgent& agent = *world.agents[i];
    if (!world.IsRevoked(i) || !agent.up() || agent.hub != world.main_hub) continue;
    ++world.counts["bundles of revoked devices"];
    world.CarryBundle(i);
    world.Mind(i);
    return;
  }
}

}  // namespace

size_t OperatorTakesWork(World& world, size_t h) {
  SimHub& hub = *world.hubs[h];
  std::map<uint32_t, std::vector<uint64_t>> work;
  hub.core().ReadState([&](const hub::State& s) { work = hub::RevokedWork(s); });
  for (const auto& [device, waiting] : work) {
    v1::TakeDeviceWorkRequest request;
    request.set_device(device);
    request.set_operator_(kOperator);
    Note(world, "work of revoked devices taken",
         hub.Act<v1::TakeDeviceWorkResponse>(
                [&](hub::View& v) { return DecideTakeWork(v, request); })
             .status());
  }
  return work.size();
}

size_t OperatorTakesWaiting(World& world, size_t h) {
  SimHub& hub = *world.hubs[h];
  std::vector<v1::ReviewAct> acts;
  hub.core().ReadState([&](const hub::State& state) {
    std::set<hub::EntryKey> known;
    for (const auto& [index, key] : state.held) {
      if (!key.present() || !known.insert(key).second) continue;
      if (state.plan->FormIndex(key.form) < 0) continue;
      const std::shared_ptr<const hub::Entry> entry = state.FindEntry(key);
      const bool waits =
          std::any_of(entry->members.all.begin(), entry->members.all.end(), [](const auto& m) {
            return m.standing == v1::OUTCOME_HELD &&
                   m.held_reason == v1::HELD_REASON_PARENT_UNKNOWN;
          });
      if (waits) acts.push_back(On(v1::ReviewAct::KIND_TAKE, state, *entry));
    }
  });
  const size_t entries = acts.size();
  for (v1::ReviewAct& act : acts)
    Review(world, hub, "entries taken without a lost parent", std::move(act));
  return entries;
}

size_t OperatorReadmits(World& world, size_t h) {
  SimHub& hub = *world.hubs[h];
  std::vector<uint32_t> devices;
  hub.core().ReadState([&](const hub::State& s) {
    devices.assign(s.returned_devices.begin(), s.returned_devices.end());
  });
  for (const uint32_t device : devices) {
    v1::ReadmitDeviceRequest request;
    request.set_device(device);
    request.set_operator_(kOperator);
    Note(world, "devices readmitted",
         hub.Act<v1::ReadmitDeviceResponse>([&](hub::View& v) { return DecideReadmit(v, request); })
             .status());
  }
  return devices.size();
}

void OperatorActs(World& world, size_t h) {
  SimHub& hub = *world.hubs[h];
  if (!hub.up()) return;
  const uint64_t what = world.dice.Below(100);
  if (what < 50) {
    Judge(world, hub);
  } else if (what < 65) {
    Lock(world, hub);
  } else if (what < 73) {
    ChangePlan(world, hub);
  } else if (what < 83) {
    ChangeRoster(world, hub);
  } else if (what < 86) {
    SettleOrphans(world, hub);
  } else if (what < 88) {
    EnrollOne(world);
  } else if (what < 91) {
    OperatorReadmits(world, h);
  } else if (what < 92) {
    RevokeOne(world, hub);
  } else if (what < 93) {
    BringStick(world);
  } else if (what < 94) {
    OperatorTakesWork(world, h);
  } else if (what < 95) {
    OperatorTakesWaiting(world, h);
  } else if (what < 97) {
    WriteToUnit(world, hub);
  } else {
    EnterForUnit(world, hub);
  }
  world.MindHub(h);
}

}  // namespace gom::sim
