#include "common/platform/console.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "common/platform/words.h"
#include "common/text/unicode.h"

namespace gom::platform {

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

}  // namespace

std::string UserName() {
  if (std::string user = Environment("USER"); !user.empty()) return user;
  return FromUserTable(&passwd::pw_name);
}

std::string HomeFolder() {
  if (std::string home = Environment("HOME"); !home.empty()) return home;
  return FromUserTable(&passwd::pw_dir);
}

}  // namespace gom::platform
