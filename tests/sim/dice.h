// Chance for one part of a simulation: everything it decides follows from its seed.
#ifndef GOM_TESTS_SIM_DICE_H_
#define GOM_TESTS_SIM_DICE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/platform/random.h"

namespace gom::sim {

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  uint64_t Next() { return random_.Next(); }
  uint64_t Below(uint64_t bound) { return random_.Below(bound); }
  // Both ends included.
  int64_t Between(int64_t low, int64_t high) {
    return low + static_cast<int64_t>(random_.Below(static_cast<uint64_t>(high - low + 1)));
  }
  // With a chance of `percent` in a hundred.
  bool Percent(uint64_t percent) { return random_.Below(100) < percent; }
  template <typename T>
  T& Pick(std::vector<T>& of) {
    return of[static_cast<size_t>(random_.Below(of.size()))];
  }
  template <typename T>
  void Shuffle(std::vector<T>& what) {
    for (size_t i = what.size(); i > 1; --i) {
      std::swap(what[i - 1], what[static_cast<size_t>(random_.Below(i))]);
    }
  }
  std::string Bytes(size_t count) { return random_.Bytes(count); }
  platform::RandomSource& source() { return random_; }

 private:
  platform::SeededRandom random_;
};

}  // namespace gom::sim

#endif  // GOM_TESTS_SIM_DICE_H_
