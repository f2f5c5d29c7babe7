// Says whether the log and what was made of it are sound: every record against its digest and every
// text against the one its record names; no gap in any stream; State and totals against ones made
// from nothing; and, entry by entry, which Revisions are head, accepted, contending and held,
// against a second fold in plain SQL that shares no code with the first.
//
// Nobody waits for it. The log is read in slices, and State is looked at in pieces of a few
// milliseconds; a fold aside follows the log to where each piece was taken and is held against it
// there.
#ifndef GOM_HUB_WRITER_VERIFY_H_
#define GOM_HUB_WRITER_VERIFY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "gom/v1/error.pb.h"
#include "hub/store/hub_store.h"
#include "hub/writer/core.h"

namespace gom::hub {

struct VerifyReport {
  uint64_t records = 0;
  log::Position position;
  std::vector<v1::Error> problems;  // empty: all is well
};

// Of the log up to the position that is published when the last piece is looked at. Blocks on the
// disk, reads the whole log; the hub goes on meanwhile. Fails only where the store cannot be read
// at all.
absl::StatusOr<VerifyReport> Verify(const WriterCore& core);

}  // namespace gom::hub

#endif  // GOM_HUB_WRITER_VERIFY_H_
