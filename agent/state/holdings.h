// What a school's program holds: its own streams, the events it has read, and the drafts beside
// them. The store reads it from the disk, the fold (school_state.h) makes sense of it. Plain
// values: no I/O, no clock.
#ifndef GOM_AGENT_STATE_HOLDINGS_H_
#define GOM_AGENT_STATE_HOLDINGS_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/log/chain.h"
#include "common/plan/values.h"
#include "common/sync/revision.h"
#include "common/sync/stream_id.h"

namespace gom::agent {

// Names a Revision by its place: the stream (16 bytes), the index in it, and the first 8 bytes of
// the digest there.
struct Name {
  std::string stream;
  uint64_t index = 0;
  uint64_t digest = 0;
  bool empty() const { return stream.empty(); }
  // Whether another Change can name it as a parent: the hub said whose stream it is in.
  bool whole() const { return stream.size() == sync::kStreamIdBytes; }
  friend bool operator==(const Name&, const Name&) = default;
};

// One Change of this device.
struct OwnRecord {
  uint64_t index = 0;
  log::Digest digest{};
  std::string main;
  std::string text;
  friend bool operator==(const OwnRecord&, const OwnRecord&) = default;
};

// One unbroken log of this device. The current one grows; a closed one counts up to `agreed` (what
// lay behind it was moved to a later stream or was never ours).
struct OwnStream {
  uint32_t number = 0;  // of the log in the file: 2, 3 …
  std::string id;       // 16 bytes
  bool current = false;
  // false: closed, and the hub was not asked yet how far it is the same, or not in its new term.
  bool settled = true;
  // Closed: the last index that belongs to it. 0 and not settled: all of it does.
  uint64_t agreed = 0;
  uint64_t acknowledged = 0;       // the hub has said that it holds everything up to here, durably
  uint64_t sent = 0;               // everything up to here has left at least once
  std::vector<OwnRecord> records;  // ascending; without those that could not be read

  bool grows_no_more() const { return !current && (settled || agreed > 0); }
  uint64_t last() const {
    if (grows_no_more()) return agreed;
    return records.empty() ? 0 : records.back().index;
  }
  friend bool operator==(const OwnStream&, const OwnStream&) = default;
};

// One Delivery of the hub, as it came.
struct HubEvent {
  uint64_t index = 0;   // in the hub's log
  uint64_t digest = 0;  // first 8 bytes of the hub's digest there
  uint32_t own_log =
      0;  // not 0: `main` is an OwnOutcome about this own stream; 0: `main` is an Event
  std::string main;
  std::string text;
  std::string stream;  // for `received`: the 16 bytes of the change's stream, where the hub said so
  uint64_t change_digest = 0;  // and the first 8 bytes of its digest there
  friend bool operator==(const HubEvent&, const HubEvent&) = default;
};

// What a person is typing: everything on the form, and beside it what could not be read as typed.
struct Draft {
  uint32_t form = 0;    // number
  uint32_t period = 0;  // number
  plan::Values values;
  sync::Wording wording;
  std::vector<std::pair<std::string, std::string>>
      unread;  // field (or list.place.item_field), text as typed
  // Of what could be read, outside lists and texts: field, text as typed. A value that was set in
  // another way since is not what it says.
  std::map<std::string, std::string> typed;
  // The plan's when it was begun, or when a person last confirmed all of it. What a later plan
  // counts in another way is to be confirmed, but for the `confirmed`: fields that were typed
  // since.
  uint32_t plan_version = 0;
  std::set<std::string> confirmed;
  std::optional<Name>
      base;  // the Revision that the person saw when the draft was begun; none: there was none
  int64_t updated_at = 0;  // milliseconds
  friend bool operator==(const Draft&, const Draft&) = default;
};

// Changes of another stream of the unit, or of one that this device has closed, that a restored hub
// has lost: in order, without a gap, right behind `after`.
struct OrphanStream {
  std::string id;       // 16 bytes
  uint32_t device = 0;  // whose it is
  log::Position after;
  // The hub of this term did not take it, and is only asked about it again; 0: it was not refused.
  uint64_t refused_in = 0;
  std::vector<OwnRecord> changes;
  // The hub has said in this term that it has it up to here. It stays until it was read back: that
  // hub may be lost, too.
  uint64_t taken_to = 0;
  // How many of `changes`, from the first on, these are.
  size_t taken() const {
    return taken_to <= after.index ? 0 : std::min<size_t>(changes.size(), taken_to - after.index);
  }
  friend bool operator==(const OrphanStream&, const OrphanStream&) = default;
};

// A Verdict or a Recognition that a restored hub has lost.
struct OrphanWord {
  uint64_t index = 0;  // in the log of the earlier term
  std::string main;    // the Event as it stood there
  std::string text;
  Name revision;  // for a Verdict: what it judged
  friend bool operator==(const OrphanWord&, const OrphanWord&) = default;
};

// A receipt of the hub for a place in a stream of this device, checked when it came.
struct HeldReceipt {
  std::string stream;  // 16 bytes
  uint64_t index = 0;
  uint64_t term = 0;
  int64_t at = 0;     // milliseconds, by the hub's clock
  std::string bytes;  // a v1::Receipt
  friend bool operator==(const HeldReceipt&, const HeldReceipt&) = default;
};

// To be handed back.
struct Orphans {
  std::vector<OrphanStream> streams;
  std::vector<OrphanWord> words;

  // How many Changes and words the hub of this term may still take.
  size_t Waiting(uint64_t term) const;
  // Whether it has refused some of them.
  bool Refused(uint64_t term) const;
  friend bool operator==(const Orphans&, const Orphans&) = default;
};

struct Holdings {
  std::string unit;  // code of the own unit
  std::vector<OwnStream> streams;
  std::vector<HubEvent> events;  // ascending by index
  std::vector<Draft> drafts;
  Orphans orphans;
  std::vector<HeldReceipt> receipts;  // ascending by `at`
  friend bool operator==(const Holdings&, const Holdings&) = default;
};

inline size_t Orphans::Waiting(uint64_t term) const {
  size_t waiting = words.size();
  for (const OrphanStream& s : streams) {
    if (s.refused_in != term) waiting += s.changes.size() - s.taken();
  }
  return waiting;
}

inline bool Orphans::Refused(uint64_t term) const {
  return std::any_of(streams.begin(), streams.end(),
                     [&](const OrphanStream& s) { return s.refused_in == term; });
}

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_HOLDINGS_H_
