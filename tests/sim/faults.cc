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
  if (what < 29) {
    CrashAgent();
  } else if (what < 41) {
    CrashHub();
  } else if (what < 49) {
    FailDisk();
  } else if (what < 53) {
    FillDisk();
  } else if (what < 62) {
    TroubleNetwork();
  } else if (what < 66) {
    SetClock();
  } else if (what < 82) {
    Copy();
  } else if (what < 89) {
    RestoreAgent();
  } else if (what < 92) {
    CloneAgent();
  } else if (what < 94) {
    MoveParents();
  } else if (what < 96) {
    SweepWal();
  } else if (what < 98) {
    RestoreHub();
  } else if (what < 99) {
    LoseComputer();
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
  if (agent.gone()) return;
  std::set<Mark> lost = Without(agent.saved, image.saved);
  lost.merge(Without(agent.kept_for_others, image.kept_for_others));
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

// Something cleans up, and the write-ahead log of a program that was killed is gone: all that was
// saved since its last start, of which the hub may have heard. What was lost has to be told.
void Misfortune::SweepWal() {
  const size_t i = SomeAgent();
  SimAgent& agent = *world_.agents[i];
  if (!agent.up()) return;
  agent.Kill();
  agent.machine().disk().Repair();
  world_.BootAgent(i);  // its write-ahead log is empty
  const bool heard = world_.dice.Percent(50);
  ClerkEdits(world_, i, 2);
  if (!agent.up()) return;
  if (heard && world_.hubs[agent.hub]->up()) {
    world_.SyncNow(i).IgnoreError();
    world_.MindHub(agent.hub);
  }
  const std::set<Mark> saved = std::exchange(agent.saved, {});
  ++world_.counts["write-ahead logs swept away"];
  world_.history.Note(agent.name(), "loses its write-ahead log");
  agent.LoseWal();
  world_.BootAgent(i);
  if (!agent.up()) return world_.history.Violation("no start without a write-ahead log");
  const std::set<Mark> own = agent.OwnMarks();
  const std::set<Mark> lost = Without(saved, own);
  agent.saved = Without(saved, lost);
  if (!lost.empty() && !agent.TellsOfLoss())
    world_.history.Violation(absl::StrCat("A11: ", agent.name(), " does not say what it has lost"));
  world_.Destroy(lost);
  if (world_.dice.Percent(50)) return world_.BeginSync(i);
  ClerkEdits(world_, i, 2);
}

void Misfortune::CloneAgent() {
  if (world_.agents.size() >= World::kMostAgents) return;
  ++world_.counts["disks cloned"];
  const size_t i = SomeAgent();
  if (world_.agents[i]->gone()) return;
  const bool old = agent_copies_.contains(i) && world_.dice.Percent(50);
  const AgentImage image = old ? world_.dice.Pick(agent_copies_[i]) : world_.agents[i]->Copy();
  const size_t clone = world_.AddAgent(world_.agents[i]->who(), &image);
  world_.history.Note(world_.agents[clone]->name(),
                      absl::StrCat("is a copy of ", world_.agents[i]->name()));
  world_.BootAgent(clone);
  world_.Begin(clone);
}

}  // namespace gom::sim
