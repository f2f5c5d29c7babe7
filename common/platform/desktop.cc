#include "common/platform/desktop.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include "common/platform/console.h"

extern char** environ;

namespace gom::platform {
namespace {

constexpr char kOpener[] = "xdg-open";
constexpr char kNowhere[] = "/dev/null";

}  // namespace

bool OpenInBrowser(const std::string& address) {
  if (Environment("DISPLAY").empty() && Environment("WAYLAND_DISPLAY").empty()) return false;
  posix_spawn_file_actions_t files{};
  posix_spawnattr_t attributes{};
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  // A browser outlives the command, and has nothing to say on its terminal.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, kNowhere, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, kNowhere, O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, kNowhere, O_WRONLY, 0);
  std::string opener = kOpener, argument = address;
  char* const arguments[] = {opener.data(), argument.data(), nullptr};
  pid_t pid = 0;
  const int failed = posix_spawnp(&pid, kOpener, &files, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failed == 0;
}

}  // namespace gom::platform
