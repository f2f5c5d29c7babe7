// Where a call refuses rows, its places count the rows of the request; people look for lines of
// their file.
#ifndef GOM_HUB_CLI_ROW_PLACES_H_
#define GOM_HUB_CLI_ROW_PLACES_H_

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/text/message.h"

namespace gom::hub {

// The same refusal with the lines of the file. `rows`: anything with a member `line`, in the order
// of the request.
template <typename Row>
absl::Status AtLines(const absl::Status& refusal, const std::vector<Row>& rows) {
  v1::Error error = text::ErrorOf(refusal);
  for (v1::ErrorPlace& place : *error.mutable_places()) {
    if (place.line() >= 1 && place.line() <= rows.size()) {
      place.set_line(rows[place.line() - 1].line);
    }
  }
  return text::WithError(refusal.code(), std::move(error));
}

}  // namespace gom::hub

#endif  // GOM_HUB_CLI_ROW_PLACES_H_
