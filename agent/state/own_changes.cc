#include "agent/state/own_changes.h"

#include <utility>

namespace gom::agent {

OwnChanges::OwnChanges(const std::vector<OwnStream>& streams, KnownChanges& known)
    : streams_(streams) {
  for (const OwnStream& stream : streams) Read(stream, known);
}

void OwnChanges::Read(const OwnStream& s, KnownChanges& known) {
  std::map<uint32_t, std::string> names;
  std::map<uint64_t, uint64_t> digests;
  for (const OwnRecord& r : s.records) {
    if (r.index > s.last()) break;
    digests[r.index] = log::Short(r.digest);
    OwnChange own{&r, {}, {}};
    if (!own.change.ParseFromString(r.main)) {
      ++unreadable_;
      continue;
    }
    known.AddContinuation(own.change.continuation(), s.id);
    if (own.change.has_stream_name()) {
      names[own.change.stream_name().number()] = own.change.stream_name().stream();
    }
    for (const v1::Parent& p : own.change.revision().parents()) {
      if (p.stream() == 0) {
        own.parents.push_back({s.id, p.index(), digests[p.index()]});
      } else {
        own.parents.push_back({names[p.stream()], p.index(), p.digest()});
      }
    }
    changes_.emplace(Place{s.id, r.index}, std::move(own));
  }
  log_of_[s.id] = s.number;
}

const OwnChange* OwnChanges::Find(const PlaceView& place) const {
  const auto at = changes_.find(place);
  return at == changes_.end() ? nullptr : &at->second;
}

const std::string* OwnChanges::StreamOf(uint32_t log) const {
  for (const OwnStream& s : streams_) {
    if (s.number == log) return &s.id;
  }
  return nullptr;
}

const uint32_t* OwnChanges::LogOf(const std::string& stream) const {
  const auto at = log_of_.find(stream);
  return at == log_of_.end() ? nullptr : &at->second;
}

const std::string* OwnChanges::StreamWith(uint64_t index, const std::string& bytes) const {
  for (const OwnStream& s : streams_) {
    const OwnChange* own = Find({s.id, index});
    if (own != nullptr && own->record->main == bytes) return &s.id;
  }
  return nullptr;
}

}  // namespace gom::agent
