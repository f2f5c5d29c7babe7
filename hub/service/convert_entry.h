// An Entry and its Revisions as people and upstream systems see them: codes, words, findings,
// verdicts.
//
// Pure but for the cache of records that it notes its wants in; call it where State may be read.
#ifndef GOM_HUB_SERVICE_CONVERT_ENTRY_H_
#define GOM_HUB_SERVICE_CONVERT_ENTRY_H_

#include <string>

#include "gom/v1/entry.pb.h"
#include "gom/v1/report.pb.h"
#include "hub/service/record_cache.h"
#include "hub/state/state.h"

namespace gom::hub {

// What a Revision is called: first 8 characters of its stream in hex and its index there,
// "a1b2c3d4/17".
std::string RevisionName(const State& state, const Revision& revision);

// Its findings are made anew by the active plan; a form that is not of that plan shows its fields
// by number.
v1::RevisionView ToRevisionView(const State& state, const Entry& entry, const Revision& revision,
                                RecordCache& records);

// The entry in one reading; `counted` is absent where nothing counts. `utc_offset_seconds`: the
// hub's local time, by which a day ends.
v1::EntryView ToEntryView(const State& state, const Entry& entry, Reading reading,
                          int utc_offset_seconds, RecordCache& records);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_CONVERT_ENTRY_H_
