// The office begins a new authority before the old one ends. The old one is believed on: this does
// not help where its key was seen.
#ifndef GOM_HUB_SERVICE_BEGIN_AUTHORITY_H_
#define GOM_HUB_SERVICE_BEGIN_AUTHORITY_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// Durable when it returns. Devices of the earlier authority go on; each is told to renew at its
// next call. Blocks on the disk: for a worker. Fails as Authority::Begin and the writer.
absl::StatusOr<v1::BeginAuthorityResponse> BeginAuthority(Hub& hub,
                                                          const v1::BeginAuthorityRequest& request);

// Devices whose newest certificate is an earlier authority's. Blocks for a while where there are
// many of them and an authority was begun: for a worker.
uint32_t DevicesToRenew(Hub& hub);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_BEGIN_AUTHORITY_H_
