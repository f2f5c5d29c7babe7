// Chance, from outside, so that a test can repeat it.
#ifndef GOM_COMMON_PLATFORM_RANDOM_H_
#define GOM_COMMON_PLATFORM_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/types/span.h"

namespace gom::platform {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void Fill(absl::Span<uint8_t> bytes) = 0;

  uint64_t Next();
  // Uniform in [0, bound); bound must not be 0.
  uint64_t Below(uint64_t bound);
  // `count` random bytes.
  std::string Bytes(size_t count);
};

// The kernel's generator, fit for secrets. May be shared by threads. Ends the program if the kernel
// has none to give: nothing may go on with guessable secrets.
class SystemRandom final : public RandomSource {
 public:
  void Fill(absl::Span<uint8_t> bytes) override;
};

// The same bytes for the same seed, on every machine. Never for secrets. One thread at a time.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void Fill(absl::Span<uint8_t> bytes) override;

 private:
  uint64_t state_;
};

}  // namespace gom::platform

#endif  // GOM_COMMON_PLATFORM_RANDOM_H_
