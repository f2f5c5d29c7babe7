// When people should be told that a disk fills up (I13). Pure.
#ifndef GOM_COMMON_PLATFORM_DISK_ROOM_H_
#define GOM_COMMON_PLATFORM_DISK_ROOM_H_

#include <algorithm>
#include <cstdint>

#include "common/platform/file_system.h"

namespace gom::platform {

inline constexpr uint64_t kFillsUpPercent = 80;
// With so much left it lasts for years all the same.
inline constexpr uint64_t kLastsForYears = uint64_t{4} << 30;

inline uint64_t PercentUsed(const DiskRoom& disk) {
  constexpr uint64_t kAll = 100;
  const uint64_t percent = disk.total / kAll;  // a disk of fewer bytes is none
  return percent == 0 ? 0 : kAll - std::min(kAll, (disk.free + percent - 1) / percent);
}

// Four fifths are used, and what is left is not much.
inline bool FillsUp(const DiskRoom& disk) {
  return disk.free < kLastsForYears && PercentUsed(disk) >= kFillsUpPercent;
}

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_DISK_ROOM_H_
