// How commands print messages and refusals.
#ifndef GOM_COMMON_CLI_PRINT_H_
#define GOM_COMMON_CLI_PRINT_H_

#include <iosfwd>
#include <string>

#include "absl/status/status.h"
#include "common/text/message.h"
#include "google/protobuf/message.h"

namespace gom::cli {

// The API's own message as JSON, names as in the proto files, zeros included, one final newline.
std::string ToJson(const google::protobuf::Message& message);
void PrintJson(std::ostream& out, const google::protobuf::Message& message);

// The line and its end; where a person watches, broken at blanks so that it fits the window.
std::string FitTerminal(int file_descriptor, const std::string& line);
// The same for so many columns; what is broken keeps the blanks in front.
std::string FitWidth(const std::string& line, int width);

// The sentence and its places, each on a line, made to fit where a person watches standard error.
void PrintRefusal(std::ostream& err, text::Language language, const absl::Status& refusal);

}  // namespace gom::cli

#endif  // GOM_COMMON_CLI_PRINT_H_
