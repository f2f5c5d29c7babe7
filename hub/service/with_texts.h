// Answers that need State and texts of the log: made over State, missing records fetched between,
// until nothing is missing.
#ifndef GOM_HUB_SERVICE_WITH_TEXTS_H_
#define GOM_HUB_SERVICE_WITH_TEXTS_H_

#include <utility>

#include "absl/status/statusor.h"
#include "hub/service/hub.h"
#include "hub/service/record_cache.h"

namespace gom::hub {

// `make`: StatusOr<Response>(const State&, RecordCache&), called once or more. Entries that change
// meanwhile make another round; after a few the answer goes out with the texts that there are.
// Blocks on the disk: for a worker.
template <typename Make>
auto ReadWithTexts(Hub& hub, Make make)
    -> decltype(make(std::declval<const State&>(), std::declval<RecordCache&>())) {
  constexpr int kRounds = 8;
  RecordCache records;
  for (int round = 1;; ++round) {
    auto answer = hub.ReadState([&](const State& state) { return make(state, records); });
    if (!answer.ok() || !records.missing() || round == kRounds) return answer;
    absl::Status status = records.Fetch(hub.store());
    if (!status.ok()) return status;
  }
}

}  // namespace gom::hub

#endif  // GOM_HUB_SERVICE_WITH_TEXTS_H_
