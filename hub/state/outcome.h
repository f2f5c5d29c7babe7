// What a Revision's outcome takes beside its parents and obstacles, and how it is noted: shared by
// those that arrive and those that are decided again. Pure.
#ifndef GOM_HUB_STATE_OUTCOME_H_
#define GOM_HUB_STATE_OUTCOME_H_

#include <cstdint>

#include "common/sync/entry_fold.h"
#include "hub/state/obstacle.h"
#include "hub/state/view.h"

namespace gom::hub {

// Where `revision` stands among the others of its Entry. `self`: its id where the Entry has it
// already; 0: not. `candidate`: with the content that its record gives it.
//
// Two texts may say the same under different salts and authors: where a known Revision has the same
// numbers and wording, its content is the candidate's too. Also where one of them waits for the
// operator, and what stands over either must stand over both. A text of the log is a read of the
// disk: only those of Revisions with which one may be the same are asked for.
//
// What was erased says nothing any more. Two erased texts are the same: nobody can tell them apart,
// and two names of one Revision are one again after a restore, in whichever order they come. An
// erased text and one that is there are not.
sync::Placement PlaceAmong(View& view, const Entry& entry, const Revision& revision, uint64_t self,
                           sync::Candidate candidate, LazyWording& wording);

// Which of the Entry's Revisions are held now that `id` was placed.
void NoteHeld(View& view, const EntryKey& key, uint64_t id, const sync::Placement& placement);

// Into a Received or a Released.
template <typename Message>
void WriteOutcome(const sync::Placement& placement, Message* message) {
  message->set_outcome(placement.outcome);
  message->set_held_reason(placement.held_reason);
  for (const uint64_t settled : placement.settles) message->add_settles(settled);
  message->set_same_as(placement.same_as);
}

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_OUTCOME_H_
