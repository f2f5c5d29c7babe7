// The simulated commune: one hub (and, for a while, an old copy of it), schools with one computer
// or more, the network between them, and a queue of what happens when. Everything is here for
// whoever makes something happen: clerks and the operator (people.h), misfortune (faults.h), and
// the checker afterwards.
//
// One thread. All that chance decides follows from the seed.
#ifndef GOM_TESTS_SIM_WORLD_H_
#define GOM_TESTS_SIM_WORLD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/sim/bug.h"
#include "tests/sim/dice.h"
#include "tests/sim/history.h"
#include "tests/sim/network.h"
#include "tests/sim/sim_agent.h"
#include "tests/sim/sim_hub.h"

namespace gom::sim {

struct WorldOptions {
  uint64_t seed = 0;
  Bug bug = Bug::kNone;
  // A folder of its own, for files that are not SQLite's; the caller removes it.
  std::string folder;
  // Agents' wall clocks are wrong, each in its own way.
  bool wrong_clocks = true;
  // Told what happens, line by line; may be null.
  std::ostream* echo = nullptr;
};

// How often something was done to the world, by name.
using Counts = std::map<std::string, uint64_t>;

class World {
 public:
  static constexpr int64_t kSecond = 1'000, kMinute = 60 * kSecond, kHour = 60 * kMinute,
                           kDay = 24 * kHour;
  static constexpr int64_t kCallTimeout = 30 * kSecond;
  static constexpr size_t kMostAgents = 20;

  explicit World(const WorldOptions& options);

  // A hub with a plan and units, and their agents, all enrolled.
  void Settle();

  // --- time
  void After(int64_t ms, std::function<void()> what);
  // Does what comes next; false: nothing does.
  bool Step();
  void ForgetWhatComes() { queue_.clear(); }

  // --- machines
  SimHub& hub() { return *hubs[main_hub]; }
  // A hub with a disk as in `image` and these snapshots beside it, or an empty one; answers its
  // place in `hubs`.
  size_t AddHub(const HubImage* image, const std::string& snapshots);
  size_t AddAgent(const agent::Enrollment& who, const AgentImage* image);
  // A new computer of the unit, enrolled at the main hub, which is up; it has not synced yet.
  // Nothing where the hub's disk stood in the way.
  std::optional<size_t> EnrollAgent(const std::string& unit);
  // After anything that may have touched a disk: one that has stopped has killed its program, which
  // is started again some time later.
  void Mind(size_t agent);
  void MindHub(size_t hub);
  void BootAgent(size_t agent);
  void BootHub(size_t hub);

  // Clerks at this computer act again and again.
  void Begin(size_t agent);

  // --- talk
  // Begins a sync where none is under way; what follows happens by itself.
  void BeginSync(size_t agent);
  // A whole sync over a perfect network; whether it came to its end.
  absl::Status SyncNow(size_t agent);
  // What waits at this computer goes to its hub in a file, and the answer comes back in one.
  void CarryBundle(size_t agent);
  // Whether the main hub has revoked its device.
  bool IsRevoked(size_t agent) { return hub().IsRevoked(agents[agent]->who().device); }

  // What is only on a computer that the main hub shuts out comes back no more.
  void DestroyWhatIsShutOut();
  // A fault took away what held these: those that are in no other place that lasts are lost.
  void Destroy(const std::set<Mark>& marks);

  const WorldOptions options;
  VirtualTime time;
  Dice dice;
  History history;
  Counts counts;
  Network network;
  std::vector<std::unique_ptr<SimHub>> hubs;
  std::vector<std::unique_ptr<SimAgent>> agents;
  std::vector<std::string> units;
  size_t main_hub = 0;
  uint64_t highest_term = 1;
  uint64_t next_edit = 1;
  uint32_t next_device = 100;
  // Every place of every stream that any agent has sent: stream, index, first 8 bytes of the
  // digest.
  std::set<std::tuple<std::string, uint64_t, uint64_t>> sent;

 private:
  void Send(size_t agent);
  void NoteSent(size_t agent, const v1::ExchangeRequest& request);
  void Arrive(size_t agent, size_t hub, uint64_t call, const v1::ExchangeRequest& request);
  void Drain(size_t hub);
  void TakeReply(size_t agent, uint64_t call, const absl::StatusOr<v1::ExchangeResponse>& reply,
                 bool left);
  void CheckReply(size_t agent, const absl::StatusOr<v1::ExchangeResponse>& reply);
  // No word that an agent shows is later than what has happened.
  void CheckWords(size_t agent);
  std::unique_ptr<Machine> NewMachine(const std::string& name);

  std::multimap<int64_t, std::function<void()>> queue_;
  std::map<size_t, std::vector<SimHub::Asked>> inbox_;  // by hub
  uint64_t last_call_ = 0;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_WORLD_H_
