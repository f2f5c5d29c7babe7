// What hub.db is. Inside hub/store only.
#ifndef GOM_HUB_STORE_SCHEMA_H_
#define GOM_HUB_STORE_SCHEMA_H_

#include <cstdint>

#include "common/log/database.h"

namespace gom::hub {

inline constexpr uint32_t kHubLog = 1;

// Application id, schema and checkpoints of hub.db.
log::DatabaseOptions HubDatabaseOptions();

}  // namespace gom::hub

#endif  // GOM_HUB_STORE_SCHEMA_H_
