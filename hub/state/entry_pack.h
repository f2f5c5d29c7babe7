// An Entry as bytes: what nobody has touched for a while takes a fifth of the memory, and a
// snapshot writes it as it is.
//
//   std::string packed = PackEntry(entry);              // without the values that count
//   Counting counting = CountingOf(entry);              // those, as the arithmetic reads them
//   std::optional<Entry> again = UnpackEntry(key, packed, counting);
//
// Pure. Read back by the same version of the program alone.
#ifndef GOM_HUB_STATE_ENTRY_PACK_H_
#define GOM_HUB_STATE_ENTRY_PACK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "common/plan/values.h"
#include "hub/state/entry.h"
#include "hub/state/packing.h"

namespace gom::hub {

// What Progress needs to know of an Entry.
struct Counting {
  std::shared_ptr<const plan::Values> reported;  // of the head; null: none
  std::shared_ptr<const plan::Values> accepted;  // of the accepted one; null: none
  bool in_conflict = false;
  bool returned = false;   // the head was
  int32_t first_hour = 0;  // in which its first Revision was received, since 1970, or kUnknownHour
  // By which plan each was entered.
  uint32_t reported_plan = 0, accepted_plan = 0;
};
Counting CountingOf(const Entry& entry);
void PackCounting(const Counting& counting, Packer& out);
Counting UnpackCounting(Unpacker& in);

std::string PackEntry(const Entry& entry);
// nullopt for bytes that PackEntry did not write.
std::optional<Entry> UnpackEntry(const EntryKey& key, std::string_view packed,
                                 const Counting& counting);

// What a change of an Entry does to the statistics.
struct TallyMove {
  Tally before, after;
};
// FoldIn over bytes of PackEntry, for what nearly every Revision is: an edit of the newest one,
// which is head, while nothing contends. Takes time by that one alone, however many came before.
// false: it is something else, and nothing was changed.
bool AppendEdit(const Revision& edit, const sync::Candidate& candidate,
                const sync::Placement& placement, std::string* packed, Counting* counting,
                TallyMove* moved);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ENTRY_PACK_H_
