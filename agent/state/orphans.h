// What this device had read of the hub's log and a restored hub no longer has. Pure.
//
//   holdings.orphans = FindOrphans(holdings, new_reading);
#ifndef GOM_AGENT_STATE_ORPHANS_H_
#define GOM_AGENT_STATE_ORPHANS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "agent/state/holdings.h"

namespace gom::agent {

// `before`: with the reading that is given up, and what is still to be handed back of an earlier
// one; `now`: the complete new reading.
//
// Changes of other streams of the unit, from the first one that the new reading lacks, as far as
// they follow each other and fit their chain. Where a stream was seen in two lives, the one that
// fits the new reading, the longer one of two that do; what was set aside and fits nothing stays
// so, unless the other is handed back in its place. This device's own streams are not among them
// (the hub is asked about each: AgentStore::asking), but for closed ones in which another life of
// it went on: where the new reading has those Changes there too, from the first missing one on, and
// where it has others in their place, all that stands behind the stream's own end, for
// AgentStore::Settle to take along. Of the office's stream a device has seen single Changes only,
// and nobody can hand those back. Verdicts, recognitions and messages of the office to this unit
// that do not stand in the new reading as they stood in the old one; a Verdict whose Revision
// cannot be named is left out.
Orphans FindOrphans(const Holdings& before, const std::vector<HubEvent>& now);

// `own`, a closed stream, up to its end, and behind that what another life of this device wrote in
// it, as far as it was read or is to be handed back: without a gap, along the chain.
OwnStream WholeOf(const Holdings& holdings, const OwnStream& own);

// Up to where that may stay where it is, once the hub is known to have `own` to its end: behind
// that the hub has others in its place, as was read, and it did not move to a later stream yet.
uint64_t StaysUpTo(const Holdings& holdings, const OwnStream& whole);

// What the hub answered to orphans of one request.
struct OrphanAnswers {
  std::vector<std::pair<std::string, log::Position>> ends;  // by stream, those that were sent
  size_t words_taken = 0;                                   // from the first on
  uint64_t term = 0;
};

// Notes what is durable at the hub, and takes off its words; what it refused, or did not take a
// step of, is in its term no more than asked about again. Answers whether there was such.
bool TakeAnswers(const OrphanAnswers& answers, Orphans* orphans);

// Takes off what stands in the reading: `read`, records of the hub's log in their order. Until then
// it is kept, as the hub that took it may be lost before anybody has read it there. Where others
// stand in its place, the hub of this term has not taken it after all.
void ReadBack(const std::vector<HubEvent>& read, uint64_t term, Orphans* orphans);

// In a new term nothing is known of what its hub has.
void ForgetTaken(Orphans* orphans);

// Within a term a refusal may end: the operator readmits a computer, the computer itself comes
// back, the hub gets a newer program. Nobody tells those that were refused, so they ask; so often,
// as a line may be bad.
inline constexpr int64_t kAskAgainMs = 24LL * 60 * 60 * 1000;

// Whether it is time to, by this computer's clock. Where that was set back since, it is.
bool IsTimeToAskAgain(int64_t refused_at_ms, int64_t now_ms);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_ORPHANS_H_
