#include "tests/sim/faults.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/sim/people.h"

namespace gom::sim {
namespace {

constexpr size_t kMostCopies = 3;

std::set<Mark> Without(const std::set<Mark>& all, const std::set<Mark>& some) {
  std::set<Mark> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

}  // namespace

void Misfortune::Strike() {
  const uint64_t what = world_.dice.Below(100);
  if (what < 30) {
    CrashAgent();
  } else if (what < 42) {
    CrashHub();
  } else if (what < 50) {
    FailDisk();
  } else if (what < 54) {
    FillDisk();
  } else if (what < 64) {
    TroubleNetwork();
  } else if (what < 68) {
    SetClock();
  } else if (what < 84) {
    Copy();
  } else if (what < 91) {
    RestoreAgent();
  } else if (what < 94) {
    CloneAgent();
  } else if (what < 96) {
    MoveParents();
  } else if (what < 99) {
    RestoreHub();
  } else {
    TwoTerms();
  }
}

// Power cut or kill, at some write or sync of what it does next.
void Misfortune::CrashAgent() {
  SimAgent& agent = *world_.agents[SomeAgent()];
  if (!agent.up()) return;
  const Stop how = world_.dice.Percent(60) ? Stop::kPowerCut : Stop::kKill;
  agent.machine().disk().StopAt(how, world_.dice.Between(1, 60));
}

void Misfortune::CrashHub() {
  SimHub& hub = world_.hub();
  if (!hub.up()) return;
  if (world_.dice.Percent(30)) {
    ++world_.counts["snapshots"];
    if (!hub.WriteSnapshot().ok()) world_.history.Violation("a snapshot cannot be written");
  }
  const Stop how = world_.dice.Percent(60) ? Stop::kPowerCut : Stop::kKill;
  hub.machine().disk().StopAt(how, world_.dice.Between(1, 80));
}

CrashDisk& Misfortune::SomeDisk() {
  if (world_.dice.Percent(30)) return world_.hub().machine().disk();
  return world_.agents[SomeAgent()]->machine().disk();
}

void Misfortune::FailDisk() {
  ++world_.counts["disk failures"];
  Failure failure;
  failure.at = world_.dice.Between(1, 60);
  SomeDisk().Fail(failure);
}

void Misfortune::FillDisk() {
  ++world_.counts["full disks"];
  const bool of_hub = world_.dice.Percent(30);
  const size_t agent = SomeAgent();
  const auto disk = [this, of_hub, agent]() -> CrashDisk& {
    return of_hub ? world_.hub().machine().disk() : world_.agents[agent]->machine().disk();
  };
  disk().SetQuota(disk().TotalBytes() + world_.dice.Between(0, 20'000));
  world_.After(world_.dice.Between(World::kMinute, 5 * World::kHour), [disk] { disk().Repair(); });
}

void Misfortune::TroubleNetwork() {
  const size_t link = SomeAgent();
  const int64_t until = world_.time.now_ms + world_.dice.Between(World::kMinute, 12 * World::kHour);
  switch (world_.dice.Below(4)) {
    case 0:
      return world_.network.Cut(link, Network::Way::kUp, until);
    case 1:
      return world_.network.Cut(link, Network::Way::kDown, until);
    case 2:
      world_.network.Cut(link, Network::Way::kUp, until);
      return world_.network.Cut(link, Network::Way::kDown, until);
    default:
      return world_.network.Clog(link, world_.time.now_ms + world_.dice.Between(1, World::kHour));
  }
}

void Misfortune::SetClock() {
  ++world_.counts["clocks set"];
  const int64_t ten_years = 10LL * 365 * 24 * World::kHour;
  const size_t agent = SomeAgent();
  const int64_t wrong_by_ms = world_.dice.Between(-ten_years, ten_years);
  if (world_.options.wrong_clocks) world_.agents[agent]->machine().wall.wrong_by_ms = wrong_by_ms;
}

void Misfortune::Copy() {
  ++world_.counts["copies made"];
  if (world_.dice.Percent(40)) {
    hub_copies_.push_back(world_.hub().Copy());
    if (hub_copies_.size() > kMostCopies) hub_copies_.erase(hub_copies_.begin());
    return;
  }
  const size_t agent = SomeAgent();
  std::vector<AgentImage>& copies = agent_copies_[agent];
  copies.push_back(world_.agents[agent]->Copy());
  if (copies.size() > kMostCopies) copies.erase(copies.begin());
}

// Somebody puts an old folder back; and works on before the next sync, or does not.
void Misfortune::RestoreAgent() {
  if (agent_copies_.empty()) return;
  auto at = agent_copies_.begin();
  std::advance(at, static_cast<int64_t>(world_.dice.Below(agent_copies_.size())));
  const size_t i = at->first;
  SimAgent& agent = *world_.agents[i];
  const AgentImage image = world_.dice.Pick(at->second);
  const std::set<Mark> lost = Without(agent.saved, image.saved);
  world_.history.Note(agent.name(), "is put back from a copy");
  agent.Restore(image, world_.dice.Percent(70));
  world_.Destroy(lost);
  world_.BootAgent(i);
  world_.Mind(i);
  const bool types = world_.dice.Percent(50);
  ++world_.counts[types ? "agents restored and typed on" : "agents restored, nothing typed"];
  if (!types) return world_.BeginSync(i);
  for (int n = 0; n < 6; ++n) ClerkActs(world_, i);
}

// Unsent work whose parents move: the computer is put back behind what the hub has, and somebody
// edits one Entry again and again before it can say so.
void Misfortune::MoveParents() {
  const size_t i = SomeAgent();
  SimAgent& agent = *world_.agents[i];
  if (!agent.up() || !world_.hubs[agent.hub]->up()) return;
  ++world_.counts["agents put back behind the hub and typed on"];
  agent.Kill();  // whatever it was about to ask
  agent.machine().disk().Repair();
  const AgentImage image = agent.Copy();
  world_.BootAgent(i);
  ClerkEdits(world_, i, 1);
  if (!agent.up()) return;
  world_.SyncNow(i).IgnoreError();
  world_.MindHub(agent.hub);
  const std::set<Mark> lost = Without(agent.saved, image.saved);
  world_.history.Note(agent.name(), "is put back behind the hub");
  agent.Restore(image, true);
  world_.Destroy(lost);
  world_.BootAgent(i);
  ClerkEdits(world_, i, 3);
  world_.BeginSync(i);
}

void Misfortune::CloneAgent() {
  if (world_.agents.size() >= World::kMostAgents) return;
  ++world_.counts["disks cloned"];
  const size_t i = SomeAgent();
  const bool old = agent_copies_.contains(i) && world_.dice.Percent(50);
  const AgentImage image = old ? world_.dice.Pick(agent_copies_[i]) : world_.agents[i]->Copy();
  const size_t clone = world_.AddAgent(world_.agents[i]->who(), &image);
  world_.history.Note(world_.agents[clone]->name(),
                      absl::StrCat("is a copy of ", world_.agents[i]->name()));
  world_.BootAgent(clone);
  world_.Begin(clone);
}

void Misfortune::ReplaceHub(const HubImage& image) {
  const bool same_folder = world_.dice.Percent(50);
  const size_t next = world_.AddHub(&image, same_folder ? world_.hub().snapshots() : "");
  world_.BootHub(next);
  SimHub& hub = *world_.hubs[next];
  if (!hub.up()) return world_.history.Violation("a hub cannot start from a copy");
  const uint64_t term = ++world_.highest_term;
  v1::TermBegun record;
  record.set_term(term);
  record.set_why(v1::TermBegun::WHY_RESTORED);
  const absl::Status begun =
      hub.ActStatus([&](hub::View& v) { return DecideBeginTerm(v, record); });
  if (!begun.ok()) world_.history.Violation(absl::StrCat("no new term: ", begun.ToString()));
  world_.history.Note(hub.name(), absl::StrCat("takes over in term ", term));
  world_.main_hub = next;
}

void Misfortune::RestoreHub() {
  if (hub_copies_.empty() || old_hub_.has_value()) return;
  const HubImage image = world_.dice.Pick(hub_copies_);
  const size_t old = world_.main_hub;
  const std::set<Mark> lost = world_.hub().marks();
  world_.hubs[old]->Kill();
  ReplaceHub(image);
  for (const auto& agent : world_.agents) agent->hub = world_.main_hub;
  world_.Destroy(lost);
  // Sometimes the office goes on at once, before any agent is back.
  const bool appends = world_.dice.Percent(50);
  ++world_.counts[appends ? "hubs restored and appended to" : "hubs restored"];
  if (!appends) return;
  for (int n = 0; n < 5; ++n) OperatorActs(world_, world_.main_hub);
}

// The hub moves to another computer, and the old one stays on: some agents still find it.
void Misfortune::TwoTerms() {
  if (old_hub_.has_value() || !world_.hub().up()) return;
  ++world_.counts["two terms alive"];
  const HubImage image = !hub_copies_.empty() && world_.dice.Percent(50)
                             ? world_.dice.Pick(hub_copies_)
                             : world_.hub().Copy();
  old_hub_ = world_.main_hub;
  ReplaceHub(image);
  for (const auto& agent : world_.agents) {
    if (world_.dice.Percent(60)) agent->hub = world_.main_hub;
  }
  world_.After(world_.dice.Between(World::kHour, 72 * World::kHour), [this] { EndOfTwoTerms(); });
}

void Misfortune::EndOfTwoTerms() {
  if (!old_hub_.has_value()) return;
  SimHub& old = *world_.hubs[*old_hub_];
  old.Kill();
  old_hub_.reset();
  for (const auto& agent : world_.agents) agent->hub = world_.main_hub;
  world_.Destroy(old.marks());
}

}  // namespace gom::sim
