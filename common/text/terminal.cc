#include "common/text/terminal.h"

#include <algorithm>
#include <cstdlib>

#ifdef _WIN32
#include <io.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include "common/text/unicode.h"

namespace gom::text {
namespace {

constexpr int kDefaultWidth = 100;
constexpr int kLeastWidth = 40;

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

#ifdef _WIN32
bool IsTerminal(int file_descriptor) { return _isatty(file_descriptor) != 0; }
int Columns(int) { return 0; }
#else
bool IsTerminal(int file_descriptor) { return isatty(file_descriptor) == 1; }
int Columns(int file_descriptor) {
  winsize size{};
  return ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
#endif

}  // namespace

std::optional<ColourChoice> ColourChoiceFrom(std::string_view name) {
  if (name == "auto") return ColourChoice::kAuto;
  if (name == "always") return ColourChoice::kAlways;
  if (name == "never") return ColourChoice::kNever;
  return std::nullopt;
}

TerminalFacts Ask(int file_descriptor) {
  const char* term = std::getenv("TERM");
  TerminalFacts facts;
  facts.is_terminal = IsTerminal(file_descriptor);
  facts.columns = facts.is_terminal ? Columns(file_descriptor) : 0;
  facts.colour_unwanted =
      IsSet("NO_COLOR") || (term != nullptr && std::string_view(term) == "dumb");
  return facts;
}

Terminal Decide(const TerminalFacts& facts, ColourChoice choice) {
  Terminal t;
  t.watching = facts.is_terminal;
  t.width = facts.columns > 0 ? std::max(facts.columns, kLeastWidth) : kDefaultWidth;
  t.colour = choice == ColourChoice::kAlways ||
             (choice == ColourChoice::kAuto && facts.is_terminal && !facts.colour_unwanted);
  return t;
}

ProgressLine::ProgressLine(std::ostream& out, const Terminal& terminal)
    : out_(out), terminal_(terminal) {}

ProgressLine::~ProgressLine() { Finish(); }

void ProgressLine::Step(uint64_t done, uint64_t total, std::string_view what) {
  const int percent = total == 0 ? -1 : static_cast<int>(std::min(done, total) * 100 / total);
  std::string line = "[" + std::to_string(done);
  if (total > 0) line += "/" + std::to_string(total) + ", " + std::to_string(percent) + "%";
  line += "] " + OneLine(what);
  if (terminal_.watching) {
    // One column stays free: some terminals break the line when the last one is written.
    out_ << '\r' << Truncate(line, terminal_.width - 1) << "\x1b[K" << std::flush;
    open_ = true;
    return;
  }
  const int tenth = percent < 0 ? -1 : percent / 10;
  if (tenth == last_tenth_ && what == last_what_) return;
  const bool crawling = tenth == last_tenth_ && total > 20;
  last_what_ = std::string(what);
  last_tenth_ = tenth;
  if (!crawling) out_ << line << '\n' << std::flush;
}

void ProgressLine::Finish() {
  if (!open_) return;
  open_ = false;
  out_ << '\n' << std::flush;
}

}  // namespace gom::text
