#include "hub/state/take.h"

#include <algorithm>
#include <vector>

namespace gom::hub {

bool SameAt(const View& view, const StreamEnd& ours, const log::Position& place) {
  if (place.index == 0) return true;
  if (place.index == ours.position.index) return place.digest == ours.position.digest;
  const StreamRecord* record = view.RecordAt(ours.number, place.index);
  return record != nullptr && record->digest == log::Short(place.digest);
}

Taken TakeChanges(View& view, const log::Position& after,
                  const google::protobuf::RepeatedPtrField<v1::Sealed>& changes,
                  absl::Span<const DecodedChange> decoded, absl::Span<const Proof> proofs,
                  const Route& route, StreamEnd* ours) {
  Taken result;
  // Two chains that agree at a place agree on everything before it. Where they differ at `after`,
  // or we have no such place, nothing can be said yet about where they parted.
  if (after.index > ours->position.index || !SameAt(view, *ours, after)) return result;
  log::Position theirs = after;
  result.agreed = theirs.index;
  const std::vector<int64_t> first = FirstReceived(after, ours->id, changes, proofs);
  Route came = route;
  for (int i = 0; i < changes.size(); ++i) {
    const v1::Sealed& change = changes[i];
    if (theirs.index == ours->position.index) {
      // A clock that was ahead in the earlier term proves nothing about the future.
      came.first_at = std::min(first[static_cast<size_t>(i)], view.now_ms());
      if (decoded.empty()) {
        Receive(view, ours, change, came);
      } else {
        Receive(view, ours, change, decoded[static_cast<size_t>(i)], came);
      }
      theirs = ours->position;
      ++result.taken;
    } else {
      theirs = {theirs.index + 1, log::Next(theirs.digest, change.main())};
      if (!SameAt(view, *ours, theirs)) {
        result.first_difference = theirs.index;
        return result;
      }
      ++result.known;
    }
    result.agreed = theirs.index;
  }
  return result;
}

}  // namespace gom::hub
