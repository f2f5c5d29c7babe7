// Misfortune: what goes wrong in the simulated commune.
//
// Limited to what the design can survive: a Change that was said to be saved may be lost only when
// every place that holds it is taken away (one disk put back from an older copy before it was
// sent, say). World::Destroy keeps the account, and nothing else excuses a loss.
#ifndef GOM_TESTS_SIM_FAULTS_H_
#define GOM_TESTS_SIM_FAULTS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "tests/sim/world.h"

namespace gom::sim {

class Misfortune {
 public:
  explicit Misfortune(World& world) : world_(world) {}

  // One thing goes wrong, or a copy is made that something may be put back from.
  void Strike();
  // The old copy of a hub, where one is still running, is switched off for good.
  void EndOfTwoTerms();

 private:
  void CrashAgent();
  void CrashHub();
  void FailDisk();
  void FillDisk();
  void TroubleNetwork();
  void SetClock();
  void Copy();
  void RestoreAgent();
  void MoveParents();
  void CloneAgent();
  void SweepWal();
  void RestoreHub();
  void TwoTerms();
  void LoseComputer();
  // The hub's program, which has refused what this agent handed back, is replaced some time later.
  void TakeBackLater(size_t agent, const std::set<Mark>& seen);

  size_t SomeAgent() { return static_cast<size_t>(world_.dice.Below(world_.agents.size())); }
  CrashDisk& SomeDisk();
  // A hub with this image, in a term of its own, takes over; the old one is left as it is.
  void ReplaceHub(const HubImage& image);

  World& world_;
  std::map<size_t, std::vector<AgentImage>> agent_copies_;
  std::vector<HubImage> hub_copies_;
  std::optional<size_t> old_hub_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_FAULTS_H_
