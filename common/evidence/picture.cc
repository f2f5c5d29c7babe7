#include "common/evidence/picture.h"

#include <algorithm>
#include <utility>

namespace gom::evidence {
namespace {

constexpr size_t kChannels = 3;

// `from` samples of a line, `step` apart, as `to` of them. On a ruler of from × to marks an old
// sample covers `to` marks and a new one `from`.
void ShrinkLine(const uint8_t* in, int64_t from, uint8_t* out, int64_t to, size_t step) {
  int64_t at = 0;
  const uint8_t* sample = in;
  int64_t sample_end = to;
  for (int64_t o = 0; o < to; ++o) {
    const int64_t end = (o + 1) * from;
    int64_t sum = 0;
    while (at < end) {
      const int64_t next = std::min(end, sample_end);
      sum += *sample * (next - at);
      at = next;
      if (at == sample_end && at < from * to) {
        sample += step;
        sample_end += to;
      }
    }
    *out = static_cast<uint8_t>((sum + from / 2) / from);
    out += step;
  }
}

}  // namespace

Picture Shrink(Picture picture, int long_side) {
  const int longer = std::max(picture.width, picture.height);
  if (longer <= long_side) return picture;
  const auto scaled = [&](int side) {
    return std::max(1, static_cast<int>(int64_t{side} * long_side / longer));
  };
  const int width = scaled(picture.width), height = scaled(picture.height);
  Picture narrow{width, picture.height, {}};
  narrow.rgb.resize(Picture::BytesOf(width, picture.height));
  for (int y = 0; y < picture.height; ++y) {
    const uint8_t* in = picture.rgb.data() + Picture::BytesOf(picture.width, y);
    uint8_t* out = narrow.rgb.data() + Picture::BytesOf(width, y);
    for (size_t c = 0; c < kChannels; ++c)
      ShrinkLine(in + c, picture.width, out + c, width, kChannels);
  }
  picture.rgb = {};
  Picture small{width, height, {}};
  small.rgb.resize(Picture::BytesOf(width, height));
  const size_t row = Picture::BytesOf(width, 1);
  for (size_t x = 0; x < row; ++x)
    ShrinkLine(narrow.rgb.data() + x, narrow.height, small.rgb.data() + x, height, row);
  return small;
}

Picture Turn(Picture picture, int orientation) {
  if (orientation < 2 || orientation > 8) return picture;
  const int w = picture.width, h = picture.height;
  const bool on_its_side = orientation >= 5;
  Picture turned{on_its_side ? h : w, on_its_side ? w : h, {}};
  turned.rgb.resize(picture.rgb.size());
  uint8_t* out = turned.rgb.data();
  for (int y = 0; y < turned.height; ++y) {
    for (int x = 0; x < turned.width; ++x) {
      // Along the old picture, and down it.
      int along = on_its_side ? y : x;
      int down = on_its_side ? x : y;
      if (orientation == 2 || orientation == 3 || orientation >= 7) along = w - 1 - along;
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        down = h - 1 - down;
      const uint8_t* in = picture.rgb.data() + Picture::BytesOf(w, down) + kChannels * along;
      out = std::copy(in, in + kChannels, out);
    }
  }
  return turned;
}

}  // namespace gom::evidence
