#include "common/cli/app.h"

#include <ostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/cli/print.h"
#include "common/cli/words.h"
#include "common/platform/console.h"
#include "common/rpc/limits.h"
#include "common/text/unicode.h"

namespace gom::cli {
namespace {

constexpr char kLanguageFlag[] = "--lang";

// "gom-hub plan check", for the pointer to its help.
std::string FullName(const CLI::App* command) {
  std::string name;
  for (; command != nullptr; command = command->get_parent()) {
    name = name.empty() ? command->get_name() : absl::StrCat(command->get_name(), " ", name);
  }
  return name;
}

// What stands before `mark` in CLI11's own sentence: the name of the option it is about.
std::string Before(const std::string& sentence, const std::string& mark) {
  return sentence.substr(0, sentence.find(mark));
}

// CLI11's own help counts bytes, which no two Vietnamese words have alike; this one counts columns.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string left = make_option_name(option, is_positional);
    if (!is_positional) left += make_option_opts(option);
    return Line(left, option->get_description());
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return Line(command->get_name(), command->get_description());
  }

 private:
  static constexpr int kLeft = 28;
  static constexpr int kRight = 68;

  static std::string Line(const std::string& left, const std::string& right) {
    std::string out = absl::StrCat("  ", text::PadRight(left, kLeft));
    if (text::ColumnWidth(left) >= kLeft) absl::StrAppend(&out, "\n", std::string(kLeft + 2, ' '));
    const std::string between = absl::StrCat("\n", std::string(kLeft + 2, ' '));
    return absl::StrCat(out, absl::StrJoin(text::Wrap(right, kRight), between), "\n");
  }
};

}  // namespace

int ExitCode(const absl::Status& status) {
  if (status.ok()) return kOk;
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ? kUnreachable : kRefused;
}

text::Language PickLanguage(const std::vector<std::string>& arguments) {
  std::string flag;
  for (size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == kLanguageFlag && i + 1 < arguments.size()) flag = arguments[i + 1];
    if (absl::StartsWith(arguments[i], absl::StrCat(kLanguageFlag, "="))) {
      flag = arguments[i].substr(sizeof(kLanguageFlag));
    }
  }
  return text::ChooseLanguage(flag);
}

App::App(AppOptions options, std::vector<std::string> arguments)
    : options_(std::move(options)),
      arguments_(std::move(arguments)),
      root_(std::make_unique<CLI::App>(std::string(), options_.name)) {
  rpc::QuietGrpc();
  globals_.language = PickLanguage(arguments_);
  globals_.data = platform::Environment(options_.data_variable.c_str());
  if (globals_.data.empty()) {
    globals_.data = absl::StartsWith(options_.data_default, "~/")
                        ? absl::StrCat(platform::HomeFolder(), options_.data_default.substr(1))
                        : options_.data_default;
  }
  AddGlobals();
}

void App::AddGlobals() {
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->label("Usage", Words(kUsageLabel));
  formatter->label("OPTIONS", Words(kOptionsBadge));
  formatter->label("SUBCOMMAND", Words(kCommandBadge));
  formatter->label("Positionals", Words(kArgumentsLabel));
  formatter->label("TEXT", Words(kTextLabel));
  formatter->label("REQUIRED", Words(kRequiredLabel));
  for (const char* number : {"INT", "UINT", "FLOAT"}) formatter->label(number, Words(kNumberLabel));
  root_->formatter(formatter);
  root_->description(Words(options_.about));
  root_->option_defaults()->group(Words(kOptionsLabel));
  root_->set_help_flag("-h,--help", Words(kHelpHelp));
  // Global options may stand behind the command as well.
  root_->fallthrough();
  root_->require_subcommand(1);
  root_->add_option(kLanguageFlag, language_flag_, Words(kLanguageHelp));
  root_->add_flag("--json", globals_.json, Words(kJsonHelp));
  root_->add_option(
      "--data", globals_.data,
      text::Say(globals_.language, kDataHelp, options_.data_variable, options_.data_default));
  root_->add_option("--color", colour_flag_, Words(kColourHelp));
  if (!options_.version.empty()) {
    root_->set_version_flag("--version", absl::StrCat(options_.name, " ", options_.version),
                            Words(kVersionHelp));
  }
}

CLI::App* App::Command(CLI::App& parent, const std::string& name, const text::Message& about,
                       std::string_view examples) {
  parent.require_subcommand(1);
  CLI::App* command = parent.add_subcommand(name, Words(about));
  command->group(Words(kCommandsLabel));
  command->get_help_ptr()->group(Words(kOptionsLabel));
  if (!examples.empty()) {
    command->footer(absl::StrCat(Words(kExamplesLabel), ":\n  ",
                                 absl::StrReplaceAll(std::string(examples), {{"\n", "\n  "}})));
  }
  return command;
}

void App::Action(CLI::App* command, std::function<absl::Status()> action) {
  actions_[command] = std::move(action);
}

const CLI::App* App::Chosen() const {
  const CLI::App* chosen = root_.get();
  for (auto below = chosen->get_subcommands(); !below.empty(); below = chosen->get_subcommands()) {
    chosen = below.front();
  }
  return chosen;
}

std::string App::Complaint(const CLI::ParseError& error) const {
  const std::string name = FullName(Chosen());
  const auto say = [&](const text::Message& m, const std::string& what) {
    return text::Say(globals_.language, m, what, name);
  };
  // Asked first: with a misspelt command CLI11 only says that one is missing.
  const std::vector<std::string> strange = root_->remaining(true);
  if (!strange.empty()) return say(kUnexpected, strange.front());
  const std::string kind = error.get_name();
  const std::string sentence = error.what();
  if (kind == "RequiredError" && absl::StartsWith(sentence, "A subcommand")) {
    return text::Say(globals_.language, kCommandMissing, name);
  }
  if (kind == "RequiredError") return say(kArgumentMissing, Before(sentence, " is required"));
  if (kind == "ArgumentMismatch" && absl::StrContains(sentence, ": At Most ")) {
    return say(kGivenTwice, Before(sentence, ":"));
  }
  if (kind == "ArgumentMismatch") return say(kValueMissing, Before(sentence, ":"));
  if (kind == "ConversionError" && absl::StartsWith(sentence, "Could not convert: ")) {
    return say(kBadValue, Before(sentence.substr(sizeof("Could not convert: ") - 1), " = "));
  }
  if (kind == "ConversionError" || kind == "ValidationError")
    return say(kBadValue, Before(sentence, ":"));
  return say(kOtherUsage, sentence);
}

int App::Parse(std::ostream& out, std::ostream& err) {
  try {
    // CLI11 takes them from the back.
    root_->parse(std::vector<std::string>(arguments_.rbegin(), arguments_.rend()));
  } catch (const CLI::CallForHelp&) {
    out << root_->help();
    return kOk;
  } catch (const CLI::CallForVersion& version) {
    out << version.what() << "\n";
    return kOk;
  } catch (const CLI::ParseError& error) {
    err << text::OneLine(Complaint(error)) << "\n";
    return kUsage;
  }
  const auto refuse = [&](const char* option) {
    err << text::Say(globals_.language, kBadValue, option, FullName(Chosen())) << "\n";
    return kUsage;
  };
  if (!language_flag_.empty() && language_flag_ != "vi" && language_flag_ != "en")
    return refuse(kLanguageFlag);
  if (!colour_flag_.empty()) {
    const std::optional<text::ColourChoice> colour = text::ColourChoiceFrom(colour_flag_);
    if (!colour.has_value()) return refuse("--color");
    globals_.colour = *colour;
  }
  if (globals_.data.empty()) return refuse("--data");
  return kParsed;
}

int App::Run(std::ostream& out, std::ostream& err) {
  if (const int ended = Parse(out, err); ended != kParsed) return ended;
  const auto action = actions_.find(Chosen());
  if (action == actions_.end()) {
    err << text::Say(globals_.language, kCommandMissing, FullName(Chosen())) << "\n";
    return kUsage;
  }
  absl::Status done = action->second();
  // A full disk behind “> file” must not pass for an answer.
  if (!out.flush() && done.ok()) done = text::Refuse(absl::StatusCode::kUnknown, kOutputFailed);
  if (!done.ok()) PrintRefusal(err, globals_.language, done);
  return ExitCode(done);
}

}  // namespace gom::cli
