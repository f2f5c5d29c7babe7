// gom-hub: the commune's program.
#include <malloc.h>

#include <iostream>

#include "absl/synchronization/mutex.h"
#include "common/cli/app.h"
#include "common/cli/memory.h"
#include "common/cli/print.h"
#include "common/platform/console.h"
#include "hub/cli/command_line.h"

namespace {

// What one batch frees the next one asks for again. By itself glibc gives such pages back to the
// system and takes them anew: a twentieth of what taking in an entry costs.
void KeepFreedMemory() {
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  gom::cli::EndInWordsWithoutMemory();
  KeepFreedMemory();
  // Abseil as Debian builds it looks for circles of locks whenever one is taken: good in tests, and
  // a thirtieth of what taking in an entry costs.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  const auto arguments = gom::platform::Arguments(argc, argv);
  if (!arguments.ok()) {
    gom::cli::PrintRefusal(std::cerr, gom::cli::PickLanguage({argv + 1, argv + argc}),
                           arguments.status());
    return gom::cli::kUsage;
  }
  return gom::hub::RunCommandLine(*arguments, std::cout, std::cerr);
}
