// Arguments in UTF-8, and where the person lives. The terminal is in common/text/terminal.h.
#ifndef GOM_COMMON_PLATFORM_CONSOLE_H_
#define GOM_COMMON_PLATFORM_CONSOLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace gom::platform {

// The arguments after the program's name. kInvalidArgument argument_not_utf8, naming its place, if
// one is not UTF-8: a terminal of another encoding would silently change names.
absl::StatusOr<std::vector<std::string>> Arguments(int argc, const char* const* argv);

// An environment variable, empty where it is not set.
std::string Environment(const char* name);

// The person's login name, empty where it is not known.
std::string UserName();

// The person's home folder, empty where it is not known.
std::string HomeFolder();

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_CONSOLE_H_
