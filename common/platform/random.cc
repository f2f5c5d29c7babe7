#include "common/platform/random.h"

#include <errno.h>
#include <sys/random.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace gom::platform {

uint64_t RandomSource::Next() {
  uint8_t bytes[8];
  Fill(absl::MakeSpan(bytes));
  uint64_t value = 0;
  for (uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

uint64_t RandomSource::Below(uint64_t bound) {
  // The first 2^64 mod bound values would make small results likelier.
  const uint64_t uneven = (0 - bound) % bound;
  for (;;) {
    const uint64_t value = Next();
    if (value >= uneven) return value % bound;
  }
}

std::string RandomSource::Bytes(size_t count) {
  std::string bytes(count, '\0');
  Fill(absl::MakeSpan(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()));
  return bytes;
}

void SystemRandom::Fill(absl::Span<uint8_t> bytes) {
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + done, bytes.size() - done, 0);
    if (got > 0) {
      done += static_cast<size_t>(got);
    } else if (errno != EINTR) {
      std::perror("getrandom");
      std::abort();
    }
  }
}

void SeededRandom::Fill(absl::Span<uint8_t> bytes) {
  // SplitMix64.
  for (size_t at = 0; at < bytes.size(); at += 8) {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    for (size_t i = at; i < bytes.size() && i < at + 8; ++i, z >>= 8) {
      bytes[i] = static_cast<uint8_t>(z);
    }
  }
}

}  // namespace gom::platform
