// The workbook of a template, by libxlsxwriter.
//
//   A (hidden)         B          C            D (yellow, to be typed into)   E
//   gom-template-1 …   title
//                      unit
//                      how to
//                      What       Counted in   Value                          How to write
//   staff              Staff      people       20                             a whole number
//
// All other cells are locked, without a password: it keeps codes from being typed over by mistake.
#ifndef GOM_AGENT_SERVICE_TEMPLATE_BOOK_H_
#define GOM_AGENT_SERVICE_TEMPLATE_BOOK_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace gom::agent {

struct TemplateRow {
  std::string code, label, unit, how;
  bool whole = false;                // a number is wanted
  std::vector<std::string> choices;  // of which one is wanted
  std::optional<int64_t> number;     // what is there: a number, or a text
  std::string text;
};

struct TemplateBook {
  std::string mark, title, unit, how;
  std::array<std::string, 4> heads;  // over B … E
  std::vector<TemplateRow> rows;
};

// The bytes of the file, by way of one at `path` that is gone on return. Texts are cells of type
// text, whatever they begin with. UNAVAILABLE template_not_made, and as platform::WritePrivateFile.
absl::StatusOr<std::string> WriteBook(const TemplateBook& book, const std::string& path);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_TEMPLATE_BOOK_H_
