#include "agent/state/orphans.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "gom/v1/record.pb.h"
#include "gom/v1/sync.pb.h"

namespace gom::agent {
namespace {

// A Change as it was read or set aside, and the first bytes of the chain's digest there: they tell
// which of two lives of a stream it belongs to.
struct Known {
  uint64_t digest = 0;
  OwnRecord record;
};
using Records = std::map<uint64_t, Known>;  // by index in the stream

// A reading of the hub's log, as far as it matters here.
struct Reading {
  std::map<std::string, Records> streams;  // those that came with their bytes
  std::map<std::string, uint32_t> device;  // of a stream
  std::map<uint64_t, Name> revisions;      // by index in the hub's log
  std::vector<OrphanWord> words;           // by index
};

Name NameOfOwn(const Holdings& holdings, const HubEvent& e) {
  v1::OwnOutcome outcome;
  if (!outcome.ParseFromString(e.main)) return {};
  for (const OwnStream& s : holdings.streams) {
    if (s.number != e.own_log) continue;
    for (const OwnRecord& r : s.records) {
      if (r.index == outcome.stream_index()) return {s.id, r.index, log::Short(r.digest)};
    }
  }
  return {};
}

void TakeReceived(const HubEvent& e, const v1::Received& received, Reading* reading) {
  if (e.stream.size() != sync::kStreamIdBytes) return;
  reading->revisions[e.index] = {e.stream, received.index(), e.change_digest};
  reading->streams[e.stream][received.index()] = {
      e.change_digest, {received.index(), {}, received.change(), e.text}};
}

Reading Read(const Holdings& holdings, const std::vector<HubEvent>& events) {
  Reading reading;
  for (const HubEvent& e : events) {
    if (e.own_log != 0) {
      if (Name name = NameOfOwn(holdings, e); !name.empty())
        reading.revisions.emplace(e.index, std::move(name));  // the first: later ones are releases
      continue;
    }
    v1::Event event;
    if (!event.ParseFromString(e.main)) continue;
    if (event.has_stream_opened()) {
      reading.device[event.stream_opened().stream()] = event.stream_opened().device();
    } else if (event.has_received()) {
      TakeReceived(e, event.received(), &reading);
    } else if (event.has_verdict_given()) {
      const auto judged = reading.revisions.find(event.verdict_given().received());
      if (judged != reading.revisions.end())
        reading.words.push_back({e.index, e.main, e.text, judged->second});
    } else if ((event.has_recognition_given() &&
                event.recognition_given().unit() == holdings.unit) ||
               (event.has_message_sent() && event.message_sent().unit() == holdings.unit)) {
      reading.words.push_back({e.index, e.main, e.text, {}});
    }
  }
  return reading;
}

// What stands behind `after` without a gap, along the chain.
std::vector<OwnRecord> Behind(const log::Position& after, const Records& all) {
  std::vector<OwnRecord> found;
  if (const auto at = all.find(after.index);
      at != all.end() && at->second.digest != log::Short(after.digest))
    return found;
  log::Position end = after;
  for (auto at = all.upper_bound(after.index); at != all.end(); ++at) {
    const auto& [digest, record] = at->second;
    end = {end.index + 1, log::Next(end.digest, record.main)};
    if (at->first != end.index || digest != log::Short(end.digest)) break;
    found.push_back(record);
    found.back().digest = end.digest;
  }
  return found;
}

log::Position EndOf(const Records& records) {
  const std::vector<OwnRecord> all = Behind({}, records);
  return all.empty() ? log::Position() : log::Position{all.back().index, all.back().digest};
}

// Two lives of a stream may have been seen: one was set aside when an earlier hub was lost, the
// other was read since. What fits `end` goes on; of two that do, the longer one.
OrphanStream Choose(const std::string& id, uint32_t device, const log::Position& end,
                    const Records& read, const OrphanStream* aside) {
  OrphanStream orphan{.id = id, .device = device, .after = end, .refused_in = 0, .changes = {}};
  orphan.changes = Behind(end, read);
  if (aside == nullptr) return orphan;
  Records both = read;
  for (const OwnRecord& r : aside->changes)
    both.insert_or_assign(r.index, Known{log::Short(r.digest), r});
  std::vector<OwnRecord> other = Behind(end, both);
  if (other.size() >= orphan.changes.size()) orphan.changes = std::move(other);
  // Nothing fits. What the hub does not reach yet is kept: the hub may be lost once more, and what
  // it has then may be what this follows.
  if (orphan.changes.empty() && aside->after.index + aside->changes.size() > end.index) {
    orphan.after = aside->after;
    orphan.changes = aside->changes;
  }
  return orphan;
}

// What this device has in its own streams it sends by itself. But in a closed one another life of
// it (before it was restored, or a clone) may have gone on, and that was only read.
void LeaveOut(const OwnStream& own, std::map<std::string, Records>* streams) {
  const auto read = streams->find(own.id);
  if (read == streams->end()) return;
  if (own.current || read->second.empty() || read->second.rbegin()->first <= own.last()) {
    streams->erase(read);
    return;
  }
  for (const OwnRecord& r : own.records) {
    if (r.index <= own.last()) read->second.emplace(r.index, Known{log::Short(r.digest), r});
  }
}

// Up to where the hub has the same Changes, as far as it was read.
uint64_t SameUpTo(const OwnStream& whole, const std::vector<HubEvent>& events) {
  uint64_t same = whole.last();
  for (const HubEvent& e : events) {
    v1::Event event;
    if (e.own_log != 0 || e.stream != whole.id || !event.ParseFromString(e.main)) continue;
    for (const OwnRecord& r : whole.records) {
      if (r.index == event.received().index() && r.main != event.received().change())
        same = std::min(same, r.index - 1);
    }
  }
  return same;
}

// The last that a later stream of this device has taken over; 0: none.
uint64_t LastMoved(const std::vector<OwnStream>& streams, const OwnStream& whole) {
  std::set<uint64_t> moved;
  for (const OwnStream& s : streams) {
    v1::Change change;
    for (const OwnRecord& r : s.records) {
      if (r.index > s.last() || !change.ParseFromString(r.main)) continue;
      const v1::Continuation& c = change.continuation();
      if (c.stream() == whole.id) moved.insert(c.moved_digests().begin(), c.moved_digests().end());
    }
  }
  uint64_t last = 0;
  for (const OwnRecord& r : whole.records) {
    if (moved.contains(log::Short(r.digest))) last = r.index;
  }
  return last;
}

// The end of a closed stream; none where its last record cannot be read.
std::optional<log::Position> EndOf(const OwnStream& own) {
  if (own.last() == 0) return log::Position();
  for (const OwnRecord& r : own.records) {
    if (r.index == own.last()) return log::Position{r.index, r.digest};
  }
  return std::nullopt;
}

// What waits for the own stream to be settled, as it goes on elsewhere then.
void KeepWritten(const OwnStream& own, const OwnStream& whole, uint32_t device, Orphans* orphans) {
  if (whole.last() == own.last()) return;
  OrphanStream kept{own.id, device, *EndOf(own), 0, {}};
  for (const OwnRecord& r : whole.records) {
    if (r.index > own.last()) kept.changes.push_back(r);
  }
  orphans->streams.push_back(std::move(kept));
}

}  // namespace

OwnStream WholeOf(const Holdings& holdings, const OwnStream& own) {
  OwnStream whole = own;
  whole.settled = true;
  whole.agreed = own.last();
  std::erase_if(whole.records, [&](const OwnRecord& r) { return r.index > own.last(); });
  const std::optional<log::Position> end = EndOf(own);
  if (!end.has_value()) return whole;
  Records behind;
  for (const HubEvent& e : holdings.events) {
    v1::Event event;
    if (e.own_log != 0 || e.stream != own.id || !event.ParseFromString(e.main)) continue;
    const v1::Received& r = event.received();
    if (r.index() > end->index)
      behind[r.index()] = {e.change_digest, {r.index(), {}, r.change(), e.text}};
  }
  // What was set aside prevails over what was read since: that may be another's in the same place.
  for (const OrphanStream& s : holdings.orphans.streams) {
    if (s.id != own.id) continue;
    for (const OwnRecord& r : s.changes) {
      if (r.index > end->index) behind[r.index] = {log::Short(r.digest), r};
    }
  }
  for (OwnRecord& record : Behind(*end, behind)) {
    whole.agreed = record.index;
    whole.records.push_back(std::move(record));
  }
  return whole;
}

uint64_t StaysUpTo(const Holdings& holdings, const OwnStream& whole) {
  return std::max(SameUpTo(whole, holdings.events), LastMoved(holdings.streams, whole));
}

Orphans FindOrphans(const Holdings& before, const std::vector<HubEvent>& now) {
  Reading old = Read(before, before.events);
  const Reading fresh = Read(before, now);
  for (const OwnStream& s : before.streams) LeaveOut(s, &old.streams);
  std::map<std::string, const OrphanStream*> aside;
  for (const OrphanStream& s : before.orphans.streams) {
    old.device.emplace(s.id, s.device);
    old.streams.try_emplace(s.id);
    aside[s.id] = &s;
  }
  Orphans orphans;
  for (const OwnStream& s : before.streams) {
    if (s.current) continue;
    const OwnStream whole = WholeOf(before, s);
    if (SameUpTo(whole, now) == whole.last()) continue;
    if (LastMoved(before.streams, whole) < whole.last())
      KeepWritten(s, whole, old.device[s.id], &orphans);
    old.streams.erase(s.id);
  }
  for (const auto& [id, records] : old.streams) {
    if (old.device[id] == 0) continue;  // the office's
    const auto there = fresh.streams.find(id);
    const log::Position end = there == fresh.streams.end() ? log::Position() : EndOf(there->second);
    const auto kept = aside.find(id);
    OrphanStream orphan =
        Choose(id, old.device[id], end, records, kept == aside.end() ? nullptr : kept->second);
    if (!orphan.changes.empty()) orphans.streams.push_back(std::move(orphan));
  }
  std::set<std::pair<uint64_t, std::string>> known;
  for (const OrphanWord& w : fresh.words) known.emplace(w.index, w.main);
  std::vector<OrphanWord> words = before.orphans.words;
  words.insert(words.end(), old.words.begin(), old.words.end());
  for (OrphanWord& w : words) {
    if (known.emplace(w.index, w.main).second) orphans.words.push_back(std::move(w));
  }
  return orphans;
}

bool TakeAnswers(const OrphanAnswers& answers, Orphans* orphans) {
  bool refused = false;
  for (const auto& [id, end] : answers.ends) {
    const auto at = std::find_if(orphans->streams.begin(), orphans->streams.end(),
                                 [&, name = id](const OrphanStream& s) { return s.id == name; });
    // In a file it may have begun below what is left: then this is on the way there.
    if (at == orphans->streams.end() || (end.index != 0 && end.index < at->after.index)) continue;
    const auto unknown = at->changes.begin() + static_cast<std::ptrdiff_t>(at->taken());
    const auto place = std::find_if(unknown, at->changes.end(),
                                    [i = end.index](const OwnRecord& r) { return r.index == i; });
    const bool brought_more = end.index > at->after.index + at->changes.size();  // by somebody else
    if (brought_more || (place != at->changes.end() && place->digest == end.digest)) {
      at->taken_to = end.index;
      at->refused_in = 0;  // the rest follows
    } else if (at->taken() < at->changes.size()) {
      at->refused_in = answers.term;
      refused = true;
    }
  }
  const auto taken =
      static_cast<std::ptrdiff_t>(std::min(answers.words_taken, orphans->words.size()));
  orphans->words.erase(orphans->words.begin(), orphans->words.begin() + taken);
  return refused;
}

void ReadBack(const std::vector<HubEvent>& read, uint64_t term, Orphans* orphans) {
  std::map<std::string, std::pair<OrphanStream*, size_t>> found;  // and how many of its Changes
  for (OrphanStream& s : orphans->streams) found[s.id] = {&s, 0};
  for (const HubEvent& e : read) {
    const auto at = e.own_log != 0 ? found.end() : found.find(e.stream);
    if (at == found.end()) continue;
    auto& [stream, count] = at->second;
    v1::Event event;
    if (count == stream->changes.size() || !event.ParseFromString(e.main)) continue;
    const OwnRecord& next = stream->changes[count];
    if (event.received().index() != next.index) continue;
    if (e.change_digest == log::Short(next.digest)) {
      ++count;
    } else if (stream->taken_to >= next.index) {  // the hub has more there, but not this
      stream->taken_to = 0;
      stream->refused_in = term;
    }
  }
  for (auto& [id, known] : found) {
    auto& [stream, count] = known;
    if (count == 0) continue;
    const OwnRecord& last = stream->changes[count - 1];
    stream->after = {last.index, last.digest};
    stream->changes.erase(stream->changes.begin(),
                          stream->changes.begin() + static_cast<std::ptrdiff_t>(count));
  }
  std::erase_if(orphans->streams, [](const OrphanStream& s) { return s.changes.empty(); });
}

void ForgetTaken(Orphans* orphans) {
  for (OrphanStream& s : orphans->streams) s.taken_to = 0;
}

bool IsTimeToAskAgain(int64_t refused_at_ms, int64_t now_ms) {
  return now_ms < refused_at_ms || now_ms - refused_at_ms >= kAskAgainMs;
}

}  // namespace gom::agent
