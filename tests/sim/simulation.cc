#include "tests/sim/simulation.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/text/message.h"
#include "hub/state/apply.h"
#include "tests/sim/checker.h"
#include "tests/sim/faults.h"
#include "tests/sim/people.h"

namespace gom::sim {
namespace {

constexpr uint64_t kLeastEdits = 200;
constexpr uint64_t kLeastCrashes = 10;
constexpr int kRounds = 3;
// A world in which nothing happens any more is a bug of the simulator.
constexpr int kMostSteps = 200'000;

class Simulation {
 public:
  explicit Simulation(const WorldOptions& options) : world_(options), misfortune_(world_) {}

  Outcome Run() {
    world_.Settle();
    if (world_.history.violations().empty()) Safety();
    if (world_.history.violations().empty()) Liveness();
    Outcome outcome;
    outcome.violations = world_.history.violations();
    Count(&outcome.counts);
    if (world_.hub().up()) {
      outcome.standing = StandingIn(world_);
      world_.hub().core().ReadState(
          [&](const hub::State& s) { outcome.digest = log::Short(hub::StateDigest(s)); });
    }
    return outcome;
  }

 private:
  void Repeat(int64_t low, int64_t high, const std::function<void()>& what) {
    world_.After(world_.dice.Between(low, high), [this, low, high, what] {
      what();
      Repeat(low, high, what);
    });
  }

  bool Enough() {
    return world_.counts["edits"] >= kLeastEdits &&
           world_.counts["agent crashes"] + world_.counts["hub crashes"] >= kLeastCrashes;
  }

  void Safety() {
    for (size_t i = 0; i < world_.agents.size(); ++i) world_.Begin(i);
    Repeat(World::kMinute, 2 * World::kHour, [this] { OperatorActs(world_, world_.main_hub); });
    Repeat(World::kMinute, World::kHour, [this] { misfortune_.Strike(); });
    int steps = 0;
    while (!Enough() && world_.history.violations().empty() && world_.Step()) {
      if (++steps == kMostSteps) return world_.history.Violation("nothing happens any more");
    }
  }

  // Faults stop: the network carries, disks hold what is written, everybody runs, one hub answers.
  void Heal() {
    world_.ForgetWhatComes();
    world_.network.Heal();
    misfortune_.EndOfTwoTerms();
    for (size_t i = 0; i < world_.agents.size(); ++i) {
      SimAgent& agent = *world_.agents[i];
      agent.machine().disk().Repair();
      agent.hub = world_.main_hub;
      Restart(i);
    }
    world_.hub().machine().disk().Repair();
    world_.hub().SetOlderProgram(false);
    world_.hub().Kill();
    world_.BootHub(world_.main_hub);
  }

  // What a program that was running shows is what is on its disk.
  void Restart(size_t i) {
    SimAgent& agent = *world_.agents[i];
    std::optional<agent::Holdings> shown;
    if (agent.up() && !agent.dead()) {
      agent.store().state();  // reads again what it could not read
      shown = agent.store().holdings();
    }
    agent.Kill();
    world_.BootAgent(i);
    if (shown.has_value() && agent.up() && agent.store().holdings() != *shown)
      world_.history.Violation(absl::StrCat(agent.name(), " showed what is not on its disk"));
  }

  void Liveness() {
    world_.history.Note("simulation", "faults stop");
    Heal();
    world_.DestroyWhatIsShutOut();
    std::vector<size_t> order(world_.agents.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    int rounds = kRounds;
    for (int round = 1; round <= rounds && world_.history.violations().empty(); ++round) {
      world_.time.now_ms += World::kDay;  // what was refused is not asked about more often
      world_.dice.Shuffle(order);
      for (const size_t i : order) {
        if (world_.agents[i]->gone()) continue;
        if (world_.IsRevoked(i)) {
          Bring(i);
          continue;
        }
        const absl::Status synced = world_.SyncNow(i);
        if (!synced.ok()) {
          world_.history.Violation(
              absl::StrCat("I5: ", world_.agents[i]->name(), " cannot sync: ", synced.ToString()));
        }
        CheckArrived(world_, i);
      }
      // Whom the hub does not know any more reads from then on.
      if (OperatorReadmits(world_, world_.main_hub) + OperatorTakesWork(world_, world_.main_hub) >
          0)
        rounds = round + kRounds;
      // By then nobody brings what is still missing.
      if (round == rounds && OperatorTakesWaiting(world_, world_.main_hub) > 0)
        rounds = round + kRounds;
    }
    CheckAll(world_);
  }

  // Who may not call any more sends files, as many as it takes.
  void Bring(size_t i) {
    constexpr int kMostFiles = 40;
    if (world_.hub().ShutsOut(world_.agents[i]->who().device)) return;
    SimAgent& agent = *world_.agents[i];
    const auto is_settled = [&] {
      return HasArrived(world_, i) && agent.desk().state().waiting == 0 &&
             agent.store().asking() == agent.store().current();
    };
    int files = 0;
    do {
      world_.CarryBundle(i);
    } while (!is_settled() && ++files < kMostFiles);
    CheckArrived(world_, i);
  }

  void Count(Counts* counts) {
    *counts = world_.counts;
    const NetworkCounts& network = world_.network.counts();
    (*counts)["messages lost"] = network.lost;
    (*counts)["messages repeated"] = network.repeated;
    (*counts)["links cut"] = network.cuts;
    (*counts)["links clogged"] = network.clogs;
    (*counts)["agents"] = world_.agents.size();
    for (const auto& hub : world_.hubs) (*counts)["devices returned"] += hub->returned();
    for (const auto& agent : world_.agents) {
      (*counts)["streams left for new ones"] += agent->moves;
      (*counts)["moves of unsent work with its parents"] += agent->moves_of_parents;
    }
  }

  World world_;
  Misfortune misfortune_;
};

}  // namespace

void World::Begin(size_t i) {
  // Some work every few minutes, others once a day.
  const int64_t pace = dice.Percent(30) ? 3 * kHour : 30 * kMinute;
  After(dice.Between(kSecond, pace), [this, i] {
    ClerkActs(*this, i);
    Begin(i);
  });
}

Outcome Simulate(const WorldOptions& options) { return Simulation(options).Run(); }

}  // namespace gom::sim
