// From the names that a Revision gives its parents to Revisions of the same Entry. One rule for
// State and for a View: both have the lookups RecordAt, NameOf, StreamNumber and FindMoved.
#ifndef GOM_HUB_STATE_PARENTS_H_
#define GOM_HUB_STATE_PARENTS_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gom/v1/record.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

// State's own lookups under the names that View has.
struct StateLookup {
  const State& state;
  const StreamRecord* RecordAt(uint32_t stream, uint64_t index) const {
    if (stream == 0 || stream > state.streams.size()) return nullptr;
    const Stream& s = state.StreamOf(stream);
    return index >= 1 && index <= s.records.size() ? &s.records[index - 1] : nullptr;
  }
  const std::string* NameOf(uint32_t stream, uint32_t number) const {
    const auto& names = state.StreamOf(stream).names;
    const auto at = names.find(number);
    return at == names.end() ? nullptr : &at->second;
  }
  uint32_t StreamNumber(std::string_view id) const {
    const auto at = state.stream_by_id.find(KeyOf(id));
    return at == state.stream_by_id.end() ? 0 : at->second;
  }
  std::optional<std::pair<uint32_t, uint64_t>> FindMoved(const std::string& stream,
                                                         uint64_t digest) const {
    const auto at = state.moved.find({stream, digest});
    if (at == state.moved.end()) return std::nullopt;
    return at->second;
  }
};

struct Parents {
  bool nonsense = false;  // a parent that no honest device names
  sync::MemberIds known;  // hub indexes, ascending, each once
  bool complete = true;   // every one is known here
  std::optional<sync::MemberIds> all() const {
    if (!complete) return std::nullopt;
    return known;
  }
  // `record`: null where it is not known here.
  void Take(const EntryKey& entry, const StreamRecord* record) {
    if (record == nullptr) {
      complete = false;
    } else if (record->entry != entry) {
      nonsense = true;
    } else {
      known.push_back(record->hub_index);
    }
  }
  void Sort() {
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
  }
};

// The parents that a Revision gives, by name, for as long as it waits for one of them. Streams are
// named through the table of `stream`, its own, whose 16 bytes are `stream_id`.
template <typename Lookup>
std::vector<ParentName> NameParents(const Lookup& lookup, uint32_t stream,
                                    const std::string& stream_id, const v1::Revision& revision) {
  std::vector<ParentName> names;
  for (const v1::Parent& p : revision.parents()) {
    if (p.stream() == 0) {
      names.push_back({stream_id, p.index(), 0});
    } else if (const std::string* id = lookup.NameOf(stream, p.stream());
               id != nullptr && p.digest() != 0) {
      names.push_back({*id, p.index(), p.digest()});
    }
  }
  return names;
}

// The record that a name leads to; null: not known here. A digest that does not fit is another
// record under the same name, unless an older stream's records were moved and this is one of them.
template <typename Lookup>
const StreamRecord* FindParent(const Lookup& lookup, const ParentName& name) {
  const StreamRecord* record = lookup.RecordAt(lookup.StreamNumber(name.stream), name.index);
  const bool own = name.digest == 0;
  if (record != nullptr && (own || record->digest == name.digest)) return record;
  if (own) return nullptr;
  const auto moved = lookup.FindMoved(name.stream, name.digest);
  return moved.has_value() ? lookup.RecordAt(moved->first, moved->second) : nullptr;
}

template <typename Lookup>
Parents ResolveParents(const Lookup& lookup, const EntryKey& entry,
                       const std::vector<ParentName>& names) {
  Parents parents;
  for (const ParentName& name : names) parents.Take(entry, FindParent(lookup, name));
  parents.Sort();
  return parents;
}

// The same for a Revision that has just come, which stands at `index` of its stream. Nearly all
// parents are of that stream and need no name.
template <typename Lookup>
Parents FindParents(const Lookup& lookup, const EntryKey& entry, uint32_t stream, uint64_t index,
                    const v1::Revision& revision) {
  Parents parents;
  for (const v1::Parent& p : revision.parents()) {
    if (p.index() == 0 || (p.stream() == 0 && p.index() >= index)) parents.nonsense = true;
    if (p.stream() == 0) {
      parents.Take(entry, lookup.RecordAt(stream, p.index()));
    } else if (const std::string* id = lookup.NameOf(stream, p.stream());
               id != nullptr && p.digest() != 0) {
      parents.Take(entry, FindParent(lookup, ParentName{*id, p.index(), p.digest()}));
    } else {
      parents.nonsense = true;
    }
  }
  parents.Sort();
  return parents;
}

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PARENTS_H_
