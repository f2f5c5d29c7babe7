#include "hub/state/take.h"

namespace gom::hub {

bool SameAt(const View& view, const StreamEnd& ours, const log::Position& place) {
  if (place.index == 0) return true;
  if (place.index == ours.position.index) return place.digest == ours.position.digest;
  const StreamRecord* record = view.RecordAt(ours.number, place.index);
  return record != nullptr && record->digest == log::Short(place.digest);
}

Taken TakeChanges(View& view, const log::Position& after,
                  const google::protobuf::RepeatedPtrField<v1::Sealed>& changes,
                  absl::Span<const DecodedChange> decoded, const Route& route, StreamEnd* ours) {
  Taken result;
  // Two chains that agree at a place agree on everything before it. Where they differ at `after`,
  // or we have no such place, nothing can be said yet about where they parted.
  if (after.index > ours->position.index || !SameAt(view, *ours, after)) return result;
  log::Position theirs = after;
  result.agreed = theirs.index;
  for (int i = 0; i < changes.size(); ++i) {
    const v1::Sealed& change = changes[i];
    if (theirs.index == ours->position.index) {
      if (decoded.empty()) {
        Receive(view, ours, change, route);
      } else {
        Receive(view, ours, change, decoded[static_cast<size_t>(i)], route);
      }
      theirs = ours->position;
      ++result.taken;
    } else {
      theirs = {theirs.index + 1, log::Next(theirs.digest, change.main())};
      if (!SameAt(view, *ours, theirs)) {
        result.first_difference = theirs.index;
        return result;
      }
    }
    result.agreed = theirs.index;
  }
  return result;
}

}  // namespace gom::hub
