// Where a person's sticks and other disks are seen in this system.
#ifndef GOM_COMMON_PLATFORM_OTHER_DISKS_H_
#define GOM_COMMON_PLATFORM_OTHER_DISKS_H_

#include <string>
#include <string_view>
#include <vector>

namespace gom::platform {

// Folders under which plugged-in disks stand now and that this account may write, but for the disk
// that `folder` is on; ascending.
std::vector<std::string> OtherDisks(const std::string& folder);

// Of a table as /proc/self/mounts has it: those where a desktop or a person puts such disks
// (/media, /run/media, /mnt), with the names as people see them.
std::vector<std::string> DisksIn(std::string_view mounts);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_OTHER_DISKS_H_
