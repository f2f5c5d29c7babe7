#include "common/evidence/reduce.h"

#include <random>

#include "common/evidence/check.h"
#include "common/evidence/limits.h"
#include "common/text/message.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/evidence/photos.h"

namespace gom::evidence {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string RefusalOf(std::string_view file) {
  const auto reduced = Reduce(file);
  EXPECT_FALSE(reduced.ok());
  EXPECT_EQ(text::ErrorOf(reduced.status()).code(), "evidence_refused");
  return text::Sentence(text::Language::kVietnamese, reduced.status());
}

TEST(Reduce, G13_PhotoWithPlaceAndCamera_OnlyThePixelsAreLeft) {
  std::string photo = WithExif(JpegOf(Scene(600, 400)), 1);
  photo = WithSegment(photo, '\xfe', "taken by Lan");
  photo = WithSegment(photo, '\xe1', "http://ns.adobe.com/xap/1.0/ GPSLatitude 20,5N");
  photo += "PK\x03\x04 something behind the end";
  const auto reduced = Reduce(photo);
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_TRUE(reduced->place_removed);
  for (const char* left : {"GPS", "Exif", "ABC", "Lan", "adobe", "PK\x03\x04"})
    EXPECT_THAT(reduced->bytes, Not(HasSubstr(left)));
  EXPECT_TRUE(CheckKept(reduced->bytes).ok());
  EXPECT_FALSE(CheckKept(photo).ok());
}

TEST(Reduce, PlainPhoto_SaysThatNothingOfThePlaceWasRemoved) {
  const auto reduced = Reduce(JpegOf(Scene(600, 400)));
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_FALSE(reduced->place_removed);
  EXPECT_EQ(reduced->kind, Kind::kJpeg);
}

TEST(Reduce, LargePhoto_ComesOutSmallUprightAndTheSameEveryTime) {
  const std::string photo = WithExif(JpegOf(Scene(2400, 1800)), 6);
  ASSERT_GT(photo.size(), kMaxPictureBytes);
  const auto reduced = Reduce(photo);
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_LE(reduced->bytes.size(), kAimBytes);
  const auto size = JpegSize(reduced->bytes);
  ASSERT_TRUE(size.ok());
  EXPECT_EQ(size->height, 1600);  // it was held upright
  EXPECT_EQ(size->width, 1200);
  EXPECT_EQ(Reduce(photo)->bytes, reduced->bytes);
  EXPECT_EQ(Reduce(reduced->bytes)->kind, Kind::kJpeg);
}

TEST(Reduce, PictureThatCompressesBadly_FallsInQualityUntilItFits) {
  const auto reduced = Reduce(JpegOf(Scene(1600, 1600, 255), 80));
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_LE(reduced->bytes.size(), kMaxPictureBytes);
  EXPECT_GT(reduced->bytes.size(), kMaxPictureBytes / 3);
}

TEST(Reduce, Scan_PngBecomesAJpeg) {
  const auto reduced = Reduce(PngOf(Scene(1700, 300)));
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_EQ(KindOf(reduced->bytes), Kind::kJpeg);
  EXPECT_EQ(JpegSize(reduced->bytes)->width, 1600);
}

TEST(Reduce, Document_StaysAsItIs) {
  const std::string pdf = "%PDF-1.4\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
  const auto reduced = Reduce(pdf);
  ASSERT_TRUE(reduced.ok()) << reduced.status();
  EXPECT_EQ(reduced->bytes, pdf);
  EXPECT_EQ(reduced->kind, Kind::kPdf);
  EXPECT_THAT(RefusalOf(pdf + std::string("PK\x03\x04")), HasSubstr("PDF"));
  EXPECT_THAT(RefusalOf("%PDF-1.4\n1 0 obj"), HasSubstr("PDF"));
  EXPECT_THAT(RefusalOf("%PDF-" + std::string(3 << 20, ' ') + "%%EOF"), HasSubstr("quá mức"));
}

TEST(Reduce, G11_ProgramsPagesAndDrawingsByAnyName_AreRefused) {
  for (const char* bytes :
       {"MZ\x90", "\177ELF", "#!/bin/sh\n", "<svg onload='x()'/>", "<!doctype html><script>",
        "GIF89a<script>", "BM", "RIFF....WEBP", "PK\x03\x04", " \xff\xd8\xff", "", "II*"}) {
    EXPECT_THAT(RefusalOf(bytes), HasSubstr("JPEG")) << bytes;
  }
}

TEST(Reduce, G11_Polyglot_KeepsOnlyItsPicture) {
  const std::string page = "<html><script>steal()</script></html>";
  const std::string jpeg = WithSegment(JpegOf(Scene(64, 64)), '\xfe', page) + page;
  const std::string png = PngOf(Scene(64, 64)) + page;
  for (const std::string& file : {jpeg, png}) {
    const auto reduced = Reduce(file);
    ASSERT_TRUE(reduced.ok()) << reduced.status();
    EXPECT_THAT(reduced->bytes, Not(HasSubstr("script")));
  }
}

// A head of a few bytes that says 30,000 by 30,000: 2.7 GB, if anybody believed it.
TEST(Reduce, G12_PictureOf30000By30000_IsRefusedBeforeItIsDecoded) {
  std::string jpeg = JpegOf(Scene(64, 64));
  const size_t frame = jpeg.find("\xff\xc0");
  ASSERT_NE(frame, jpeg.npos);
  jpeg.replace(frame + 5, 4, "\x75\x30\x75\x30");
  EXPECT_THAT(RefusalOf(jpeg), HasSubstr("30000 x 30000"));
  EXPECT_THAT(RefusalOf(PngHead(30'000, 30'000)), HasSubstr("30000 x 30000"));
  EXPECT_THAT(RefusalOf(PngHead(64, 64)), HasSubstr("hỏng"));  // bearable, and without pixels
}

TEST(Reduce, TooManyBytes_AreRefusedByTheirNumber) {
  std::string jpeg = JpegOf(Scene(64, 64));
  jpeg.resize(kMaxInputBytes + 1024);
  EXPECT_THAT(RefusalOf(jpeg), HasSubstr("24577 KB"));
}

TEST(Reduce, CutShort_IsSaidAndNotKeptGrey) {
  const std::string photo = JpegOf(Scene(600, 400));
  RefusalOf(photo.substr(0, photo.size() / 2));
  RefusalOf(photo.substr(0, 300));
  const std::string scan = PngOf(Scene(600, 400));
  RefusalOf(scan.substr(0, scan.size() / 2));
}

// Hostile bytes are refused or decoded; under the sanitizers nothing else may happen.
TEST(Reduce, G11_DamagedAtRandom_IsRefusedOrReducedAndNeverWorse) {
  const unsigned seed = 20261122;
  std::minstd_rand random(seed);
  const std::string files[] = {WithExif(JpegOf(Scene(90, 70)), 5), PngOf(Scene(90, 70))};
  int taken = 0;
  for (int round = 0; round < 600; ++round) {
    std::string file = files[round % 2];
    for (int flips = 1 + static_cast<int>(random() % 8); flips > 0; --flips)
      file[random() % file.size()] = static_cast<char>(random());
    if (random() % 4 == 0) file.resize(random() % file.size());
    const auto reduced = Reduce(file);
    if (!reduced.ok()) continue;
    ++taken;
    EXPECT_TRUE(CheckKept(reduced->bytes).ok()) << "seed " << seed << ", round " << round;
  }
  EXPECT_GT(taken, 0);
}

}  // namespace
}  // namespace gom::evidence
