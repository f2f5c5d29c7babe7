// One record of the hub's log as a person reads it: what kind it is, and one sentence in both
// languages.
#ifndef GOM_HUB_SERVICE_LOG_LINE_H_
#define GOM_HUB_SERVICE_LOG_LINE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "common/log/log_store.h"
#include "common/plan/plan.h"
#include "gom/v1/admin.pb.h"
#include "gom/v1/record.pb.h"

namespace gom::hub {

// What the sentences need beyond the record: names for numbers. `plan` may be null, then numbers
// stay numbers.
struct LogNames {
  const plan::Plan* plan = nullptr;
  // The unit that a stream writes for; empty where it is not known.
  std::function<std::string(uint32_t stream)> unit_of_stream;
  // "unit form period" of the entry that the record at this index is a revision of; empty where
  // there is none.
  std::function<std::string(uint64_t received)> entry_at;
};

// A word that a device handed back, whose index and digests are those of the lost log; `entry` is
// what it judged, where that is known here. Fills in kind and summaries.
v1::LogLine ToOrphanLine(const std::string& event, const std::string& text,
                         const std::string& entry, const LogNames& names);

// A record of a kind that this program does not know is shown as "unknown".
v1::LogLine ToLogLine(const log::Record& record, const LogNames& names);

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_LOG_LINE_H_
