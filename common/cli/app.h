// What both command lines share: options, help and complaints in the person's language, and exit
// codes.
//
//   cli::App app({.name = "gom-hub", .about = kAbout, …}, arguments);
//   std::string period;
//   CLI::App* lock = app.Command(app.root(), "lock", kLockAbout, "gom-hub lock 2026-Q2");
//   app.Argument(lock, "PERIOD", period, kPeriodHelp)->required();
//   app.Action(lock, [&] { return Lock(app.globals(), period); });
//   return app.Run(std::cout, std::cerr);
//
// The language is taken from the arguments (--lang, else the environment) before any description is
// made. Not synchronised: one thread.
#ifndef GOM_COMMON_CLI_APP_H_
#define GOM_COMMON_CLI_APP_H_

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "common/text/message.h"
#include "common/text/terminal.h"

namespace gom::cli {

// Exit codes, the same for every command.
inline constexpr int kOk = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
inline constexpr int kUnreachable = 3;

// kUnavailable and kDeadlineExceeded: cannot reach; anything else that is not OK: refused.
int ExitCode(const absl::Status& status);

struct Globals {
  text::Language language = text::Language::kVietnamese;
  // Print the API's own message instead of words.
  bool json = false;
  // The data folder.
  std::string data;
  // For text::LookAt.
  text::ColourChoice colour = text::ColourChoice::kAuto;
};

struct AppOptions {
  std::string name;
  text::Message about;
  // Environment variable that names the data folder, and the folder without it ("~/" is the home
  // folder).
  std::string data_variable;
  std::string data_default;
  // Empty: no --version.
  std::string version = {};
};

class App {
 public:
  // `arguments` are those after the program's name.
  App(AppOptions options, std::vector<std::string> arguments);
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  CLI::App& root() { return *root_; }
  const Globals& globals() const { return globals_; }
  text::Language language() const { return globals_.language; }
  std::string Words(const text::Message& m) const { return std::string(m.In(globals_.language)); }

  // A command below `parent`. `examples` are whole command lines, one a line, shown under its help.
  CLI::App* Command(CLI::App& parent, const std::string& name, const text::Message& about,
                    std::string_view examples = {});

  // A positional argument ("PERIOD"), an option ("--reason"), a flag, with help in the language.
  template <typename T>
  CLI::Option* Argument(CLI::App* command, const std::string& name, T& value,
                        const text::Message& help) {
    return command->add_option(name, value, Words(help));
  }
  template <typename T>
  CLI::Option* Option(CLI::App* command, const std::string& name, T& value,
                      const text::Message& help) {
    return command->add_option(name, value, Words(help));
  }
  CLI::Option* Flag(CLI::App* command, const std::string& name, bool& value,
                    const text::Message& help) {
    return command->add_flag(name, value, Words(help));
  }

  // What a command does once everything is parsed. Its refusal is printed by Run.
  void Action(CLI::App* command, std::function<absl::Status()> action);

  // Parses, runs the chosen action, prints help to `out` and refusals to `err`; answers the exit
  // code. What could not be written to `out` is a refusal too (output_failed).
  int Run(std::ostream& out, std::ostream& err);

 private:
  static constexpr int kParsed = -1;
  void AddGlobals();
  // kParsed, or the exit code with which it ends here.
  int Parse(std::ostream& out, std::ostream& err);
  std::string Complaint(const CLI::ParseError& error) const;
  const CLI::App* Chosen() const;

  const AppOptions options_;
  const std::vector<std::string> arguments_;
  Globals globals_;
  std::string language_flag_;
  std::string colour_flag_;
  std::unique_ptr<CLI::App> root_;
  std::map<const CLI::App*, std::function<absl::Status()>> actions_;
};

// --lang X or --lang=X among the arguments, else the environment.
text::Language PickLanguage(const std::vector<std::string>& arguments);

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_APP_H_
