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

using Records = std::map<uint64_t, OwnRecord>;  // by index in the stream

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
  OwnRecord& r = reading->streams[e.stream][received.index()];
  r.index = received.index();
  r.main = received.change();
  r.text = e.text;
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
    } else if (event.has_recognition_given() && event.recognition_given().unit() == holdings.unit) {
      reading.words.push_back({e.index, e.main, e.text, {}});
    }
  }
  return reading;
}

// The end of what follows without a gap from the beginning.
log::Position EndOf(const Records& records) {
  log::Position end;
  for (const auto& [index, r] : records) {
    if (index != end.index + 1) break;
    end = {index, log::Next(end.digest, r.main)};
  }
  return end;
}

// What stands behind `after` without a gap. Where `all` goes back to the beginning its chain must
// lead through `after`.
OrphanStream Behind(const std::string& id, uint32_t device, const Records& all,
                    const log::Position& after) {
  OrphanStream orphan{.id = id, .device = device, .after = after, .refused_in = 0, .changes = {}};
  if (all.contains(1) && after.index > 0) {
    const Records before(all.begin(), all.upper_bound(after.index));
    if (EndOf(before) != after) return orphan;
  }
  log::Position end = after;
  for (auto at = all.upper_bound(after.index); at != all.end() && at->first == end.index + 1;
       ++at) {
    end = {at->first, log::Next(end.digest, at->second.main)};
    orphan.changes.push_back(at->second);
    orphan.changes.back().digest = end.digest;
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
    if (r.index <= own.last()) read->second.emplace(r.index, r);
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
  std::map<uint64_t, std::pair<uint64_t, OwnRecord>> behind;  // by index: digest, and the Change
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
  log::Position at = *end;
  for (auto& [index, found] : behind) {
    auto& [digest, record] = found;
    at = {at.index + 1, log::Next(at.digest, record.main)};
    if (index != at.index || digest != log::Short(at.digest)) break;
    record.digest = at.digest;
    whole.records.push_back(std::move(record));
    whole.agreed = index;
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
  for (const OrphanStream& s : before.orphans.streams) {
    old.device.emplace(s.id, s.device);
    for (const OwnRecord& r : s.changes) old.streams[s.id].emplace(r.index, r);
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
    OrphanStream orphan = Behind(id, old.device[id], records, end);
    if (orphan.changes.empty()) continue;
    orphans.streams.push_back(std::move(orphan));
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
    if (at == orphans->streams.end()) continue;
    const auto place = std::find_if(at->changes.begin(), at->changes.end(),
                                    [i = end.index](const OwnRecord& r) { return r.index == i; });
    const bool brought_more = end.index > at->after.index + at->changes.size();  // by somebody else
    if (!brought_more && (place == at->changes.end() || place->digest != end.digest)) {
      at->refused_in = answers.term;
      refused = true;
    } else if (brought_more || place + 1 == at->changes.end()) {
      orphans->streams.erase(at);
    } else {
      at->after = end;
      at->refused_in = 0;  // the rest follows
      at->changes.erase(at->changes.begin(), place + 1);
    }
  }
  const auto taken =
      static_cast<std::ptrdiff_t>(std::min(answers.words_taken, orphans->words.size()));
  orphans->words.erase(orphans->words.begin(), orphans->words.begin() + taken);
  return refused;
}

bool IsTimeToAskAgain(int64_t refused_at_ms, int64_t now_ms) {
  return now_ms < refused_at_ms || now_ms - refused_at_ms >= kAskAgainMs;
}

}  // namespace gom::agent
