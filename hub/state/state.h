// State: what the hub's log amounts to, in memory. Folded from Events alone (hub/state/apply.h) and
// never changed in another way, so the same log always gives the same State.
//
//   const UnitState* school = state.FindUnit("MN-HoaSen");
//   auto entry = state.FindEntry({school->index, form.number, period.number});
//   const Totals& totals = state.progress.TotalsOf(part, as_of, Reading::kReported);
//
// Plain data, no I/O, no clock. Not synchronised: hub/writer/writer.h publishes it under a reader
// lock; pointers into it are good for as long as that is held (the plan is shared and may be kept).
#ifndef GOM_HUB_STATE_STATE_H_
#define GOM_HUB_STATE_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "common/log/chain.h"
#include "common/plan/facts.h"
#include "common/plan/plan.h"
#include "gom/v1/record.pb.h"
#include "hub/state/entry.h"
#include "hub/state/entry_table.h"
#include "hub/state/erased.h"
#include "hub/state/message.h"
#include "hub/state/progress_book.h"

namespace gom::hub {

// Where the communes are: what a person reads of a time, and where a day ends, is +07:00.
inline constexpr int kZoneSeconds = 7 * 3600;

// A row of the roster and what belongs to it; the base is in the active plan's terms.
struct UnitState : UnitInPlan {
  uint32_t index = 0;  // in State::units; never changes
  v1::Unit row;
  // The operator's words as said, by number (form, field, item).
  std::set<plan::RecognisedItem> recognised_numbers;  // `form` holds the form's number here
  std::set<uint32_t> not_applicable_numbers;          // numbers of indicators
  // Indexes of the Records that its devices are to read, ascending; State::common_records come
  // beside them.
  std::vector<uint64_t> records;
  // Its entries, ascending by form and period.
  absl::btree_set<std::pair<uint32_t, uint32_t>> entries;
  // SHA-256 of the evidence files that its Revisions name, whatever stands of those.
  absl::btree_set<std::string> evidence;
  // What it wrote to the office and the office to it, ascending by index; one may be there under
  // several names (MessagesOf).
  std::vector<MessageRef> messages;
  uint32_t devices = 0;     // not revoked
  size_t orphan_bytes = 0;  // of what State::orphans holds of it, as OrphanBytes counts
};

struct Device {
  uint32_t number = 0;
  uint32_t unit = kNoUnit;
  std::string slip;
  // The newest that it was given. Earlier ones stand for it as well until it is revoked: a reply
  // that was lost, and a disk that was put back, lock nobody out.
  std::string certificate_sha256;  // 32 bytes
  std::string public_key_sha256;   // 32 bytes
  std::string certificate_der;
  // X25519 public key that reply bundles are sealed to, 32 bytes; empty: it has none.
  std::string sealing_key;
  std::string label;
  int64_t enrolled_at = 0;  // milliseconds
  bool revoked = false;
  // Of the records that revoked it and that took what it left behind, the newest; 0: none.
  uint64_t revoked_at = 0, work_taken_at = 0;
  uint64_t received = 0;  // Changes
  uint32_t streams = 0;
  // The stream that it sends by itself, not as an orphan; 0: none yet.
  uint32_t current_stream = 0;
  // A stream that it had left for another one grew again: there are two computers.
  bool doubled = false;
};

// A one-time code for a unit. Its secret's hash is in the store's `secrets`.
struct Slip {
  std::string slip;  // first characters of the code
  uint32_t unit = kNoUnit;
  int64_t issued_at = 0, expires_at = 0;  // milliseconds
  uint32_t failures = 0;
  uint32_t device = 0;  // the one that used it; 0: nobody yet
  bool locked() const;
};
inline constexpr uint32_t kSlipFailures = 5;

struct StreamRecord {
  uint64_t digest = 0;     // first 8 bytes of the chain's digest there
  uint64_t hub_index = 0;  // of its Received
  EntryKey entry;          // not present() for what is not a Revision, or cannot be read
};

// One unbroken log of a device, or what the office entered in one term.
struct Stream {
  std::string id;  // 16 bytes
  uint32_t number = 0;
  uint32_t device = 0;                    // 0: the hub's own
  uint32_t unit = kNoUnit;                // kNoUnit: the hub's own
  uint64_t term = 0;                      // in which it was opened here
  log::Digest digest{};                   // of the whole
  std::vector<StreamRecord> records;      // [index - 1]
  bool was_current = false;               // has been its device's current one
  std::map<uint32_t, std::string> names;  // other streams, as StreamName named them
  uint64_t last_index() const { return records.size(); }
  log::Position end() const { return {last_index(), digest}; }
};

struct RecordInfo {
  uint64_t digest = 0;  // first 8 bytes
  // Of a Received: its place in its stream; stream 0: another kind of record.
  uint32_t stream = 0;
  uint64_t stream_index = 0;
};

// A held Change that was decided again; by the index of its Released record.
struct Release {
  uint64_t received = 0;
  int64_t at = 0;
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  v1::HeldReason held_reason = v1::HELD_REASON_UNSPECIFIED;
  sync::MemberIds settles;
  uint64_t same_as = 0;
};

// The operator's word of an earlier term, as a device had read it and handed it back; by the index
// of its OrphanReported.
struct Orphan {
  uint32_t unit = kNoUnit;
  uint32_t device = 0;  // who handed it back
  uint64_t index = 0;   // its own, in the lost part of the log
  std::string event;    // as it stood there; its second part is the report's
  // For a Verdict: the Revision it judged, by name.
  ParentName revision;
};

// What one takes up in memory while it waits, roughly.
inline size_t OrphanBytes(std::string_view event) { return event.size() + 256; }

// How the present term began.
struct TermOrigin {
  v1::TermBegun::Why why = v1::TermBegun::WHY_UNSPECIFIED;
  int64_t at = 0;         // milliseconds
  int64_t backup_at = 0;  // for a restore, where it is known
  uint64_t index = 0;     // of the record that began it
};

struct ApiKey {
  std::string name;
  std::string prefix;
  std::vector<std::string> scopes;
  int64_t issued_at = 0;   // milliseconds
  int64_t revoked_at = 0;  // 0: it holds
};

struct Counters {
  uint64_t received = 0, revisions = 0, released = 0, verdicts = 0, recognitions = 0;
  uint64_t unknown = 0;  // records of a kind that this program does not know; kept as bytes
};

// Where an older stream's unsent records went: (old stream, digest there) -> (stream number,
// index).
using Moved = absl::flat_hash_map<std::pair<std::string, uint64_t>, std::pair<uint32_t, uint64_t>>;

struct State {
  std::string hub;  // 16 bytes; empty: this log has no beginning yet
  std::string name;
  uint64_t term = 0;
  TermOrigin term_origin;
  // Where the first log parted from this one that had this one's name and is lost: what the office
  // said there from this index on may come back. 0: none ever did.
  uint64_t lost_from = 0;
  log::Position position;
  int64_t newest_at = 0;      // milliseconds: time of the newest record
  uint32_t least_reader = 0;  // the highest that any record asks for (common/log/reader.h)
  std::shared_ptr<const plan::Plan> plan;  // shared: readers keep it beyond the lock
  // The bytes of all plans as their records hold them (zstd), oldest first; the last is active.
  std::vector<std::string> plan_frames;
  // What was active before, oldest first: a number that any of them used is never used for
  // something else.
  std::vector<std::shared_ptr<const plan::Plan>> past_plans;
  std::vector<std::unique_ptr<UnitState>> units;
  absl::btree_map<uint32_t, Device> devices;
  // Devices that came back after a restore and are not readmitted: what they deliver is held.
  std::set<uint32_t> returned_devices;
  // Certificates (DER) of the authorities that were begun after the hub was made, oldest first.
  std::vector<std::string> authorities;
  absl::btree_map<std::string, Slip> slips;
  std::vector<std::unique_ptr<Stream>> streams;  // [number - 1]
  EntryTable entries;
  absl::flat_hash_set<uint32_t> locked_periods;   // numbers
  plan::Locks locks;                              // the same for the active plan
  absl::btree_map<std::string, ApiKey> api_keys;  // by prefix
  std::vector<RecordInfo> records;                // [index - 1]
  absl::flat_hash_map<uint64_t, Release> releases;
  Moved moved;
  std::vector<uint64_t> common_records;  // what every unit is to read: the hub, plans, locks
  std::vector<MessageRef> messages_to_all;
  // Held Changes in log order: the Entry, or none for one that cannot be read.
  std::map<uint64_t, EntryKey> held;
  // Those that nobody has settled; and the names of all that were ever reported.
  std::map<uint64_t, Orphan> orphans;
  std::set<std::string> orphan_names;
  Erased erased;
  uint64_t in_conflict = 0, waiting_for_verdict = 0;
  absl::flat_hash_map<uint32_t, Tally> tallies;  // by period number
  Counters counters;
  ProgressBook progress;

  // Codes of units are compared without regard to case (ASCII).
  const UnitState* FindUnit(std::string_view code) const;
  const Device* FindDevice(uint32_t number) const;
  // By any certificate that it was ever given.
  const Device* FindDeviceByCertificate(std::string_view sha256) const;
  // Whether it may be told of what its unit has: not while it waits for readmission, nor once it is
  // revoked.
  bool MayRead(uint32_t device) const;
  const Device* FindDeviceByKey(std::string_view public_key_sha256) const;
  const Stream* FindStream(std::string_view id) const;
  const Stream& StreamOf(uint32_t number) const { return *streams[number - 1]; }
  // Null: there is none. Shared, because one that nobody touched for a while is unpacked for the
  // caller alone: hold the share for as long as you look into it.
  std::shared_ptr<const Entry> FindEntry(const EntryKey& key) const;
  // The Entry and Revision behind an index of the log; nulls where it is not a Revision.
  std::pair<std::shared_ptr<const Entry>, std::shared_ptr<const Revision>> FindRevision(
      uint64_t hub_index) const;
  // Of the Received that a record is or speaks of (where it is a Released).
  const RecordInfo& ReceivedAt(uint64_t index) const;
  // First 8 bytes of the log's digest at an index; 0 is the place before the first record.
  uint64_t DigestAt(uint64_t index) const { return index == 0 ? 0 : records[index - 1].digest; }
  bool IsLocked(uint32_t period) const { return locked_periods.contains(period); }
  // Whether what a device entered then (seconds since 1970, by its clock) and sends now may have
  // been received by a log that this one has lost: it was entered before this term began over
  // another.
  bool MayHaveComeBefore(int64_t entered_at) const {
    return lost_from != 0 && entered_at < term_origin.at / 1000;
  }
  // The unit's facts in one reading, in the active plan's terms; there must be a plan.
  plan::UnitFacts FactsOf(const UnitState& unit, Reading reading) const {
    return unit.Both(empty_facts).of[static_cast<int>(reading)];
  }
  // Newest period of the active plan in which anything was reported; -1: none.
  int NewestReportedPeriod() const;

  // Lookups that apply and View keep; by lower-case code, certificate, public key, stream id.
  absl::flat_hash_map<std::string, uint32_t> unit_by_code, device_by_certificate, device_by_key,
      stream_by_id;
  // As many empty cells as a unit's facts have.
  std::vector<plan::EntryFacts> empty_facts;
};

std::string LowerCode(std::string_view code);
// Abseil's maps, as Debian builds them, look up by Abseil's own view of a string.
inline absl::string_view KeyOf(std::string_view s) { return {s.data(), s.size()}; }

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_STATE_H_
