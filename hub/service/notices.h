// What whoever runs the hub should look at: in `gom-hub status`, as long as it is so, or as long as
// the hub remembers (hub/service/seen.h).
#ifndef GOM_HUB_SERVICE_NOTICES_H_
#define GOM_HUB_SERVICE_NOTICES_H_

#include <cstddef>
#include <cstdint>

#include "gom/v1/admin.pb.h"
#include "hub/service/hub.h"

namespace gom::hub {

// So many wrong enrollment codes in so long are more than slips of the pen: a slip of its own is
// locked after five (E7).
inline constexpr size_t kManyWrongCodes = 5;
inline constexpr int64_t kWrongCodesMs = int64_t{24} * 60 * 60 * 1000;

// Of the write-ahead log: four times what is kept between two checkpoints. Some program reads
// hub.db and does not end (D11).
inline constexpr int64_t kWalWorthSaying = int64_t{256} << 20;

// Devices that asked for another's data, computers that were copied, wrong codes (E1, E7, E10), a
// disk that fills up (D11, I13), and what the hub found when it checked itself (D12).
void AddNotices(Hub& hub, v1::HubStatus* status);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_NOTICES_H_
