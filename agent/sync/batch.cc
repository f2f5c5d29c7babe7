#include "agent/sync/batch.h"

#include <algorithm>

namespace gom::agent {

void BatchLimits::Halve() {
  changes = std::max<size_t>(1, changes / 2);
  bytes = std::max<size_t>(1, bytes / 2);
}

std::optional<log::Position> PlaceAt(const OwnStream& stream, uint64_t index) {
  if (index == 0) return log::Position{};
  const auto it = std::lower_bound(stream.records.begin(), stream.records.end(), index,
                                   [](const OwnRecord& r, uint64_t i) { return r.index < i; });
  if (it == stream.records.end() || it->index != index) return std::nullopt;
  return log::Position{it->index, it->digest};
}

void FillBatch(const OwnStream& stream, uint64_t after, const BatchLimits& limits,
               v1::ExchangeRequest* request) {
  request->set_stream(stream.id);
  *request->mutable_after() = log::ToProto(PlaceAt(stream, after).value_or(log::Position{}));
  *request->mutable_my_last() =
      log::ToProto(PlaceAt(stream, stream.last()).value_or(log::Position{}));
  size_t bytes = 0;
  for (const OwnRecord& r : stream.records) {
    if (r.index <= request->after().index()) continue;
    // What follows a gap cannot be sent: it would not fit the chain.
    if (r.index != request->after().index() + static_cast<uint64_t>(request->changes_size()) + 1)
      break;
    const size_t size = r.main.size() + r.text.size();
    if (request->changes_size() > 0 &&
        (static_cast<size_t>(request->changes_size()) >= limits.changes ||
         bytes + size > limits.bytes)) {
      break;
    }
    v1::Sealed* change = request->add_changes();
    change->set_main(r.main);
    change->set_text(r.text);
    bytes += size;
  }
}

}  // namespace gom::agent
