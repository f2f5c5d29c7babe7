// gom-agent: the school's program.
#include <iostream>

#include "agent/cli/command_line.h"
#include "common/cli/app.h"
#include "common/cli/memory.h"
#include "common/cli/print.h"
#include "common/platform/console.h"

int main(int argc, char** argv) {
  gom::cli::EndInWordsWithoutMemory();
  const auto arguments = gom::platform::Arguments(argc, argv);
  if (!arguments.ok()) {
    gom::cli::PrintRefusal(std::cerr, gom::cli::PickLanguage({argv + 1, argv + argc}),
                           arguments.status());
    return gom::cli::kUsage;
  }
  return gom::agent::RunCommandLine(*arguments, std::cin, std::cout, std::cerr);
}
