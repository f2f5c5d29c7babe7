// SQLite's memory, of which the n-th allocation can fail, once or for ever. Only SQLite's: what C++
// allocates is not asked for here.
//
//   ScarceMemory::Install();           // before the first connection of the process
//   ScarceMemory::FailAt(3, false);
//   …
//   ScarceMemory::Enough();
//
// One for the process, since SQLite has one allocator; for one thread.
#ifndef GOM_TESTS_SIM_SCARCE_MEMORY_H_
#define GOM_TESTS_SIM_SCARCE_MEMORY_H_

#include <cstdint>

namespace gom::sim {

class ScarceMemory {
 public:
  static void Install();
  static void FailAt(int64_t allocation, bool for_ever);
  // From now on all succeed. Answers how many failed since FailAt.
  static int64_t Enough();
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_SCARCE_MEMORY_H_
