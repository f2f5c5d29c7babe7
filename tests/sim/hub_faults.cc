// Misfortune of hubs: crashes, copies put back, and two of them alive at once.
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/sim/faults.h"
#include "tests/sim/people.h"

namespace gom::sim {

void Misfortune::CrashHub() {
  SimHub& hub = world_.hub();
  if (!hub.up()) return;
  if (world_.dice.Percent(30)) {
    ++world_.counts["snapshots"];
    const bool dies = world_.dice.Percent(30);
    if (dies) ++world_.counts["snapshots cut off"];
    const absl::Status written = dies ? hub.DieOnSnapshot() : hub.WriteSnapshot();
    if (!written.ok()) world_.history.Violation("a snapshot cannot be written");
    if (dies) return world_.MindHub(world_.main_hub);
  }
  const Stop how = world_.dice.Percent(60) ? Stop::kPowerCut : Stop::kKill;
  hub.machine().disk().StopAt(how, world_.dice.Between(1, 80));
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
  hub.TakeRatchet(world_.hub());
  world_.main_hub = next;
  world_.DestroyWhatIsShutOut();
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

void Misfortune::TakeBackLater(size_t agent, const std::set<Mark>& seen) {
  ++world_.counts["hubs that refuse what they take later"];
  world_.agents[agent]->kept_for_others.insert(seen.begin(), seen.end());
  const size_t h = world_.main_hub;
  world_.After(world_.dice.Between(World::kHour, 3 * World::kDay),
               [this, h] { world_.hubs[h]->SetOlderProgram(false); });
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

// A computer that was enrolled after the copy was made from which the hub is put back, and that
// never comes again: what it had sent is with the others of its school, and the hub has it from
// them; at once, or once it has a program that takes such things.
void Misfortune::LoseComputer() {
  const size_t i = SomeAgent();
  SimAgent& other = *world_.agents[i];
  if (old_hub_.has_value() || world_.agents.size() >= World::kMostAgents || !other.up() ||
      !world_.hub().up() || world_.IsRevoked(i)) {
    return;
  }
  other.Kill();  // whatever it was about to ask
  other.machine().disk().Repair();
  world_.BootAgent(i);
  world_.hub().machine().disk().Repair();
  const HubImage before = world_.hub().Copy();
  const std::optional<size_t> place = world_.EnrollAgent(other.who().unit);
  if (!place.has_value()) return;
  SimAgent& computer = *world_.agents[*place];
  const auto syncs = [&](size_t who) {
    const absl::Status synced = world_.SyncNow(who);
    if (!synced.ok()) {
      world_.history.Violation(
          absl::StrCat("D5: ", world_.agents[who]->name(), " cannot sync: ", synced.ToString()));
    }
  };
  syncs(*place);
  ClerkEdits(world_, *place, 2);
  syncs(*place);
  syncs(i);
  ++world_.counts["computers that never come back"];
  std::set<Mark> seen;
  for (const Mark& mark : other.HeldMarks()) {
    if (computer.saved.contains(mark)) seen.insert(mark);
  }
  computer.Vanish();
  world_.history.Note(computer.name(), "is gone for ever");
  std::set<Mark> lost = world_.hub().marks();
  for (const Mark& mark : seen) lost.erase(mark);
  world_.hub().Kill();
  ReplaceHub(before);
  for (const auto& agent : world_.agents) agent->hub = world_.main_hub;
  world_.Destroy(lost);
  const bool older = world_.dice.Percent(60);
  world_.hub().SetOlderProgram(older);
  syncs(i);
  if (older) return TakeBackLater(i, seen);
  for (const Mark& mark : seen) {
    if (world_.hub().Holds(mark)) continue;
    world_.history.Violation(
        absl::StrCat("D5: ", other.name(), " had read of ", mark, ", which the hub has lost"));
  }
  OperatorReadmits(world_, world_.main_hub);
}

}  // namespace gom::sim
