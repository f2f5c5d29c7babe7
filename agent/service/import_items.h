// Items of a list that come from a file, which knows no ids: the same thing in two periods is one
// item.
#ifndef GOM_AGENT_SERVICE_IMPORT_ITEMS_H_
#define GOM_AGENT_SERVICE_IMPORT_ITEMS_H_

#include "agent/service/desk.h"

namespace gom::agent {

// Gives each item of `list` on the sheet whose first text is that of one of `before` the id of that
// one, where no other item of the sheet has it.
void KeepItemIds(const plan::Field& list, const plan::Values& before, const plan::Texts& texts,
                 Sheet* sheet);

}  // namespace gom::agent

#endif  // GOM_AGENT_SERVICE_IMPORT_ITEMS_H_
