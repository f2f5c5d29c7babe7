// One command over real files, tried at every place where the disk can fail: as trial.h has it for
// databases on a CrashDisk, for programs that work on whole folders (keys, copies, renames).
//
//   const FolderOperation restore{.before = image, .act = Restore, .look = OpenTheHub};
//   EXPECT_THAT(TryPowerCuts(restore).wrong, IsEmpty());
//
// What is asked after each fault: what stands is what stood before the command or what the command
// makes of it, nothing between; if the person was told OK it is the latter, if refused the former,
// and only kUnknown may be either; what the next start has shown is not lost by the next power cut;
// every refusal says so in both languages; when it has been done again no file is there that a
// command without a fault does not leave.
#ifndef GOM_TESTS_SIM_FOLDER_TRIAL_H_
#define GOM_TESTS_SIM_FOLDER_TRIAL_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/sim/disk_image.h"
#include "tests/sim/trial.h"

namespace gom::sim {

struct FolderOperation {
  // Below the folder that both functions are given. All that is in it is durable.
  DiskImage before;
  // The whole life of a program that does it; the answer is what the person is told, at the end or
  // where `said` is called.
  using Said = std::function<void()>;
  std::function<absl::Status(const std::string& folder, const Said& said)> act;
  // The next program that is started there: what it shows, the same for the same; appends what is
  // not sound. It may write, as a start does.
  std::function<absl::StatusOr<std::string>(const std::string& folder,
                                            std::vector<std::string>* problems)>
      look;
  // Where it may be done although it was refused, and doing it again completes it.
  bool refused_may_be_done = false;
  // Where doing it again is an error once it is done: the code it is refused with.
  std::string done_code{};
  // What was seen before the person was told may go with the next power cut: a file that no start
  // looks after.
  bool told_alone_counts = false;
  // What a fault left over is removed when it is done again; else the next start does that.
  bool tidied_when_done_again = false;
};

// What a real folder holds, as a disk that has all of it durable.
DiskImage ImageOf(const std::string& folder);

// The names are those of trial.h and mean the same.
Verdicts TryPowerCuts(const FolderOperation& operation);
Verdicts TryKills(const FolderOperation& operation);
Verdicts TryErrorOnce(const FolderOperation& operation);
Verdicts TryErrorForEver(const FolderOperation& operation);
Verdicts TryQuota(const FolderOperation& operation);
Verdicts TrySecondFault(const FolderOperation& operation);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_FOLDER_TRIAL_H_
