#include "agent/sync/batch.h"

#include <algorithm>
#include <map>

#include "common/sync/receipt.h"

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

namespace {

// What still goes in: one at least, as a single Change may be larger than a batch.
class Room {
 public:
  explicit Room(const BatchLimits& limits) : limits_(limits) {}
  bool Take(const std::string& main, const std::string& text) {
    const size_t size = main.size() + text.size();
    if (count_ > 0 && (count_ >= limits_.changes || bytes_ + size > limits_.bytes)) return false;
    ++count_;
    bytes_ += size;
    return true;
  }

 private:
  const BatchLimits& limits_;
  size_t count_ = 0;
  size_t bytes_ = 0;
};

void Put(const std::string& main, const std::string& text, v1::Sealed* sealed) {
  sealed->set_main(main);
  sealed->set_text(text);
}

}  // namespace

void FillBatch(const OwnStream& stream, uint64_t after, const BatchLimits& limits,
               v1::ExchangeRequest* request) {
  request->set_stream(stream.id);
  *request->mutable_after() = log::ToProto(PlaceAt(stream, after).value_or(log::Position{}));
  *request->mutable_my_last() =
      log::ToProto(PlaceAt(stream, stream.last()).value_or(log::Position{}));
  Room room(limits);
  for (const OwnRecord& r : stream.records) {
    if (r.index <= request->after().index()) continue;
    // What follows a gap cannot be sent: it would not fit the chain.
    if (r.index != request->after().index() + static_cast<uint64_t>(request->changes_size()) + 1)
      break;
    if (!room.Take(r.main, r.text)) break;
    Put(r.main, r.text, request->add_changes());
  }
}

void AttachReceipts(absl::Span<const HeldReceipt> receipts, v1::ExchangeRequest* request) {
  const auto attach = [&](const std::string& stream, uint64_t after, int changes) {
    std::map<uint64_t, const HeldReceipt*> by_place;  // the earliest for each: they come by time
    for (const HeldReceipt& r : receipts) {
      if (r.stream == stream && r.index > after &&
          r.index - after <= static_cast<uint64_t>(changes))
        by_place.emplace(r.index, &r);
    }
    uint64_t last = 0;
    for (const auto& [index, receipt] : by_place) {
      if (request->receipts_size() == sync::kMaxReceipts) break;
      if (request->add_receipts()->ParseFromString(receipt->bytes)) last = index;
    }
    return last;
  };
  const uint64_t after = request->after().index();
  if (const uint64_t last = attach(request->stream(), after, request->changes_size()); last != 0) {
    const int keep = static_cast<int>(last - after);
    request->mutable_changes()->DeleteSubrange(keep, request->changes_size() - keep);
  }
  for (const v1::OrphanStream& orphan : request->orphan_streams())
    attach(orphan.stream(), orphan.after().index(), orphan.changes_size());
}

bool WantsReceipt(absl::Span<const HeldReceipt> receipts, const v1::ExchangeRequest& request) {
  const uint64_t end = request.after().index() + static_cast<uint64_t>(request.changes_size());
  if (end == 0 || (request.changes().empty() && end != request.my_last().index())) return false;
  return std::none_of(receipts.begin(), receipts.end(), [&](const HeldReceipt& r) {
    return r.stream == request.stream() && r.index == end;
  });
}

uint64_t MissingBehind(const OwnStream& stream, uint64_t after) {
  if (after >= stream.last()) return 0;
  const auto next = std::lower_bound(stream.records.begin(), stream.records.end(), after + 1,
                                     [](const OwnRecord& r, uint64_t i) { return r.index < i; });
  return next != stream.records.end() && next->index == after + 1 ? 0 : after + 1;
}

bool FillOrphans(const Orphans& orphans, const HandBack& what, const BatchLimits& limits,
                 v1::ExchangeRequest* request) {
  Room changes_room(limits);
  bool room = true;
  for (const OrphanStream& s : orphans.streams) {
    const bool refused = s.refused_in == what.term;
    const size_t taken = s.taken();
    if (!room || (refused && !what.ask_again) || taken == s.changes.size()) continue;
    v1::OrphanStream orphan;
    orphan.set_stream(s.id);
    orphan.set_device(s.device);
    const OwnRecord* last = taken == 0 ? nullptr : &s.changes[taken - 1];
    *orphan.mutable_after() =
        log::ToProto(last == nullptr ? s.after : log::Position{last->index, last->digest});
    for (const OwnRecord& r : absl::MakeConstSpan(s.changes).subspan(taken)) {
      room = room && changes_room.Take(r.main, r.text);
      if (room) Put(r.main, r.text, orphan.add_changes());
      if (refused) break;
    }
    if (orphan.changes_size() > 0) *request->add_orphan_streams() = std::move(orphan);
  }
  Room words_room(limits);
  for (const OrphanWord& w : orphans.words) {
    if (!what.words || !words_room.Take(w.main, w.text)) break;
    v1::OrphanWord* word = request->add_orphan_words();
    word->set_index(w.index);
    Put(w.main, w.text, word->mutable_event());
    if (w.revision.empty()) continue;
    word->mutable_revision()->set_stream(w.revision.stream);
    word->mutable_revision()->set_index(w.revision.index);
    word->mutable_revision()->set_digest(w.revision.digest);
  }
  return request->orphan_streams_size() + request->orphan_words_size() > 0;
}

}  // namespace gom::agent
