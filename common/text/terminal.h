// Whether a person watches, how wide the window is, and a line that shows how far long work has
// come.
//
//   const Terminal t = LookAt(STDOUT_FILENO, ColourChoice::kAuto);
//   ProgressLine line(std::cerr, LookAt(STDERR_FILENO, ColourChoice::kNever));
//   line.Step(3, 14, "Đang đồng bộ TH-03");
//   line.Finish();
#ifndef GOM_COMMON_TEXT_TERMINAL_H_
#define GOM_COMMON_TEXT_TERMINAL_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace gom::text {

enum class ColourChoice { kAuto, kAlways, kNever };

// "always", "never", "auto"; nullopt for anything else.
std::optional<ColourChoice> ColourChoiceFrom(std::string_view name);

struct Terminal {
  bool watching = false;
  // Columns; 100 where it is not known, never below 40.
  int width = 100;
  bool colour = false;
};

// What the system says of a file descriptor, before anything is decided.
struct TerminalFacts {
  bool is_terminal = false;
  // 0: not known.
  int columns = 0;
  // NO_COLOR is set and not empty, or TERM is "dumb".
  bool colour_unwanted = false;
};
TerminalFacts Ask(int file_descriptor);
// Pure. A choice given on the command line wins over NO_COLOR; without one, colour only where a
// person watches.
Terminal Decide(const TerminalFacts& facts, ColourChoice choice);
inline Terminal LookAt(int file_descriptor, ColourChoice choice) {
  return Decide(Ask(file_descriptor), choice);
}

// One line that is written over while a person watches; without one, a plain line for each new
// tenth. Not synchronised.
class ProgressLine {
 public:
  ProgressLine(std::ostream& out, const Terminal& terminal);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // `done` of `total` is finished; total 0: nobody knows how many there are.
  void Step(uint64_t done, uint64_t total, std::string_view what);
  // Leaves the line as it stands. Done by the destructor as well.
  void Finish();

 private:
  std::ostream& out_;
  Terminal terminal_;
  bool open_ = false;
  std::string last_what_;
  int last_tenth_ = -1;
};

}  // namespace gom::text

#endif  // GOM_COMMON_TEXT_TERMINAL_H_
