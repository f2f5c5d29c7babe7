// Parts of the fold: what a hub that was restored is told again. Used by apply.cc alone; see
// hub/state/apply.h.
#ifndef GOM_HUB_STATE_FOLD_HEALING_H_
#define GOM_HUB_STATE_FOLD_HEALING_H_

#include <cstdint>

#include "gom/v1/record.pb.h"
#include "hub/state/state.h"

namespace gom::hub {

// `index` is the record's place in the log, `at` its time in milliseconds.
void OnTerm(State& state, uint64_t index, int64_t at, const v1::TermBegun& begun);
void OnReturned(State& state, int64_t at, const v1::DeviceReturned& returned);
void OnReadmitted(State& state, uint32_t device);
void OnOrphan(State& state, uint64_t index, const v1::OrphanReported& reported);
void OnOrphanSettled(State& state, const v1::OrphanSettled& settled);

// A Change of a stream arrived straight from its device: the stream is its current one, and one
// that it had left for another and that grows again gives a clone away.
void NoteCurrentStream(Stream& stream, Device& device);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_FOLD_HEALING_H_
