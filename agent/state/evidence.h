// Which evidence files a school's reports name. Pure.
#ifndef GOM_AGENT_STATE_EVIDENCE_H_
#define GOM_AGENT_STATE_EVIDENCE_H_

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

// By SHA-256.
std::map<std::string, NamedBy> NamedEvidence(const SchoolState& state);

}  // namespace gom::agent

#endif  // GOM_AGENT_STATE_EVIDENCE_H_
