// Photos and scans beside the log, in a folder of their own, each under the SHA-256 of its bytes in
// hexadecimal digits. One that is on its way lies there as DIGEST.part and grows piece by piece.
//
//   ASSIGN_OR_RETURN(const EvidenceHave have, files.Put(sha256, size, offset, piece));
//
// Whether anything names a file is the caller's to know. Blocks on the disk; codes of
// common/platform/file_system.h. May be shared by threads; a command may look into the folder of a
// hub that runs.
#ifndef GOM_HUB_STORE_EVIDENCE_FILES_H_
#define GOM_HUB_STORE_EVIDENCE_FILES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/platform/mutex.h"

namespace gom::hub {

// In the data folder.
inline constexpr char kEvidenceFolder[] = "evidence";

struct EvidenceHave {
  uint64_t bytes = 0;  // from the first on, durable
  bool complete = false;
};

struct EvidenceOnDisk {
  std::string sha256;  // 32 bytes
  uint64_t bytes = 0;
  enum class Condition { kWhole, kOnItsWay, kDamaged } condition = Condition::kWhole;
};

class EvidenceFiles {
 public:
  // The folder is made when the first piece comes.
  explicit EvidenceFiles(std::string folder) : folder_(std::move(folder)) {}

  // What is here of a file: all of it, a part, or nothing.
  EvidenceHave Have(std::string_view sha256) const;

  // Takes the piece where it follows what is here, durable on return; answers what is here then,
  // whether or not it did. The last piece makes the file whole if it has its digest and may be kept
  // (common/evidence/check.h); kInvalidArgument evidence_refused where not, and then it begins
  // again from nothing. kResourceExhausted disk_full.
  absl::StatusOr<EvidenceHave> Put(const std::string& sha256, uint64_t size, uint64_t offset,
                                   std::string_view piece) ABSL_LOCKS_EXCLUDED(mutex_);

  // The bytes of a whole one. One that is not what its name says is put aside as DIGEST.damaged, so
  // that it is asked for again: kNotFound evidence_missing (D13).
  absl::StatusOr<std::string> Read(std::string_view sha256) const;

  // Removes the file, what has come of it and what was put aside of it; gone from the folder for
  // good on return. OK where there is nothing.
  absl::Status Erase(std::string_view sha256) ABSL_LOCKS_EXCLUDED(mutex_);

  // The whole ones (32 bytes each) by their names alone, ascending.
  std::vector<std::string> Whole() const;
  // Reads every file; ascending by digest. What is damaged is put aside, as by Read.
  std::vector<EvidenceOnDisk> Check() const;

 private:
  std::string PathOf(std::string_view sha256) const;
  absl::StatusOr<EvidenceHave> Complete(const std::string& sha256)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string folder_;
  platform::Mutex mutex_;  // one piece at a time
};

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_EVIDENCE_FILES_H_
