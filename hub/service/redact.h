// Erases the words of Changes, and evidence files, on request of whoever they are about.
#ifndef GOM_HUB_SERVICE_REDACT_H_
#define GOM_HUB_SERVICE_REDACT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// The record first, then the ratchet, then the bytes; all of it durable when it returns OK. Cut off
// in between, or where the log is being read and cannot be emptied, it is done to its end by the
// next start, by asking again or for something else, or by Hub::Upkeep. Backups that were made
// before still hold it. RESOURCE_EXHAUSTED backup_busy, and what DecideRedact says. Blocks.
absl::StatusOr<v1::RedactResponse> Redact(Hub& hub, const v1::RedactRequest& request);

// Brings what State says to be erased to its end, on the disk; Hub::erasing says so until it is.
absl::Status FinishErasing(Hub& hub);
// The same where the last time failed, unless a backup or another erasure is at work; a failure is
// only noted.
void ResumeErasing(Hub& hub);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_REDACT_H_
