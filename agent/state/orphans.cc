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

// Whether the hub has another Change where this closed stream has one.
bool PartsWithin(const OwnStream& own, const Reading& fresh) {
  const auto there = fresh.streams.find(own.id);
  if (own.current || there == fresh.streams.end()) return false;
  return std::any_of(own.records.begin(), own.records.end(), [&](const OwnRecord& r) {
    const auto theirs = there->second.find(r.index);
    return r.index <= own.last() && theirs != there->second.end() && theirs->second.main != r.main;
  });
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
void KeepWritten(const Holdings& before, const OwnStream& own, uint32_t device, Orphans* orphans) {
  std::vector<OwnRecord> written = WrittenBehind(before, own);
  if (written.empty()) return;
  orphans->streams.push_back({own.id, device, *EndOf(own), 0, std::move(written)});
}

}  // namespace

std::vector<OwnRecord> WrittenBehind(const Holdings& holdings, const OwnStream& own) {
  const std::optional<log::Position> end = EndOf(own);
  if (!end.has_value()) return {};
  std::vector<OwnRecord> written;
  for (const OrphanStream& s : holdings.orphans.streams) {
    if (s.id != own.id) continue;
    const auto last = std::find_if(s.changes.begin(), s.changes.end(), [&](const OwnRecord& r) {
      return r.index == end->index && r.digest == end->digest;
    });
    if (s.after == *end) written = s.changes;
    if (last != s.changes.end()) written.assign(last + 1, s.changes.end());
    if (!written.empty()) return written;
  }
  log::Position at = *end;
  std::map<uint64_t, std::pair<const HubEvent*, std::string>> read;  // by index: and its Change
  for (const HubEvent& e : holdings.events) {
    v1::Event event;
    if (e.own_log != 0 || e.stream != own.id || !event.ParseFromString(e.main)) continue;
    const uint64_t index = event.received().index();
    if (index > at.index) read[index] = {&e, event.received().change()};
  }
  for (const auto& [index, found] : read) {
    const auto& [event, main] = found;
    const log::Position next{at.index + 1, log::Next(at.digest, main)};
    if (index != next.index || log::Short(next.digest) != event->change_digest) break;
    written.push_back({index, next.digest, main, event->text});
    at = next;
  }
  return written;
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
    if (!PartsWithin(s, fresh)) continue;
    KeepWritten(before, s, old.device[s.id], &orphans);
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

void TakeAnswers(const OrphanAnswers& answers, Orphans* orphans) {
  for (const auto& [id, end] : answers.ends) {
    const auto at = std::find_if(orphans->streams.begin(), orphans->streams.end(),
                                 [&, name = id](const OrphanStream& s) { return s.id == name; });
    if (at == orphans->streams.end()) continue;
    const auto place = std::find_if(at->changes.begin(), at->changes.end(),
                                    [i = end.index](const OwnRecord& r) { return r.index == i; });
    if (end.index > at->after.index + at->changes.size()) {
      orphans->streams.erase(at);  // somebody else has brought more
    } else if (place == at->changes.end() || place->digest != end.digest) {
      at->refused_in = answers.term;
    } else if (place + 1 == at->changes.end()) {
      orphans->streams.erase(at);
    } else {
      at->after = end;
      at->changes.erase(at->changes.begin(), place + 1);
    }
  }
  const auto taken =
      static_cast<std::ptrdiff_t>(std::min(answers.words_taken, orphans->words.size()));
  orphans->words.erase(orphans->words.begin(), orphans->words.begin() + taken);
}

}  // namespace gom::agent
