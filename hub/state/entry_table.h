// All Entries of State. Those that were touched lately are open; the others wait as bytes, and only
// what counts of them is at hand. A commune's hub never has so many that any would be packed.
//
//   Entry& entry = table.Open(key);                        // for the fold
//   std::shared_ptr<const Entry> read = table.Find(key);   // for everybody else
//
// One that was packed and cannot be unpacked ends the program: to go on would lose it.
//
// Not synchronised; const methods change nothing, so readers may share it under a reader lock.
#ifndef GOM_HUB_STATE_ENTRY_TABLE_H_
#define GOM_HUB_STATE_ENTRY_TABLE_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "hub/state/entry.h"
#include "hub/state/entry_pack.h"

namespace gom::hub {

// Packed, a Revision takes about a hundred bytes; open, several times that.
inline constexpr size_t kOpenEntries = 100'000;

class EntryTable {
 public:
  size_t size() const { return slots_.size(); }

  // Null: there is none. Good until the next Open or PackOldest; a packed one is unpacked for the
  // caller alone.
  std::shared_ptr<const Entry> Find(const EntryKey& key) const;
  // What counts of it; there must be one.
  Counting CountingOf(const EntryKey& key) const;
  // Makes it if there is none, and says so. Good until the next PackOldest.
  Entry& Open(const EntryKey& key, bool* added);

  // FoldIn for one that is packed, where it can be done without unpacking what came before its
  // newest Revision (AppendEdit in entry_pack.h). Answers what counts of it then, good until the
  // next Open; null: it cannot be done, nothing happened, Open it.
  const Counting* FoldIntoPacked(const EntryKey& key, const Revision& revision,
                                 const sync::Candidate& candidate, const sync::Placement& placement,
                                 TallyMove* moved);

  // Packs those that were opened first until `open_limit` are left. Nobody may point at values but
  // those that count.
  void PackOldest();
  void set_open_limit(size_t limit) { open_limit_ = limit; }

  // Every one, in no order.
  void ForEach(absl::FunctionRef<void(const Entry&)> each) const;

  // For snapshots: the keys ascending, and one of them as bytes.
  std::vector<EntryKey> Keys() const;
  void Pack(const EntryKey& key, Packer& out) const;
  // Answers what counts of it, good until it is opened; null: not what Pack wrote, or there is one
  // already.
  const Counting* Unpack(const EntryKey& key, Unpacker& in);
  void Reserve(size_t entries) { slots_.reserve(entries); }

 private:
  struct Slot {
    std::unique_ptr<Entry> open;
    std::string packed;  // empty while it is open
    Counting counting;   // kept while it is packed
  };
  absl::flat_hash_map<EntryKey, std::unique_ptr<Slot>> slots_;
  std::deque<Slot*> open_;  // in the order in which they were opened
  size_t open_limit_ = kOpenEntries;
};

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ENTRY_TABLE_H_
