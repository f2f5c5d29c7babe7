#include "common/cli/print.h"

#include <ostream>

#include "absl/strings/str_split.h"
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

void PrintRefusal(std::ostream& err, text::Language language, const absl::Status& refusal) {
  // A refusal repeats what was typed, or what a file held: nothing of it may steer the terminal.
  const std::string sentence = text::Sentence(language, refusal);
  for (const absl::string_view line : absl::StrSplit(sentence, '\n')) {
    err << text::OneLine(std::string_view(line.data(), line.size())) << "\n";
  }
}

}  // namespace gom::cli
