// The fold of a batch that this very process has decided: State takes over what the View worked out
// instead of reading it from the bytes again, which is most of what a fold costs.
//
//   ASSIGN_OR_RETURN(end, store.Append(state.position, view.records(), …, &digests));
//   Adopt(state, view, digests);
//   Settle(state);
//
// The bytes stay the truth: State is afterwards what Fold of each record would have made of it
// (every test of hub/state compares the two), and whoever starts from the log never comes here.
#ifndef GOM_HUB_STATE_ADOPT_H_
#define GOM_HUB_STATE_ADOPT_H_

#include <vector>

#include "hub/state/state.h"
#include "hub/state/view.h"

namespace gom::hub {

// `view` was made over this State; `digests` are the log's, of each of its records. A View that is
// more than changes of devices is folded from its bytes. Leaves Progress behind, as Fold does, and
// the View empty.
void Adopt(State& state, View& view, const std::vector<log::Digest>& digests);

}  // namespace gom::hub

#endif  // GOM_HUB_STATE_ADOPT_H_
