// gom-hub: the commune's program.
#include <iostream>

#include "common/cli/app.h"
#include "common/cli/print.h"
#include "common/platform/console.h"
#include "grpc/support/log.h"
#include "hub/cli/command_line.h"

int main(int argc, char** argv) {
  // What the transport says to itself is no sentence for people; whoever looks for a fault asks for
  // it.
  if (gom::platform::Environment("GRPC_VERBOSITY").empty()) {
    gpr_set_log_function([](gpr_log_func_args*) {});
  }
  const auto arguments = gom::platform::Arguments(argc, argv);
  if (!arguments.ok()) {
    gom::cli::PrintRefusal(std::cerr, gom::text::ChooseLanguage(""), arguments.status());
    return gom::cli::kUsage;
  }
  return gom::hub::RunCommandLine(*arguments, std::cout, std::cerr);
}
