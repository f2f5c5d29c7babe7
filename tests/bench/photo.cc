#include "tests/bench/photo.h"

#include <cstdint>
#include <random>

#include "common/evidence/codec.h"
#include "tests/bench/fixture.h"

namespace gom::bench {
namespace {

// As a camera makes it: colours that run from corner to corner, and noise.
evidence::Reduced Scene(int width) {
  constexpr unsigned kNoise = 24;
  const int height = width * 3 / 4;
  std::minstd_rand random(7);
  evidence::Picture picture{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const unsigned base[] = {static_cast<unsigned>(x * 200 / width),
                               static_cast<unsigned>(y * 200 / height), 90};
      for (const unsigned c : base)
        picture.rgb.push_back(static_cast<uint8_t>(c + random() % kNoise));
    }
  }
  constexpr int kQuality = 92;
  return Must(evidence::Reduce(Must(evidence::EncodeJpeg(picture, kQuality))));
}

}  // namespace

evidence::Reduced PhotoOf(size_t bytes) {
  int least = 16, most = 2048;
  while (most - least > 4) {
    const int width = (least + most) / 2;
    (Scene(width).bytes.size() < bytes ? least : most) = width;
  }
  return Scene(most);
}

}  // namespace gom::bench
