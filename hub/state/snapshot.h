// State as chunks of bytes, and back: what a hub starts from instead of folding its whole log. A
// snapshot is a cache, never the truth. It is good for the same version of the fold and of this
// format alone, and only where the log has its position; everybody else folds.
//
//   RETURN_IF_ERROR(WriteChunks(state, [&](const Chunk& chunk) { … }));
//
//   State state;
//   SnapshotReader reader(&state);
//   for (…) if (!reader.Take(chunk)) …            // damaged: fold from nothing
//   if (!reader.Finish()) …
//
// What follows from the rest (facts, lookups, compiled rows) is made again; totals are kept. Texts
// of people are not in State, so there is nothing to erase here.
//
// Pure. Two threads may share the reading: once the first chunk was taken one takes the chunks of
// entries, the other all others; and each finishes a part of the units.
#ifndef GOM_HUB_STATE_SNAPSHOT_H_
#define GOM_HUB_STATE_SNAPSHOT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "hub/state/packing.h"
#include "hub/state/state.h"

namespace gom::hub {

// Raised when the bytes below change their meaning.
inline constexpr uint32_t kSnapshotVersion = 7;

// A chunk is not much larger; the largest single thing in one is the totals.
inline constexpr size_t kChunkBytes = 1 << 20;

enum class ChunkKind : uint8_t { kEntries = 1, kOther = 2 };
struct Chunk {
  ChunkKind kind = ChunkKind::kOther;
  std::string_view bytes;
};

// Of a settled State; every time the same bytes. Stops at the first failure of `each`, and answers
// it.
absl::Status WriteChunks(const State& state, absl::FunctionRef<absl::Status(const Chunk&)> each);

class SnapshotReader {
 public:
  static constexpr uint64_t kAnySize = ~uint64_t{0};
  // `state` is new and outlives the reader. `bytes`: of all chunks together; nothing asks for more
  // memory than so many could fill.
  explicit SnapshotReader(State* state, uint64_t bytes = kAnySize)
      : state_(*state), bytes_(bytes) {}
  // Each kind in the order in which it was written. false: not what WriteChunks wrote.
  bool Take(const Chunk& chunk);
  // After the last one; makes what follows from the rest.
  bool Finish() {
    if (!FinishCommon()) return false;
    FinishUnits(0, 1);
    return true;
  }
  // The same in two steps: what units share, and then each `part` of so many of the units, which
  // threads may do beside each other.
  bool FinishCommon();
  void FinishUnits(size_t part, size_t parts);

 private:
  bool TakeEntries(Unpacker& in);
  bool TakeItem(Unpacker& in);
  bool TakeStreamRecords(Unpacker& in);
  bool TakeHead(Unpacker& in);
  bool LoadPlans();

  State& state_;
  const uint64_t bytes_;
  uint64_t in_no_stream_ = 0;  // records that no stream has claimed so far
  uint64_t entries_ = 0;       // that were counted when it was written
  // What counts of those that were taken; ascending.
  std::vector<std::pair<EntryKey, const Counting*>> counting_;
  bool begun_ = false;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_SNAPSHOT_H_
