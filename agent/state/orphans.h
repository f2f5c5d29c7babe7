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
// they follow each other and fit their chain. This device's own streams are not among them (the hub
// is asked about each: AgentStore::asking), but for closed ones in which another life of it went
// on: where the new reading has its own Changes there too, from the first missing one on, and where
// it has others in their place, what WrittenBehind says, for AgentStore::Settle to take along. Of
// the office's stream a device has seen single Changes only, and nobody can hand those back.
// Verdicts and recognitions that do not stand in the new reading as they stood in the old one; a
// Verdict whose Revision cannot be named is left out.
Orphans FindOrphans(const Holdings& before, const std::vector<HubEvent>& now);

// What another life of this device wrote behind the end of `own`, a closed stream, as far as it was
// read or is to be handed back: without a gap, along the chain.
std::vector<OwnRecord> WrittenBehind(const Holdings& holdings, const OwnStream& own);

// What the hub answered to orphans of one request.
struct OrphanAnswers {
  std::vector<std::pair<std::string, log::Position>> ends;  // by stream, those that were sent
  size_t words_taken = 0;                                   // from the first on
  uint64_t term = 0;
};

// Takes off what is durable at the hub; what it refused, or did not take a step of, is kept and not
// sent again in its term.
void TakeAnswers(const OrphanAnswers& answers, Orphans* orphans);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_ORPHANS_H_
