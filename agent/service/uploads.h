// Files on their way from the page, piece by piece, until AddEvidence takes them: so that a photo
// of 20 MB needs no message of 20 MB, and whoever waits sees how far it has come. In memory alone:
// what is cut off is sent again from the clerk's own file.
#ifndef GOM_AGENT_SERVICE_UPLOADS_H_
#define GOM_AGENT_SERVICE_UPLOADS_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/platform/clock.h"
#include "common/platform/mutex.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

inline constexpr size_t kUploadIdBytes = 16;
inline constexpr size_t kPieceBytes = 256u << 10;
// Two pages at once; each may take as much as a file may have.
inline constexpr size_t kMostUploads = 2;
// One that waits so long is forgotten; and where there is no room for another, one that waits so
// long that nobody seems to send it any more.
inline constexpr absl::Duration kUploadLife = absl::Minutes(10);
inline constexpr absl::Duration kUploadQuiet = absl::Seconds(30);

// May be shared by threads.
class Uploads {
 public:
  explicit Uploads(const platform::MonotonicClock& clock) : clock_(clock) {}

  // What does not follow is not taken; the answer says what does. INVALID_ARGUMENT evidence_refused
  // (too large), piece_wrong; RESOURCE_EXHAUSTED too_many_uploads.
  absl::StatusOr<v1::PutEvidencePieceResponse> Put(const v1::PutEvidencePieceRequest& request)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The whole file, which is forgotten here. NOT_FOUND upload_unknown.
  absl::StatusOr<std::string> Take(const std::string& upload) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Upload {
    uint64_t size = 0;
    std::string bytes;
    absl::Duration touched;
  };
  // The upload of that name, begun where there is none.
  absl::StatusOr<Upload*> Find(const v1::PutEvidencePieceRequest& request)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Forget(absl::Duration now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const platform::MonotonicClock& clock_;
  platform::Mutex mutex_;
  std::map<std::string, Upload> uploads_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_UPLOADS_H_
