#include "common/evidence/picture.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace gom::evidence {
namespace {

using ::testing::ElementsAre;

// Grey, one number a pixel.
Picture Grey(int width, const std::vector<uint8_t>& pixels) {
  Picture picture{width, static_cast<int>(pixels.size()) / width, {}};
  for (const uint8_t p : pixels) picture.rgb.insert(picture.rgb.end(), 3, p);
  return picture;
}
std::vector<uint8_t> Greys(const Picture& picture) {
  std::vector<uint8_t> pixels;
  for (size_t i = 0; i < picture.rgb.size(); i += 3) {
    EXPECT_EQ(picture.rgb[i], picture.rgb[i + 1]);
    EXPECT_EQ(picture.rgb[i], picture.rgb[i + 2]);
    pixels.push_back(picture.rgb[i]);
  }
  return pixels;
}

TEST(Shrink, EachNewPixel_IsTheMeanOfWhatItCovers) {
  const Picture half = Shrink(Grey(4, {0, 10, 20, 30, 100, 110, 120, 130}), 2);
  EXPECT_EQ(half.width, 2);
  EXPECT_EQ(half.height, 1);
  EXPECT_THAT(Greys(half), ElementsAre(55, 75));
  // Three onto two: the middle one counts half for each.
  EXPECT_THAT(Greys(Shrink(Grey(3, {0, 90, 240}), 2)), ElementsAre(30, 190));
}

TEST(Shrink, SmallEnough_StaysAndThinOnesKeepARow) {
  const Picture same = Grey(3, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(Shrink(same, 3).rgb, same.rgb);
  const Picture line = Shrink(Grey(1000, std::vector<uint8_t>(1000, 77)), 10);
  EXPECT_EQ(line.height, 1);
  EXPECT_THAT(Greys(line), ::testing::Each(77));
}

TEST(Turn, EveryWayThatACameraCanBeHeld_ComesOutUpright) {
  // What the eight orientations make of
  //   1 2
  //   3 4
  //   5 6
  const std::vector<std::vector<uint8_t>> turned = {
      {1, 2, 3, 4, 5, 6}, {2, 1, 4, 3, 6, 5}, {6, 5, 4, 3, 2, 1}, {5, 6, 3, 4, 1, 2},
      {1, 3, 5, 2, 4, 6}, {5, 3, 1, 6, 4, 2}, {6, 4, 2, 5, 3, 1}, {2, 4, 6, 1, 3, 5}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    const Picture upright = Turn(Grey(2, {1, 2, 3, 4, 5, 6}), orientation);
    EXPECT_EQ(upright.width, orientation < 5 ? 2 : 3);
    EXPECT_EQ(upright.height, orientation < 5 ? 3 : 2);
    EXPECT_EQ(Greys(upright), turned[static_cast<size_t>(orientation - 1)]);
  }
}

}  // namespace
}  // namespace gom::evidence
