// A file or a sheet as single cells, each with the place that it is for: what ImportRows looks at
// one by one.
#ifndef GOM_AGENT_SERVICE_IMPORT_TABLE_H_
#define GOM_AGENT_SERVICE_IMPORT_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/state/school_state.h"
#include "gom/v1/error.pb.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

struct ImportCell {
  uint32_t line = 0;
  std::string period{}, form{}, field{};  // codes, where they could be told
  std::string value{}, reason{};
  absl::Status problem{};  // why it cannot be told what it is for, or may not be taken
};

struct ImportTable {
  std::vector<ImportCell> cells;
  std::vector<v1::ErrorPlace> mistakes;  // lines that are no rows
  v1::TextEncoding encoding = v1::TEXT_ENCODING_UNSPECIFIED;
  bool guessed = false;
  std::vector<std::string> sample;
  bool of_template = false;
};

// Rows of other units are left out. A blank cell is taken where the file has a column of values,
// and passed over where each field has a column, and in a template: it says nothing there.
// kInvalidArgument: as text::ReadCsv and text::Decode say; import_column_missing,
// import_other_unit, import_no_rows, template_changed.
absl::StatusOr<ImportTable> ReadImport(const SchoolState& state,
                                       const v1::ImportRowsRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_IMPORT_TABLE_H_
