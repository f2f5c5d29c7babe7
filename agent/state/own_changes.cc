#include "agent/state/own_changes.h"

#include <algorithm>
#include <utility>

namespace gom::agent {

namespace {

// The first 8 bytes of the digest at `index`, which is not behind `end`; 0: none.
uint64_t DigestUpTo(const OwnStream& stream, uint64_t end, uint64_t index) {
  const auto it = std::lower_bound(stream.records.begin(), stream.records.end(), index,
                                   [](const OwnRecord& r, uint64_t i) { return r.index < i; });
  const bool there = index <= end && it != stream.records.end() && it->index == index;
  return there ? log::Short(it->digest) : 0;
}

}  // namespace

OwnChanges::OwnChanges(const std::vector<OwnStream>& streams, google::protobuf::Arena& arena,
                       KnownChanges& known)
    : streams_(streams) {
  for (const OwnStream& stream : streams) Read(stream, arena, known);
}

void OwnChanges::Read(const OwnStream& s, google::protobuf::Arena& arena, KnownChanges& known) {
  std::map<uint32_t, std::string> names;
  for (const OwnRecord& r : s.records) {
    if (r.index > s.last()) break;
    auto* const change = google::protobuf::Arena::CreateMessage<v1::Change>(&arena);
    if (!change->ParseFromString(r.main)) {
      ++unreadable_;
      continue;
    }
    OwnChange own{&r, change, {}};
    known.AddContinuation(change->continuation(), s.id);
    if (change->has_stream_name())
      names[change->stream_name().number()] = change->stream_name().stream();
    for (const v1::Parent& p : change->revision().parents()) {
      if (p.stream() == 0) {
        own.parents.push_back({s.id, p.index(), DigestUpTo(s, r.index, p.index())});
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
