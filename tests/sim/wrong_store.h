// A planted bug: a hub's store that answers before it writes. What it has answered for last is on
// the disk only once the next batch comes.
#ifndef GOM_TESTS_SIM_WRONG_STORE_H_
#define GOM_TESTS_SIM_WRONG_STORE_H_

#include <memory>

#include "hub/store/hub_store.h"

namespace gom::sim {

// `inner` must outlive it.
std::unique_ptr<hub::HubStore> AnswersBeforeItWrites(hub::HubStore& inner);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_WRONG_STORE_H_
