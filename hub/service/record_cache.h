// Records of the log that an answer needs for its texts. State holds no text, and whoever reads
// State must not touch the disk; so an answer is made in rounds: made over State, with what is
// missing noted; the missing records read from the store; made again.
//
//   RecordCache records;
//   do {
//     response = hub.ReadState([&](const State& s) { return Make(s, records); });
//   } while (records.missing() && (status = records.Fetch(store)).ok());
//
// One thread.
#ifndef GOM_HUB_SERVICE_RECORD_CACHE_H_
#define GOM_HUB_SERVICE_RECORD_CACHE_H_

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/log/log_store.h"
#include "hub/store/hub_store.h"

namespace gom::hub {

class RecordCache {
 public:
  // The record at an index of the log; null, and noted, where it was not fetched yet.
  const log::Record* Find(uint64_t index) {
    auto it = records_.find(index);
    if (it != records_.end()) return &it->second;
    missing_.insert(index);
    return nullptr;
  }

  bool missing() const { return !missing_.empty(); }

  // Blocks on the disk. A record that the log does not have stands as an empty one from now on.
  absl::Status Fetch(HubStore& store) {
    const std::vector<uint64_t> indexes(missing_.begin(), missing_.end());
    for (uint64_t index : indexes) records_[index].index = index;
    missing_.clear();
    return store.ReadSome(indexes, [&](const log::Record& record) {
      records_[record.index] = record;
      return true;
    });
  }

 private:
  absl::flat_hash_map<uint64_t, log::Record> records_;
  std::set<uint64_t> missing_;
};

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_RECORD_CACHE_H_
