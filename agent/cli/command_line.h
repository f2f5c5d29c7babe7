// gom-agent's command line.
#ifndef GOM_AGENT_CLI_COMMAND_LINE_H_
#define GOM_AGENT_CLI_COMMAND_LINE_H_

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace gom::agent {

// Runs one command; answers the exit code (common/cli/app.h). `in` is asked where a person has to
// decide.
int RunCommandLine(const std::vector<std::string>& arguments, std::istream& in, std::ostream& out,
                   std::ostream& err);

}  // namespace gom::agent

#endif  // GOM_AGENT_CLI_COMMAND_LINE_H_
