#include "common/platform/desktop.h"

#include <fcntl.h>
#include <spawn.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <system_error>

#include "common/platform/console.h"

extern char** environ;

namespace gom::platform {
namespace {

constexpr char kOpener[] = "xdg-open";
constexpr char kNowhere[] = "/dev/null";

// While it lives, the terminal does not show what is typed.
class NotShown {
 public:
  NotShown() : here_(isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!here_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~NotShown() {
    if (here_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NotShown(const NotShown&) = delete;
  NotShown& operator=(const NotShown&) = delete;

 private:
  termios before_{};
  const bool here_;
};

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

std::string ReadHidden(std::istream& in) {
  std::string line;
  if (&in != &std::cin) {
    std::getline(in, line);
    return line;
  }
  const NotShown while_typing;
  std::getline(in, line);
  return line;
}

std::string ProgramFolder() {
  std::error_code failed;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
  return failed ? std::string() : program.parent_path().string();
}

}  // namespace gom::platform
