// One operation of a program, tried at every place where its disk can fail.
//
//   const Operation submit{.file = "agent.db", .before = image, .start = StartDesk};
//   EXPECT_THAT(TryPowerCuts(submit).wrong, IsEmpty());
//
// What is asked after each fault: the file is sound (integrity_check); what it holds is what it
// held before the operation or what the operation makes of it, nothing between; if the person was
// told OK it is the latter, if refused the former, and only kUnknown may be either; what can be
// seen is not lost by the next power cut; chains and folds are clean; every refusal says so in both
// languages. A seed repeats a case exactly; it stands in each complaint.
#ifndef GOM_TESTS_SIM_TRIAL_H_
#define GOM_TESTS_SIM_TRIAL_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/sim/crashvfs.h"
#include "tests/sim/disk_image.h"

namespace gom::sim {

// A running program. Destroying it closes its store. The same operation on the same disk must make
// the same picture, so clock and chance must stand still.
class Program {
 public:
  virtual ~Program() = default;
  // The operation. What it answers is what the person is told.
  virtual absl::Status Act() = 0;
  // Everything that the program believes to hold, from its memory.
  virtual std::string Picture() = 0;
  // What is not sound in it.
  virtual std::vector<std::string> Problems() = 0;
};

struct Operation {
  std::string file;  // the database, for integrity_check
  DiskImage before;  // where it begins
  std::function<absl::StatusOr<std::unique_ptr<Program>>(CrashDisk& disk)> start;
  // Where one part of it may be done although the whole was refused, and doing it again completes
  // it.
  bool refused_may_be_done = false;
};

struct Verdicts {
  std::vector<std::string> wrong;  // empty: every case went well
  int cases = 0;
  int absent = 0;  // cases that left what was before
  int whole = 0;   // cases that left the operation done
};

// How many damages are tried at each place: 10, or what GOM_CRASH_SEEDS says.
int SeedsPerPlace();

// The power is cut at each write and sync of the operation and of closing the program after it,
// and after the last one.
Verdicts TryPowerCuts(const Operation& operation);
// The program is killed there; started again; then the power is cut.
Verdicts TryKills(const Operation& operation);
// One call of the operation fails (each, with its I/O error, and each write with FULL), then the
// disk works again: the operation is done again, or not; the program goes on, is closed, or killed
// and started again; then the power is cut.
Verdicts TryErrorOnce(const Operation& operation);
// The same with every call behind it failing too, until the disk is mended.
Verdicts TryErrorForEver(const Operation& operation);
// The disk is full at each size between what is there and what the operation needs.
Verdicts TryQuota(const Operation& operation);
// The power is cut in the operation; then starting again meets an error at each of its calls, or a
// second cut at each of its writes and syncs.
Verdicts TrySecondFault(const Operation& operation);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_TRIAL_H_
