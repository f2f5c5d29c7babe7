#include "agent/sync/request.h"

#include <algorithm>

#include "agent/state/orphans.h"

namespace gom::agent {
namespace {

uint64_t Acknowledged(const OwnStream& stream) {
  return std::min(stream.acknowledged, stream.last());
}

// What the hub answers to orphans that it takes, all of them.
OrphanAnswers AllTaken(const v1::ExchangeRequest& request, const Orphans& orphans, uint64_t term) {
  OrphanAnswers answers;
  answers.term = term;
  answers.words_taken = static_cast<size_t>(request.orphan_words_size());
  for (const v1::OrphanStream& sent : request.orphan_streams()) {
    const auto at = std::find_if(orphans.streams.begin(), orphans.streams.end(),
                                 [&](const OrphanStream& s) { return s.id == sent.stream(); });
    const OwnRecord& last = at->changes[at->taken() + static_cast<size_t>(sent.changes_size()) - 1];
    answers.ends.emplace_back(sent.stream(), log::Position{last.index, last.digest});
  }
  return answers;
}

// While a hub that was restored was not read anew nobody knows what it has lost, and a computer
// that may not call any more never comes to know: whatever it has read of others goes along, and
// the hub takes what it lacks. Of the office's words only those that were known to be lost before:
// another that the hub has would look lost.
Orphans OrphansOf(const AgentStore& store) {
  const SyncMarks& marks = store.marks();
  if (!marks.aside_lost && marks.read.term() >= marks.highest_term) return store.holdings().orphans;
  return {FindOrphans(store.holdings(), {}).streams, store.holdings().orphans.words};
}

class Collector {
 public:
  Collector(const AgentStore& store, size_t max_bytes, int64_t now_ms, const std::string& build)
      : store_(store), room_(max_bytes) {
    options_.now_ms = now_ms;
    options_.build = build;
  }

  void AddStream(const OwnStream& stream) {
    uint64_t after = Acknowledged(stream);
    bool more = true;
    while (more && room_ > 0) {
      v1::ExchangeRequest request = MakeRequest(store_, stream, after, options_);
      const auto count = static_cast<uint32_t>(request.changes_size());
      after += count;
      calls_.changes += count;
      more = count > 0 && after < stream.last();
      Add(std::move(request));
    }
    calls_.ends.emplace_back(stream.number, after);
    whole_ = whole_ && after == stream.last();
  }

  void AddOrphans(const OwnStream& current) {
    Orphans orphans = OrphansOf(store_);
    options_.orphans = &orphans;
    options_.refused_too = true;  // who knows when there is a stick again
    while (whole_ && room_ > 0) {
      v1::ExchangeRequest request = MakeRequest(store_, current, current.last(), options_);
      if (request.orphan_streams().empty() && request.orphan_words().empty()) break;
      for (const v1::OrphanStream& s : request.orphan_streams())
        calls_.changes += static_cast<uint32_t>(s.changes_size());
      TakeAnswers(AllTaken(request, orphans, store_.marks().highest_term), &orphans);
      Add(std::move(request));
    }
    options_.orphans = nullptr;
  }

  PendingCalls Take() { return std::move(calls_); }

 private:
  void Add(v1::ExchangeRequest request) {
    room_ -= std::min(room_, request.ByteSizeLong());
    calls_.requests.push_back(std::move(request));
  }

  const AgentStore& store_;
  RequestOptions options_;
  size_t room_;
  bool whole_ = true;  // nothing was left out so far
  PendingCalls calls_;
};

}  // namespace

HandBack HandBackAt(const SyncMarks& marks, bool words, int64_t now_ms) {
  return {marks.highest_term, words, IsTimeToAskAgain(marks.orphans_refused_at, now_ms)};
}

v1::ExchangeRequest MakeRequest(const AgentStore& store, const OwnStream& stream, uint64_t after,
                                const RequestOptions& options) {
  const std::vector<HeldReceipt>& receipts = store.holdings().receipts;
  const SyncMarks& marks = store.marks();
  v1::ExchangeRequest request;
  FillBatch(stream, after, options.limits, &request);
  if (options.orphans != nullptr) {
    HandBack what = HandBackAt(marks, options.words, options.now_ms);
    what.ask_again = what.ask_again || options.refused_too;
    FillOrphans(*options.orphans, what, options.limits, &request);
  }
  AttachReceipts(receipts, &request);
  request.set_want_receipt(!store.enrollment().hub_key.empty() && WantsReceipt(receipts, request));
  *request.mutable_read() = marks.aside.value_or(marks.read);
  request.set_highest_term(marks.highest_term);
  if (marks.aside.has_value() && !marks.aside_lost)
    request.set_state_differed_at(marks.differed_at);
  request.set_device_clock_ms(options.now_ms);
  request.set_waiting(static_cast<uint32_t>(stream.last() - Acknowledged(stream)));
  request.set_build(options.build);
  return request;
}

PendingCalls CallsFor(const AgentStore& store, size_t max_bytes, int64_t now_ms,
                      const std::string& build) {
  Collector collector(store, max_bytes, now_ms, build);
  for (const OwnStream& stream : store.holdings().streams) {
    if (!stream.settled && !stream.current) collector.AddStream(stream);
  }
  if (const OwnStream* current = store.current(); current != nullptr) {
    collector.AddStream(*current);
    collector.AddOrphans(*current);
  }
  return collector.Take();
}

}  // namespace gom::agent
