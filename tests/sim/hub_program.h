// A hub as a Program: its store, the writer's core over it, and one batch.
#ifndef GOM_TESTS_SIM_HUB_PROGRAM_H_
#define GOM_TESTS_SIM_HUB_PROGRAM_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "common/platform/clock.h"
#include "common/platform/random.h"
#include "hub/writer/core.h"
#include "tests/hub/state/hub_world.h"
#include "tests/sim/trial.h"

namespace gom::sim {

// A hub on a disk: plan, schools TH01 and TH02, an office.
class DiskHub {
 public:
  // What is there, or nothing.
  static absl::StatusOr<std::unique_ptr<DiskHub>> Open(CrashDisk& disk);
  // Makes a hub of what is new.
  void Begin();

  // One command, in a batch of its own.
  absl::Status Do(std::function<absl::Status(hub::View&)> decide);
  absl::Status Exchange(const hub::FakeDevice& device, uint64_t after);
  // A device of TH01; the same each time for the same number.
  std::unique_ptr<hub::FakeDevice> Enroll(uint32_t number);
  std::unique_ptr<hub::FakeDevice> Device(uint32_t number) const;

  hub::WriterCore& core() { return *core_; }
  hub::HubStore& store() { return *store_; }
  void SetSeed(uint64_t seed) { random_ = platform::SeededRandom(seed); }

 private:
  DiskHub() = default;

  platform::ManualWallClock clock_{1'790'000'000'000};
  platform::SeededRandom random_{7};
  std::unique_ptr<hub::HubStore> store_;
  std::unique_ptr<hub::WriterCore> core_;
};

// `prepare` has happened when the operation, `act`, begins.
Operation HubOperation(const std::function<void(DiskHub&)>& prepare,
                       std::function<absl::Status(DiskHub&)> act);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_HUB_PROGRAM_H_
