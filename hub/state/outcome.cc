#include "hub/state/outcome.h"

#include "common/sync/revision.h"

namespace gom::hub {

log::Digest ContentOf(View& view, const Entry& entry, const Revision& revision, uint64_t self,
                      sync::Candidate candidate, LazyWording& wording) {
  const log::Digest own = candidate.content;
  if (!revision.has_text) return own;
  for (const Revision& known : entry.revisions) {
    if (!known.has_text || known.numbers != revision.numbers || known.id == self) continue;
    const sync::Member* member = entry.members.Find(known.id);
    candidate.content = member->content;
    if (sync::Place(entry.members, candidate, self).outcome != v1::OUTCOME_SAME) continue;
    if (member->content == own || !wording.Get().has_value()) return own;
    const std::string text = view.ReadText(known.id);
    if (text.empty() && wording.erased()) return member->content;
    auto theirs = sync::DecodeText(text);
    if (text.empty() || wording.erased() || !theirs.ok()) continue;
    theirs->author = wording.Get()->author;  // who typed it is not what it says
    if (*theirs == *wording.Get()) return member->content;
  }
  return own;
}

void NoteHeld(View& view, const EntryKey& key, uint64_t id, const sync::Placement& placement) {
  for (const uint64_t settled : placement.settles) view.SetHeld(settled, key, false);
  view.SetHeld(id, key, placement.outcome == v1::OUTCOME_HELD);
}

}  // namespace gom::hub
