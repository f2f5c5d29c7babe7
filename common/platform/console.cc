#include "common/platform/console.h"

#include <pwd.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "common/platform/words.h"
#include "common/text/unicode.h"

namespace gom::platform {
namespace {

// What the system's user table says of who runs this program.
std::string FromUserTable(char* passwd::*field) {
  passwd entry{};
  passwd* found = nullptr;
  char buffer[4096];
  if (getpwuid_r(getuid(), &entry, buffer, sizeof(buffer), &found) != 0 || found == nullptr)
    return {};
  return found->*field;
}

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

absl::StatusOr<std::vector<std::string>> Arguments(int argc, const char* const* argv) {
  std::vector<std::string> arguments;
  for (int i = 1; i < argc; ++i) {
    if (!text::IsUtf8(argv[i]))
      return text::Refuse(absl::StatusCode::kInvalidArgument, kArgumentNotUtf8, i);
    arguments.emplace_back(argv[i]);
  }
  return arguments;
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string UserName() {
  if (std::string user = Environment("USER"); !user.empty()) return user;
  return FromUserTable(&passwd::pw_name);
}

std::string HomeFolder() {
  if (std::string home = Environment("HOME"); !home.empty()) return home;
  return FromUserTable(&passwd::pw_dir);
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
