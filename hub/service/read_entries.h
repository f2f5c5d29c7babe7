// Pages of the roster and of entries, and the history of one entry, read from State.
//
// Pure but for the cache of records (see there); call them where State may be read.
#ifndef GOM_HUB_SERVICE_READ_ENTRIES_H_
#define GOM_HUB_SERVICE_READ_ENTRIES_H_

#include "absl/status/statusor.h"
#include "gom/v1/report.pb.h"
#include "hub/service/record_cache.h"
#include "hub/state/state.h"

namespace gom::hub {

// By code, without regard to case. INVALID_ARGUMENT page_token_wrong, page_size_negative.
absl::StatusOr<v1::ListUnitsResponse> ReadUnits(const State& state,
                                                const v1::ListUnitsRequest& request);

// By unit's code, form's number, period's number. In the accepted reading entries without an
// accepted revision are left out; in the reported one an entry of which everything is held is
// listed without a counted revision. NOT_FOUND for filters that name nothing; INVALID_ARGUMENT as
// above.
absl::StatusOr<v1::ListEntriesResponse> ReadEntries(const State& state,
                                                    const v1::ListEntriesRequest& request,
                                                    int utc_offset_seconds, RecordCache& records);

// NOT_FOUND no_plan, unit_unknown, form_unknown, period_unknown, entry_unknown.
absl::StatusOr<v1::GetHistoryResponse> ReadHistory(const State& state,
                                                   const v1::GetHistoryRequest& request,
                                                   RecordCache& records);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_READ_ENTRIES_H_
