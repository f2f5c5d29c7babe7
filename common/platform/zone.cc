#include "common/platform/zone.h"

#include <time.h>

namespace gom::platform {

int LocalOffsetSeconds(int64_t at_ms) {
  const time_t seconds = at_ms >= 0 ? at_ms / 1000 : (at_ms - 999) / 1000;
  tm local{};
  return localtime_r(&seconds, &local) == nullptr ? 0 : static_cast<int>(local.tm_gmtoff);
}

}  // namespace gom::platform
