#include "tests/sim/world.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "tests/sim/sim_plan.h"

namespace gom::sim {
namespace {

v1::Unit RowOf(const std::string& code) {
  v1::Unit row;
  row.set_code(code);
  row.set_name(absl::StrCat("Trường ", code));
  row.add_kinds("primary");
  row.set_ownership(v1::OWNERSHIP_PUBLIC);
  row.set_manager(v1::MANAGER_COMMUNE);
  return row;
}

absl::Status Enroll(SimHub& hub, const std::string& unit, uint32_t device) {
  const std::string slip = absl::StrCat("S", device);
  const int64_t expires = hub.machine().wall.NowMs() + World::kHour;
  const absl::Status issued = hub.ActStatus([&](hub::View& v) {
    return DecideSlip(v, {.unit = unit, .slip = slip, .secret_hash = "h", .expires_at = expires});
  });
  if (!issued.ok()) return issued;
  hub::EnrollCommand command;
  command.slip = slip;
  command.device = device;
  command.certificate_sha256 = CertificateOf(device);
  command.public_key_sha256 = KeyOf(device);
  return hub.Act<hub::EnrollAnswer>([&](hub::View& v) { return DecideEnroll(v, command); })
      .status();
}

}  // namespace

World::World(const WorldOptions& o)
    : options(o), dice(o.seed), history(time, o.echo), network(dice, {}, 0) {}

std::unique_ptr<Machine> World::NewMachine(const std::string& name) {
  return std::make_unique<Machine>(absl::StrCat(options.folder, "/", name), dice.Next(), time,
                                   options.bug == Bug::kDiskIgnoresSync);
}

size_t World::AddHub(const HubImage* image, const std::string& snapshots) {
  const std::string name = absl::StrCat("hub", hubs.size() + 1);
  hubs.push_back(std::make_unique<SimHub>(name, NewMachine(name), options.bug, history));
  if (image != nullptr) hubs.back()->Restore(*image, snapshots);
  return hubs.size() - 1;
}

size_t World::AddAgent(const agent::Enrollment& who, const AgentImage* image) {
  const size_t place = network.AddLink();
  const std::string name = absl::StrCat(who.unit, "-", place + 1);
  agents.push_back(std::make_unique<SimAgent>(name, who, NewMachine(name), options.bug));
  agents.back()->hub = main_hub;
  if (image != nullptr) agents.back()->Restore(*image, true);
  const int64_t kYears = 8LL * 365 * 24 * kHour;
  const int64_t wrong_by_ms = dice.Between(-kYears, kYears);
  if (options.wrong_clocks) agents.back()->machine().wall.wrong_by_ms = wrong_by_ms;
  return place;
}

std::optional<size_t> World::EnrollAgent(const std::string& unit) {
  agent::Enrollment who;
  who.unit = unit;
  who.unit_name = unit;
  who.hub = kHubId;
  who.hub_name = "Xã";
  who.address = "hub:1";
  who.device = next_device++;
  who.hub_key = SignKey().public_key();
  if (!Enroll(hub(), unit, who.device).ok()) return std::nullopt;
  const size_t place = AddAgent(who, nullptr);
  BootAgent(place);
  return place;
}

void World::Settle() {
  main_hub = AddHub(nullptr, "");
  const auto must = [&](const absl::Status& status) {
    if (!status.ok()) history.Violation(absl::StrCat("cannot begin: ", status.ToString()));
  };
  must(hub().Boot());
  must(hub().ActStatus([](hub::View& v) { return DecideCreateHub(v, kHubId, "Xã"); }));
  v1::ApplyPlanRequest plan;
  plan.set_textproto(SimPlan(1));
  must(
      hub().Act<v1::ApplyPlanResponse>([&](hub::View& v) { return DecidePlan(v, plan); }).status());
  v1::ImportUnitsRequest roster;
  const int64_t schools = dice.Between(2, 5);
  for (int64_t i = 1; i <= schools; ++i) {
    units.push_back(absl::StrCat("TH", i));
    *roster.add_units() = RowOf(units.back());
  }
  must(hub()
           .Act<v1::ImportUnitsResponse>([&](hub::View& v) { return DecideUnits(v, roster); })
           .status());
  const int64_t wanted = dice.Percent(10) ? dice.Between(10, 18) : dice.Between(3, 8);
  for (int64_t i = 0; i < wanted || i < schools; ++i) {
    const std::optional<size_t> place = EnrollAgent(units[static_cast<size_t>(i % schools)]);
    must(place.has_value() ? SyncNow(*place) : absl::InternalError("not enrolled"));
  }
}

// ----------------------------------------------------------------------------------------------
// time

void World::After(int64_t ms, std::function<void()> what) {
  queue_.emplace(time.now_ms + ms, std::move(what));
}

bool World::Step() {
  if (queue_.empty()) return false;
  const auto next = queue_.begin();
  time.now_ms = std::max(time.now_ms, next->first);
  const std::function<void()> what = std::move(next->second);
  queue_.erase(next);
  what();
  return true;
}

// ----------------------------------------------------------------------------------------------
// machines

void World::Mind(size_t i) {
  SimAgent& agent = *agents[i];
  if (!agent.dead() || !agent.up()) return;
  agent.Kill();
  ++counts["agent crashes"];
  history.Note(agent.name(), "dies");
  After(dice.Between(kMinute, 6 * kHour), [this, i] { BootAgent(i); });
}

void World::MindHub(size_t h) {
  if (!hubs[h]->dead() || !hubs[h]->up()) return;
  hubs[h]->Kill();
  ++counts["hub crashes"];
  history.Note(hubs[h]->name(), "dies");
  After(dice.Between(kMinute, 2 * kHour), [this, h] { BootHub(h); });
}

void World::BootAgent(size_t i) {
  SimAgent& agent = *agents[i];
  if (agent.up() || agent.gone()) return;
  const absl::Status booted = agent.Boot();
  if (!booted.ok()) {
    if (!agent.dead()) {
      history.Violation(absl::StrCat(agent.name(), " cannot start: ", booted.ToString()));
    }
    return;
  }
  history.Note(agent.name(), "starts");
  if (agent.TellsOfLoss() && !agent.was_behind)
    history.Violation(absl::StrCat("A11: ", agent.name(), " says that it lost what nobody took"));
  const std::set<Mark> own = agent.OwnMarks();
  for (const Mark& mark : agent.saved) {
    if (!own.contains(mark)) {
      history.Violation(
          absl::StrCat("I2: ", agent.name(), " had saved ", mark, " and has lost it"));
    }
  }
}

void World::BootHub(size_t h) {
  if (hubs[h]->up()) return;
  const absl::Status booted = hubs[h]->Boot();
  history.Note(hubs[h]->name(), booted.ok() ? "starts" : booted.ToString());
  if (!booted.ok() && !hubs[h]->dead()) {
    history.Violation(absl::StrCat(hubs[h]->name(), " cannot start: ", booted.ToString()));
  }
}

void World::DestroyWhatIsShutOut() {
  std::set<Mark> marks;
  for (const std::unique_ptr<SimAgent>& agent : agents) {
    if (!hub().ShutsOut(agent->who().device)) continue;
    marks.merge(std::exchange(agent->saved, {}));
    marks.merge(std::exchange(agent->kept_for_others, {}));
  }
  Destroy(marks);
}

void World::Destroy(const std::set<Mark>& marks) {
  std::set<Mark> elsewhere = hub().marks();
  for (const std::unique_ptr<SimAgent>& agent : agents) {
    elsewhere.insert(agent->saved.begin(), agent->saved.end());
  }
  for (const Mark& mark : marks) {
    if (elsewhere.contains(mark) || history.Of(mark).destroyed) continue;
    history.Of(mark).destroyed = true;
    ++counts["revisions destroyed"];
    history.Note("misfortune", absl::StrCat("nobody has ", mark, " any more"));
  }
}

}  // namespace gom::sim
