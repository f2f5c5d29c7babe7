// What stands in the chunks of a snapshot that are not entries: one item after the other, each with
// its tag. Long lists are cut into slices. Shared by writing and reading alone.
#ifndef GOM_HUB_STATE_SNAPSHOT_ITEMS_H_
#define GOM_HUB_STATE_SNAPSHOT_ITEMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "hub/state/packing.h"
#include "hub/state/state.h"

namespace gom::hub {

enum class Item : uint8_t {
  kHead = 1,
  kPlan,
  kUnit,
  kUnitRecords,
  kDevice,
  kDeviceLookup,
  kSlip,
  kApiKey,
  kStream,
  kStreamRecords,
  kRecordDigests,
  kCommonRecords,
  kLockedPeriod,
  kHeld,
  kRelease,
  kMoved,
  kTally,
  kBook,
  kReturnedDevice,
  kOrphan,
  kOrphanName,
  kErasedChange,
  kErasedFile,
  kAuthority,
  kEvidence,
  kMessage,
};

// Of lists that may have one thing a record.
inline constexpr size_t kSlice = 10'000;

inline void PackKey(const EntryKey& key, Packer& out) { out.N(key.unit, key.form, key.period); }
inline EntryKey UnpackKey(Unpacker& in) {
  EntryKey key;
  in.N(&key.unit, &key.form, &key.period);
  return key;
}

// Indexes of the log, ascending.
inline void PackIndexes(const uint64_t* first, size_t count, Packer& out) {
  out.N(count);
  uint64_t before = 0;
  for (size_t i = 0; i < count; ++i) {
    out.Z(static_cast<int64_t>(first[i] - before));
    before = first[i];
  }
}
template <typename Indexes>
void UnpackIndexes(Unpacker& in, Indexes* to) {
  const size_t count = in.Count();
  to->reserve(to->size() + count);
  uint64_t before = 0;
  for (size_t i = 0; i < count && in.ok(); ++i) {
    before += static_cast<uint64_t>(in.Z());
    to->push_back(before);
  }
}

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_SNAPSHOT_ITEMS_H_
