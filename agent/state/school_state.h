// What the school sees: a fold over its own streams, the events it has read and its drafts. Made
// from nothing each time (a school's year is a few hundred records); the compiled plans are kept in
// a PlanBook.
//
//   SchoolState state = Fold(holdings, plans);
//   const Entry* e = state.FindEntry(form->number, period->number);
//   const Revision* shown = e == nullptr ? nullptr : e->Shown();
//
// Pure: no I/O, no clock. A record that cannot be read is left out and counted.
#ifndef GOM_AGENT_STATE_SCHOOL_STATE_H_
#define GOM_AGENT_STATE_SCHOOL_STATE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "agent/state/holdings.h"
#include "agent/state/messages.h"
#include "agent/state/plan_book.h"
#include "common/plan/facts.h"
#include "common/sync/entry_fold.h"
#include "gom/v1/entry.pb.h"
#include "gom/v1/unit.pb.h"

namespace gom::agent {

// The operator's last word on one Revision.
struct Verdict {
  uint64_t hub_index = 0;  // of its record
  bool accepted = false;
  int64_t at = 0;  // milliseconds
  std::string by;
  std::string reason;
  std::vector<std::pair<uint32_t, std::string>> fields;  // returned fields, by number, with reasons
};

struct Revision {
  Name name;
  uint32_t own_log = 0;     // not 0: made on this device, in this log
  uint64_t hub_index = 0;   // of its Received; 0: the hub has not spoken
  sync::MemberId id = 0;    // hub_index, or above kUnspoken
  uint32_t device = 0;      // 0: not known
  int64_t at = 0;           // seconds, by the device's clock
  int64_t received_at = 0;  // milliseconds, by the hub's
  uint32_t plan_version = 0;
  uint32_t form = 0, period = 0;  // numbers
  plan::Values values;
  sync::Wording wording;
  log::Digest content{};      // ContentDigest
  log::Digest numbers{};      // … without any wording
  std::vector<Name> parents;  // those that can be named from here
  std::optional<Verdict> verdict;
  int64_t erased_at = 0;      // milliseconds: its words were erased on request; 0: no
  bool acknowledged = false;  // the hub has said that it holds it
  bool sent = false;          // has left at least once
};

// Ids of Revisions that the hub has not spoken about start above this.
inline constexpr sync::MemberId kUnspoken = sync::MemberId{1} << 48;

struct Entry {
  uint32_t form = 0, period = 0;  // numbers
  sync::Members said;             // as the hub has it
  sync::Members members;          // with what the hub will say of ours if nothing else comes first
  std::map<sync::MemberId, Revision> revisions;  // of every id that said and members name

  // The Revision that the school should see: its own newest that does not count yet and descends
  // from the head, else the head; nullptr where there is neither.
  const Revision* Shown() const;
  // Where the entry stands, drafts aside; never a later word than is known.
  v1::Word Word() const;
  v1::Word WordOf(const Revision& revision) const;
  // "head", "contender", "held", "settled", "same", or "waiting".
  std::string StandingOf(const Revision& revision) const;
  v1::HeldReason HeldReasonOf(const Revision& revision) const;
  // Its parents as they are known here: each by the first of its names, however it was named.
  std::vector<Name> ParentsOf(const Revision& revision) const;
};

struct SchoolState {
  std::shared_ptr<const plan::Plan> plan;  // null before the first sync
  // By version: those by which some Revision that is here was entered, as far as they can be read.
  std::map<uint32_t, std::shared_ptr<const plan::Plan>> earlier_plans;
  std::optional<v1::Unit> unit_row;
  plan::Unit unit;  // in the plan's terms; meaningful where plan and unit_row are there
  std::string unit_code;
  std::set<uint32_t> locked;                     // periods, by number
  std::vector<plan::RecognisedItem> recognised;  // ascending
  std::vector<int> not_applicable;               // indicator indexes, ascending
  // What the hub has said, by number, whatever plan this program can read.
  uint32_t said_plan = 0;                                              // version; 0: none
  std::set<std::tuple<uint32_t, uint32_t, uint32_t>> said_recognised;  // form, field, item
  std::set<uint32_t> said_not_applicable;                              // indicators
  std::map<std::string, int64_t> erased_files;  // SHA-256 of evidence; when (milliseconds)
  std::map<std::pair<uint32_t, uint32_t>, Entry> entries;  // (form, period)
  std::vector<Draft> drafts;
  std::vector<Message> messages;
  std::vector<v1::Words> problems;                   // what a person should read
  std::string hub;                                   // 16 bytes, where the hub's log said so
  uint32_t waiting = 0;                              // own Changes that the hub has not confirmed
  uint32_t unreadable = 0;                           // records and events that were left out
  uint32_t held = 0, in_conflict = 0, returned = 0;  // entries

  SchoolState() = default;
  SchoolState(SchoolState&&) = default;
  SchoolState& operator=(SchoolState&&) = default;

  bool ready() const { return plan != nullptr && unit_row.has_value(); }
  const Entry* FindEntry(uint32_t form, uint32_t period) const;
  const Draft* FindDraft(uint32_t form, uint32_t period) const;
  // The form, by number, as an earlier plan had it; nullptr where that is not known.
  const plan::Form* FormThen(uint32_t plan_version, uint32_t form) const;
  // Periods locked, by index in the plan.
  plan::Locks LocksOfPlan() const;
};

SchoolState Fold(const Holdings& holdings, PlanBook& plans);

// What the hub must have made of its log too, once this has read as far as it
// (common/sync/unit_digest.h): of what it has said alone. 8 bytes.
std::string DigestOf(const SchoolState& state);

// The sentence that says why something is held.
v1::Words HeldWords(v1::HeldReason reason);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_SCHOOL_STATE_H_
