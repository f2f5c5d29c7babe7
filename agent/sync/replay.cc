// Answers that came in a file: to what this device asked then, held against what it holds now.
#include <algorithm>

#include "agent/sync/sync_session.h"

namespace gom::agent {
namespace {

bool Same(const v1::Position& a, const v1::Position& b) {
  return a.index() == b.index() && a.digest() == b.digest() && a.term() == b.term();
}

// The words that an answer counts must be those that stand first now.
bool SameWords(const v1::ExchangeRequest& asked, const Orphans& orphans) {
  return static_cast<size_t>(asked.orphan_words_size()) <= orphans.words.size() &&
         std::equal(
             asked.orphan_words().begin(), asked.orphan_words().end(), orphans.words.begin(),
             [](const v1::OrphanWord& a, const OrphanWord& b) { return a.index() == b.index; });
}

}  // namespace

bool SyncSession::Fits(const v1::ExchangeRequest& asked, const v1::ExchangeResponse& reply) const {
  const OwnStream* stream = store_.asking();
  if (stream == nullptr || asked.stream() != stream->id) return false;
  const SyncMarks& marks = store_.marks();
  // A later answer has been stored: this one has nothing to add, and would take something back. If
  // none was since the request was made, the hub has less than it had.
  const uint64_t acknowledged = std::min(stream->acknowledged, stream->last());
  const bool stale = reply.term() == marks.highest_term &&
                     reply.position().index() < acknowledged &&
                     asked.after().index() != acknowledged;
  return !stale && asked.highest_term() == marks.highest_term &&
         Same(asked.read(), marks.aside.value_or(marks.read)) &&
         PlaceAt(*stream, asked.my_last().index()) == log::FromProto(asked.my_last()) &&
         SameWords(asked, store_.holdings().orphans);
}

bool SyncSession::Replay(const v1::ExchangeRequest& asked, const v1::ExchangeResponse& reply) {
  if (!Fits(asked, reply)) return false;
  request_ = asked;
  stream_ = store_.asking()->number;
  asked_ = {};
  asked_.after = asked.after().index();
  asked_.my_last =
      store_.asking()->last();  // it may have grown; it is the same up to what was asked
  asked_.highest_term = asked.highest_term();
  // When the hub wrote it says nothing about this clock.
  v1::ExchangeResponse timeless = reply;
  timeless.clear_hub_clock_ms();
  idle_ = 0;
  over_ = false;
  outcome_ = so_far_;
  Take(timeless, true);
  return true;
}

}  // namespace gom::agent
