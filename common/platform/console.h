// What a command line is given: arguments in UTF-8, a line typed without being shown, who runs it
// and where. How the terminal shows things is in common/text/terminal.h.
#ifndef GOM_COMMON_PLATFORM_CONSOLE_H_
#define GOM_COMMON_PLATFORM_CONSOLE_H_

#include <istream>
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

// The folder in which this program's file lies, empty where it is not known.
std::string ProgramFolder();

// One line of `in`; where that is standard input and a person types it, it is not shown.
std::string ReadHidden(std::istream& in);

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_CONSOLE_H_
