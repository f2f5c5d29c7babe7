// Parts of the fold: what was erased. Used by apply.cc and by whoever reads a snapshot; see
// hub/state/apply.h.
#ifndef GOM_HUB_STATE_FOLD_ERASED_H_
#define GOM_HUB_STATE_FOLD_ERASED_H_

#include <cstdint>

#include "gom/v1/record.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

// `index` is the record's place in the log, `at` its time in milliseconds.
void OnRedacted(State& state, uint64_t index, int64_t at, const v1::Redacted& redacted);

// A Change of that name is known from now on; it may have been erased before it came.
void NoteKnown(State& state, const ChangeName& name);

// Makes Erased::contents again of what a snapshot held.
void NoteContents(State& state);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_FOLD_ERASED_H_
