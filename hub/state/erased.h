// What was erased, for good: second parts of Changes, and evidence files. The act is a record
// (Redacted); State remembers it, so that an erased text is not taken again from a device, from
// another computer of the unit, or after a restore.
//
// A text is known by its Change's name, and by its salted digest, which stands in the main part:
// where a computer that was restored brings the same bytes under another name they are the same
// text. Two texts that say the same have different salts: what a person writes again is a text of
// its own.
#ifndef GOM_HUB_STATE_ERASED_H_
#define GOM_HUB_STATE_ERASED_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/log/chain.h"

namespace gom::hub {

// A Change: its stream's 16 bytes, and its index there.
using ChangeName = std::pair<std::string, uint64_t>;

struct ErasedThing {
  std::string unit;  // code
  int64_t at = 0;    // milliseconds; of the first act
};

struct Erased {
  absl::btree_map<ChangeName, ErasedThing> changes;
  absl::btree_map<std::string, ErasedThing> files;  // by SHA-256, 32 bytes
  // MemberContent (entry.h) of those that are known here, without numbers where they are messages;
  // follows from `changes`.
  absl::flat_hash_set<log::Digest> contents;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ERASED_H_
