// Which evidence files a school's reports name. Pure.
#ifndef GOM_AGENT_STATE_EVIDENCE_H_
#define GOM_AGENT_STATE_EVIDENCE_H_

#include <cstdint>
#include <map>
#include <string>

#include "agent/state/school_state.h"

namespace gom::agent {

// What names a file, of the strongest kind that there is.
enum class NamedBy {
  kDraft,     // not submitted yet
  kOnItsWay,  // submitted, and the hub has not confirmed it
  kHub,       // a Revision that the hub holds: it takes the file
};

struct NamedFile {
  NamedBy by = NamedBy::kDraft;
  // Of the first Revision that names it, in the hub's order; of a draft where there is none.
  uint32_t form = 0, period = 0;  // numbers
  bool elsewhere = false;         // that was made on another computer of the school, which has it
};

// By SHA-256; without what was erased on request, which nobody misses.
using NamedFiles = std::map<std::string, NamedFile>;
NamedFiles NamedEvidence(const SchoolState& state);

// "work · Q1", by the plan's codes; by number what it does not have.
std::string ShowPlace(const SchoolState& state, uint32_t form, uint32_t period);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_EVIDENCE_H_
