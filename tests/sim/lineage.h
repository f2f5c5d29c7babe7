// The history of one Entry as its Revisions' parents tell it: the checker's own reading of what
// counts, beside the hub's, which goes by the order of arrival.
#ifndef GOM_TESTS_SIM_LINEAGE_H_
#define GOM_TESTS_SIM_LINEAGE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "tests/sim/history.h"

namespace gom::sim {

// A Revision as the hub's log tells it.
struct Node {
  Mark mark;
  std::vector<uint64_t> parents;  // by index of their Received
  bool held = false;
  // Which Revision it is: several names of one say the same over the same. Its mark alone does not
  // tell, as a merge may come out with the numbers of one of its sides.
  size_t which = 0;
};

// By index of their Received. Sets `which` of each, from 1 on.
using Lineage = std::map<uint64_t, Node>;
Lineage LineageOf(std::map<uint64_t, Node> nodes);

// A merge: it has several parents, and no number of its own. What somebody typed has one.
bool IsMerge(const Lineage& lineage, const Node& node);

// Those that may count and that no other one which may count descends from.
std::set<size_t> EndsOf(const Lineage& lineage);

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_LINEAGE_H_
