// gom-hub's command line: everything but main.
//
//   return RunCommandLine({"progress", "--as-of", "2026-Q3"}, std::cout, std::cerr);
//
// Answers the exit code (common/cli/app.h). One thread; serve blocks until a signal.
#ifndef GOM_HUB_CLI_COMMAND_LINE_H_
#define GOM_HUB_CLI_COMMAND_LINE_H_

#include <ostream>
#include <string>
#include <vector>

namespace gom::hub {

// `arguments` are those after the program's name.
int RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_COMMAND_LINE_H_
