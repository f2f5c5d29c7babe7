// Photos and scans that devices send after their entries.
#ifndef GOM_HUB_SERVICE_EVIDENCE_H_
#define GOM_HUB_SERVICE_EVIDENCE_H_

#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/mutex.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/sync.pb.h"
#include "hub/auth/access.h"
#include "hub/state/state.h"
#include "hub/store/evidence_files.h"

namespace gom::hub {

class Hub;

// What one unit may have here; two hundred of the largest pictures a quarter of a year.
inline constexpr uint64_t kUnitEvidenceBytes = 256u << 20;
inline constexpr int kMaxWanted = 16;

// The folder, and what devices were told to be missing. May be shared by threads.
class EvidenceDesk {
 public:
  explicit EvidenceDesk(const std::string& data_folder)
      : files_(data_folder + "/" + kEvidenceFolder) {}

  EvidenceFiles& files() { return files_; }

  // Whether this device is to be told now of this list (a digest of it): the same one at most once
  // an hour, since a school pays for its bytes and may have lost the file too.
  bool Tell(uint32_t device, uint64_t list, absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);
  // It had all that was asked for, or sent some of it: what is missing from now on is news.
  void Forget(uint32_t device) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Told {
    uint64_t list = 0;
    absl::Duration at;
  };
  EvidenceFiles files_;
  platform::Mutex mutex_;
  absl::flat_hash_map<uint32_t, Told> told_ ABSL_GUARDED_BY(mutex_);
};

// A piece from a device. NOT_FOUND evidence_not_named: no Revision of its unit names the file;
// INVALID_ARGUMENT evidence_refused; RESOURCE_EXHAUSTED hub_full: the unit has what it may have, or
// the disk is full.
absl::StatusOr<v1::PutEvidenceResponse> PutEvidence(Hub& hub, const DeviceFacts& device,
                                                    const v1::PutEvidenceRequest& request);

// Where the device has nothing more to read: names the files of its unit that are not here.
void AddWanted(Hub& hub, const DeviceFacts& device, v1::ExchangeResponse* response);

// Counts what is here and what is not.
void CountEvidence(Hub& hub, v1::HubStatus* status);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_EVIDENCE_H_
