// One installed agent: a machine with the production store, desk and sync session on it, and nobody
// to help it. It dies when its disk stops and starts again when it is told to.
//
//   agent.Boot();
//   const v1::ExchangeRequest* request = agent.Ask();   // begins a sync, or goes on with one
//   agent.Take(reply, /*left=*/true);
#ifndef GOM_TESTS_SIM_SIM_AGENT_H_
#define GOM_TESTS_SIM_SIM_AGENT_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "agent/store/agent_store.h"
#include "agent/sync/request.h"
#include "agent/sync/sync_session.h"
#include "tests/sim/bug.h"
#include "tests/sim/history.h"
#include "tests/sim/machine.h"

namespace gom::sim {

// A backup, and what had been said to be saved by then.
struct AgentImage {
  FolderImage folder;
  std::set<Mark> saved;
  std::set<Mark> kept_for_others;
  bool was_behind = false;
};

class SimAgent {
 public:
  SimAgent(std::string name, agent::Enrollment who, std::unique_ptr<Machine> machine, Bug bug);
  ~SimAgent();

  const std::string& name() const { return name_; }
  const agent::Enrollment& who() const { return who_; }
  Machine& machine() { return *machine_; }

  // Starts the program, and enrolls where that was not done. Where the disk stands in the way it is
  // not up.
  absl::Status Boot();
  // The program is gone; the disk stays as it is.
  void Kill();
  bool up() const { return desk_ != nullptr; }
  // It never starts again.
  void Vanish();
  bool gone() const { return gone_; }
  // The disk has stopped under the program.
  bool dead() const { return machine_->stopped(); }

  AgentImage Copy() const { return {machine_->Copy(), saved, kept_for_others, was_behind}; }
  void Restore(const AgentImage& image, bool with_files);
  // The program is killed, and somebody takes its write-ahead log for rubbish.
  void LoseWal();

  // --- only while up
  agent::Desk& desk() { return *desk_; }
  agent::AgentStore& store() { return desk_->store(); }
  bool syncing() const { return session_ != nullptr; }
  // Begins a sync or goes on with one; null: it is over, see last_sync.
  const v1::ExchangeRequest* Ask();
  void Take(const absl::StatusOr<v1::ExchangeResponse>& reply, bool left);
  const absl::StatusOr<agent::SyncOutcome>& last_sync() const { return last_sync_; }
  // All that waits, for a file; and the answers that came in one, to the first of those calls.
  agent::PendingCalls Export();
  void Import(const agent::PendingCalls& calls, const std::vector<v1::ExchangeResponse>& responses);

  // Marks of the Revisions in its own streams, without what lies behind a stream's end.
  std::set<Mark> OwnMarks();
  // Whether it says that it has fallen behind what was saved here.
  bool TellsOfLoss() const;
  // Of those that it has read of as well.
  std::set<Mark> HeldMarks();

  std::set<Mark> saved;  // a person was told so here
  // What a computer that is gone had sent, and nobody but this one was told of.
  std::set<Mark> kept_for_others;
  bool was_behind = false;  // its database is, or was once, older than what lies beside it
  size_t hub = 0;           // which one it is connected to
  uint64_t call = 0;        // the request that it waits for; 0: none
  // By number of the stream: up to where what it believes to be received was checked.
  std::map<uint32_t, uint64_t> told_received;
  // How often a stream was left for a new one, and with unsent work whose parents moved too.
  uint64_t moves = 0, moves_of_parents = 0;

 private:
  absl::Status Open();
  // Planted bugs.
  void SpoilMove();
  const v1::ExchangeRequest* WithoutWhatWasRefused(const v1::ExchangeRequest& request);

  const std::string name_;
  const agent::Enrollment who_;
  const std::unique_ptr<Machine> machine_;
  const Bug bug_;
  bool gone_ = false;
  agent::BatchLimits limits_;
  const agent::SyncOptions options_;
  std::unique_ptr<agent::Desk> desk_;
  std::unique_ptr<agent::SyncSession> session_;
  v1::ExchangeRequest spoilt_;
  absl::StatusOr<agent::SyncOutcome> last_sync_ = absl::UnknownError("never");
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SIM_AGENT_H_
