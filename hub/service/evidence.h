// Photos and scans that devices send after their entries.
#ifndef GOM_HUB_SERVICE_EVIDENCE_H_
#define GOM_HUB_SERVICE_EVIDENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/mutex.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/bundle.pb.h"
#include "gom/v1/sync.pb.h"
#include "hub/auth/access.h"
#include "hub/state/state.h"
#include "hub/store/evidence_files.h"

namespace gom::hub {

class Hub;

// What one unit may have here unless the operator sets it otherwise; two hundred of the largest
// pictures a quarter of a year.
inline constexpr uint64_t kUnitEvidenceBytes = 256u << 20;
inline constexpr size_t kMaxWanted = 16;

// The folder, and what devices were told to be missing. May be shared by threads.
class EvidenceDesk {
 public:
  EvidenceDesk(const std::string& data_folder, uint64_t unit_bytes)
      : unit_bytes_(unit_bytes), files_(data_folder + "/" + kEvidenceFolder) {}

  EvidenceFiles& files() { return files_; }
  uint64_t unit_bytes() const { return unit_bytes_; }

  // Which of the files that are missing (ascending) this device is to be told of now: sixteen at a
  // time, each time those behind the last ones, so that files which nobody has any more hide none.
  // Once it was told of all, it is told again after an hour, or as soon as it has sent one of them:
  // a school pays for its bytes and may have lost them too.
  std::vector<std::string> ToTell(uint32_t device, const std::vector<std::string>& missing,
                                  absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);
  // It sent one of them.
  void NoteSent(uint32_t device) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Round {
    absl::Duration began;
    std::string last;   // that it was told of; empty: none yet
    bool sent = false;  // one of them, since
  };
  const uint64_t unit_bytes_;
  EvidenceFiles files_;
  platform::Mutex mutex_;
  absl::flat_hash_map<uint32_t, Round> rounds_ ABSL_GUARDED_BY(mutex_);
};

// A piece from a device. About this file alone: NOT_FOUND evidence_not_named, no Revision of its
// unit names it; INVALID_ARGUMENT evidence_refused; FAILED_PRECONDITION evidence_quota, with it the
// unit would have more than it may. About all: PERMISSION_DENIED evidence_waits, the device waits
// to be readmitted; RESOURCE_EXHAUSTED hub_full, the disk is full; INTERNAL evidence_not_stored,
// and why is told to the hub's journal alone. Blocks on the disk.
absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(Hub& hub, const DeviceFacts& device,
                                                    const v1::PutEvidenceRequest& request);

// A whole file that a bundle carried, in pieces as above and with the same refusals. OK: it is here
// whole, whoever brought it.
absl::Status PutEvidenceFile(Hub& hub, const DeviceFacts& device, const v1::EvidenceFile& file);
// What is wrong with one file, and nothing against the others.
bool IsAboutOneFile(const absl::Status& refusal);

// Where the device has nothing more to read, and may read: names files of its unit that are not
// here.
void AddWanted(Hub& hub, const DeviceFacts& device, const v1::ExchangeRequest& request,
               v1::ExchangeResponse* response);

// Counts what is here and what is not.
void CountEvidence(Hub& hub, v1::HubStatus* status);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_EVIDENCE_H_
