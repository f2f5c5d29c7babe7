#include "common/cli/print.h"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/text/terminal.h"
#include "common/text/unicode.h"
#include "google/protobuf/util/json_util.h"

namespace gom::cli {

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  // Fails only for messages that hold an Any of an unknown type; none of ours does.
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}\n";
  if (json.empty() || json.back() != '\n') json += '\n';
  return json;
}

void PrintJson(std::ostream& out, const google::protobuf::Message& message) {
  out << ToJson(message);
}

std::string FitTerminal(int file_descriptor, const std::string& line) {
  const text::Terminal terminal = text::LookAt(file_descriptor, text::ColourChoice::kNever);
  return terminal.watching ? FitWidth(line, terminal.width) : line + "\n";
}

std::string FitWidth(const std::string& line, int width) {
  if (text::ColumnWidth(line) <= width) return line + "\n";
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const std::string indent(blanks, ' ');
  std::string fitted;
  for (const std::string& part : text::Wrap(line, width - static_cast<int>(blanks)))
    absl::StrAppend(&fitted, indent, part, "\n");
  return fitted;
}

void PrintRefusal(std::ostream& err, text::Language language, const absl::Status& refusal) {
  // A refusal repeats what was typed, or what a file held: nothing of it may steer the terminal.
  const std::string sentence = text::Sentence(language, refusal);
  for (const absl::string_view line : absl::StrSplit(sentence, '\n'))
    err << FitTerminal(STDERR_FILENO, text::OneLine(std::string_view(line.data(), line.size())));
}

}  // namespace gom::cli
