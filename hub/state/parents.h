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
  bool nonsense = false;          // a parent that no honest device names
  std::vector<uint64_t> known;    // hub indexes, ascending, each once
  std::vector<ParentName> names;  // all of them, by name
  bool complete = false;          // every one is known here
  std::optional<std::vector<uint64_t>> all() const {
    if (!complete) return std::nullopt;
    return known;
  }
};

// Names are resolved through the table of `stream`, in which the child stands at `index`.
template <typename Lookup>
std::vector<ParentName> NameParents(const Lookup& lookup, uint32_t stream,
                                    const std::string& stream_id, uint64_t index,
                                    const v1::Revision& revision, bool* nonsense) {
  std::vector<ParentName> names;
  for (const v1::Parent& p : revision.parents()) {
    if (p.index() == 0 || (p.stream() == 0 && p.index() >= index)) *nonsense = true;
    if (p.stream() == 0) {
      names.push_back({stream_id, p.index(), 0});
    } else if (const std::string* id = lookup.NameOf(stream, p.stream());
               id != nullptr && p.digest() != 0) {
      names.push_back({*id, p.index(), p.digest()});
    } else {
      *nonsense = true;
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
Parents ResolveParents(const Lookup& lookup, const EntryKey& entry, std::vector<ParentName> names) {
  Parents parents;
  parents.complete = true;
  for (const ParentName& name : names) {
    const StreamRecord* record = FindParent(lookup, name);
    if (record == nullptr) {
      parents.complete = false;
    } else if (record->entry != entry) {
      parents.nonsense = true;
    } else {
      parents.known.push_back(record->hub_index);
    }
  }
  std::sort(parents.known.begin(), parents.known.end());
  parents.known.erase(std::unique(parents.known.begin(), parents.known.end()), parents.known.end());
  parents.names = std::move(names);
  return parents;
}

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_PARENTS_H_
