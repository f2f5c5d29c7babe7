#include "common/evidence/metadata.h"

#include "gtest/gtest.h"
#include "tests/common/evidence/photos.h"

namespace gom::evidence {
namespace {

TEST(MetadataTest, PhotoOfATelephone_SaysPlaceCameraAndWhichWayUp) {
  const std::string plain = JpegOf(Scene(40, 30));
  const Metadata none = MetadataOf(plain);
  EXPECT_EQ(none.orientation, 1);
  EXPECT_FALSE(none.place);
  EXPECT_FALSE(none.camera);

  const Metadata all = MetadataOf(WithExif(plain, 6));
  EXPECT_EQ(all.orientation, 6);
  EXPECT_TRUE(all.place);
  EXPECT_TRUE(all.camera);

  EXPECT_FALSE(MetadataOf(WithExif(plain, 8, false)).place);
  EXPECT_EQ(MetadataOf(WithExif(plain, 77)).orientation, 1);
  EXPECT_TRUE(
      MetadataOf(WithSegment(plain, '\xe1', "http://ns.adobe.com/xap/ exif:GPSLatitude")).place);
}

TEST(MetadataTest, PngWithExif_IsReadToo) {
  const std::string plain = PngOf(Scene(40, 30));
  const std::string exif = ExifOf(3, true);
  std::string chunk = Little(exif.size(), 4);
  std::reverse(chunk.begin(), chunk.end());
  chunk += "eXIf" + exif + "crc.";
  const std::string png = plain.substr(0, 33) + chunk + plain.substr(33);  // behind IHDR
  EXPECT_EQ(MetadataOf(png).orientation, 3);
  EXPECT_TRUE(MetadataOf(png).place);
}

// What a directory points at may lie anywhere, also outside of the file.
TEST(MetadataTest, DamagedAnywhere_NeverReadsBeyondTheEnd) {
  const std::string photo = WithExif(JpegOf(Scene(16, 16)), 6);
  for (size_t cut = 0; cut < 200; ++cut) MetadataOf(std::string(photo, 0, cut));
  for (size_t at = 2; at < 120; ++at) {
    for (const char byte : {'\x00', '\x7f', '\xff'}) {
      std::string damaged = photo;
      damaged[at] = byte;
      const Metadata metadata = MetadataOf(std::string(damaged));
      EXPECT_GE(metadata.orientation, 1);
      EXPECT_LE(metadata.orientation, 8);
    }
  }
}

}  // namespace
}  // namespace gom::evidence
