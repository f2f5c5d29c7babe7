// One hub: a machine with the production store and the writer's core on it. It dies when its disk
// stops and starts again when it is told to; what it has answered by then it has answered.
#ifndef GOM_TESTS_SIM_SIM_HUB_H_
#define GOM_TESTS_SIM_SIM_HUB_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/sync/signing.h"
#include "gom/v1/sync.pb.h"
#include "hub/snapshot/snapshots.h"
#include "hub/store/hub_store.h"
#include "hub/writer/core.h"
#include "tests/sim/bug.h"
#include "tests/sim/history.h"
#include "tests/sim/machine.h"

namespace gom::sim {

// What a hub's log is known to hold, by index.
struct Learned {
  uint64_t records = 0;
  std::map<uint64_t, Mark> marks;
  // So far it has said itself that it is durable: index, and first 8 bytes of the digest there.
  uint64_t durable = 0, digest = 0;
};

// Of every copy of the hub.
inline constexpr char kHubId[] = "HHHHHHHHHHHHHHHH";

// Digests of a device's certificate and key, as the table of devices has them.
std::string CertificateOf(uint32_t device);
std::string KeyOf(uint32_t device);
// What every copy of the hub signs with.
const sync::SigningKey& SignKey();

// A backup, and what was in it.
struct HubImage {
  FolderImage folder;
  Learned learned;
};

class SimHub {
 public:
  struct Asked {
    uint32_t device = 0;
    std::string unit;  // in its certificate
    v1::ExchangeRequest request;
    std::function<void(absl::StatusOr<v1::ExchangeResponse>)> done;
  };

  SimHub(std::string name, std::unique_ptr<Machine> machine, Bug bug, History& history);
  ~SimHub();

  const std::string& name() const { return name_; }
  Machine& machine() { return *machine_; }

  absl::Status Boot();
  void Kill();
  bool up() const { return core_ != nullptr; }
  bool dead() const { return machine_->stopped(); }

  HubImage Copy() const { return {machine_->Copy(), learned_}; }
  // Before its first start. `snapshots`: those that lie beside the log that is put back, which may
  // be of one that is gone; empty: none.
  void Restore(const HubImage& image, const std::string& snapshots);

  // --- only while up
  const hub::WriterCore& core() const { return *core_; }
  // Requests that share a batch. Where the hub dies on it, nobody is answered.
  void Exchange(std::vector<Asked> asked);
  template <typename Answer>
  absl::StatusOr<Answer> Act(std::function<absl::StatusOr<Answer>(hub::View&)> decide) {
    absl::StatusOr<Answer> result = absl::UnknownError("");
    std::deque<hub::Command> batch;
    batch.push_back(hub::ActCommand<Answer>(
        std::move(decide), [&](absl::StatusOr<Answer> answer) { result = std::move(answer); }));
    RunBatch(batch);
    return result;
  }
  absl::Status ActStatus(std::function<absl::Status(hub::View&)> decide);
  // What a computer that may not call any more has written to a file, all of it or nothing; the
  // answers, as far as the hub came. Refused where the log does not know the device.
  std::vector<v1::ExchangeResponse> TakeBundle(uint32_t device,
                                               absl::Span<const v1::ExchangeRequest> requests);
  // Durable, and in the ratchet.
  absl::Status Revoke(uint32_t device, const std::string& operator_name);
  bool IsRevoked(uint32_t device) const;
  // Its log does not know a device that was revoked, in a part that was lost: what that one brings
  // is not taken any more, not even in a file.
  bool ShutsOut(uint32_t device) const;
  // Who takes over from another hub knows whom that one had revoked.
  void TakeRatchet(const SimHub& other);
  // Its program is of a time when nothing was taken back of a computer that the log does not know,
  // until it is replaced by ours.
  void SetOlderProgram(bool older) { older_program_ = older; }
  // Of State as it is; the next start begins with it, if the log still fits.
  absl::Status WriteSnapshot();
  // The same, and the program dies on it: how much of it there is, chance decides.
  absl::Status DieOnSnapshot();
  const std::string& snapshots() const { return snapshots_.folder(); }

  // Which Revisions its log holds, durably.
  const std::set<Mark>& marks() const { return marks_; }
  bool Holds(const Mark& mark) const { return marks_.contains(mark); }
  // How many devices it took back that its log did not know.
  uint64_t returned() const { return returned_; }

 private:
  // What the edge does where the log does not know a device that comes with a good certificate.
  void TakeBack(const Asked& asked);
  absl::StatusOr<v1::ExchangeResponse> Answer(const Asked& asked, const hub::ExchangeAnswer& taken);
  v1::ExchangeRequest AtTheDoor(const v1::ExchangeRequest& request) const;
  void RefuseTheLost(v1::ExchangeRequest* request) const;
  void OnTheWayOut(const v1::ExchangeRequest& request, v1::ExchangeResponse* response) const;
  void RunBatch(std::deque<hub::Command>& batch);
  void CheckDurable();
  // Reads what was appended, and tells the history.
  void Learn();
  void LearnRecord(uint64_t index, const v1::Event& event);

  const std::string name_;
  const std::unique_ptr<Machine> machine_;
  const Bug bug_;
  History& history_;
  hub::Snapshots snapshots_;
  uint64_t returned_ = 0;
  bool older_program_ = false;
  std::set<uint32_t> revoked_;  // the ratchet: no copy takes it back
  std::unique_ptr<hub::HubStore> store_;
  std::unique_ptr<hub::HubStore> wrong_store_;  // a planted bug
  std::unique_ptr<hub::WriterCore> core_;
  Learned learned_;
  std::set<Mark> marks_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SIM_HUB_H_
