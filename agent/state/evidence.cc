#include "agent/state/evidence.h"

#include <algorithm>

namespace gom::agent {

std::map<std::string, NamedBy> NamedEvidence(const SchoolState& state) {
  std::map<std::string, NamedBy> named;
  const auto note = [&](const sync::Wording& wording, NamedBy by) {
    for (const sync::Evidence& e : wording.evidence) {
      NamedBy& at = named.emplace(e.sha256, by).first->second;
      at = std::max(at, by);
    }
  };
  for (const Draft& draft : state.drafts) note(draft.wording, NamedBy::kDraft);
  for (const auto& [place, entry] : state.entries) {
    for (const auto& [id, revision] : entry.revisions) {
      const bool at_hub = revision.acknowledged || revision.hub_index != 0;
      note(revision.wording, at_hub ? NamedBy::kHub : NamedBy::kOnItsWay);
    }
  }
  return named;
}

}  // namespace gom::agent
