// Files that a person carries: on sticks that are pulled out too early, that say they are larger
// than they are, or that hold something else under the name.
//
//   RETURN_IF_ERROR(WriteCheckedFile("/media/usb/gom-31TK01.gom", bytes));
//   ASSIGN_OR_RETURN(std::string bytes, ReadPlainFile(path, kMaxBundleBytes));
//
// Both block on the disk. Codes as in file_system.h, and those below.
#ifndef GOM_COMMON_PLATFORM_STICK_FILE_H_
#define GOM_COMMON_PLATFORM_STICK_FILE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace gom::platform {

// What a file really holds: read past the page cache where the file system can.
using ReadBack = std::function<absl::StatusOr<std::string>(const std::string& path)>;
absl::StatusOr<std::string> ReadFromMedium(const std::string& path);

// Written aside, synced, read back and compared, and only then under its name, in place of a plain
// file that may be there (G6). kUnavailable stick_failed: what was read is not what was written,
// and nothing is left of it. kFailedPrecondition not_a_plain_file.
absl::Status WriteCheckedFile(const std::string& path, std::string_view bytes,
                              const ReadBack& read_back = ReadFromMedium);

// The same under a name that nothing has yet: kAlreadyExists file_exists, and what is there stays.
absl::Status WriteCheckedNewFile(const std::string& path, std::string_view bytes,
                                 const ReadBack& read_back = ReadFromMedium);

// The whole of a plain file; a link, a device or a pipe is refused without being opened for long
// (G10): kFailedPrecondition not_a_plain_file. kResourceExhausted file_too_large.
absl::StatusOr<std::string> ReadPlainFile(const std::string& path, uint64_t limit);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_STICK_FILE_H_
