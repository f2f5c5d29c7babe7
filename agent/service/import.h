// Rows of a file or of a sheet into Entries: period,form,field,value, one value a line, or a column
// for each field; lists as list.place.item_field. A column "unit" chooses rows, a column "reason"
// gives the reason for warnings about that field.
#ifndef GOM_AGENT_SERVICE_IMPORT_H_
#define GOM_AGENT_SERVICE_IMPORT_H_

#include "absl/status/statusor.h"
#include "agent/service/desk.h"
#include "gom/v1/school.pb.h"

namespace gom::agent {

// A preview says of each row what it would do and changes nothing. Otherwise all entries of the
// file are submitted in one transaction, or none: FAILED_PRECONDITION import_refused with a place
// for each mistake. Fields that the file does not name keep what the draft or the newest Revision
// holds; nothing is carried over from an earlier period. An entry that would not change is not
// submitted again. An item whose first text is that of an item of the period before is that item.
absl::StatusOr<v1::ImportRowsResponse> ImportRows(Desk& desk, const v1::ImportRowsRequest& request);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_IMPORT_H_
