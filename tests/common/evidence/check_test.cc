#include "common/evidence/check.h"

#include "common/evidence/limits.h"
#include "common/evidence/reduce.h"
#include "gtest/gtest.h"
#include "tests/common/evidence/photos.h"

namespace gom::evidence {
namespace {

std::string Kept() {
  const auto reduced = Reduce(WithExif(JpegOf(Scene(600, 400)), 6));
  EXPECT_TRUE(reduced.ok()) << reduced.status();
  return reduced.ok() ? reduced->bytes : std::string();
}

TEST(CheckKept, WhatTheAgentMakes_IsTaken) {
  const auto kind = CheckKept(Kept());
  ASSERT_TRUE(kind.ok()) << kind.status();
  EXPECT_EQ(TypeOf(*kind), "image/jpeg");
  EXPECT_EQ(TypeOf(*CheckKept("%PDF-1.7\n%%EOF")), "application/pdf");
}

TEST(CheckKept, G13_PictureThatStillSaysWhereItWasTaken_IsRefused) {
  EXPECT_FALSE(CheckKept(WithExif(Kept(), 1)).ok());
  EXPECT_FALSE(CheckKept(WithSegment(Kept(), '\xfe', "a comment")).ok());
  EXPECT_FALSE(CheckKept(WithSegment(Kept(), '\xe1', "http://ns.adobe.com/xap/")).ok());
  EXPECT_FALSE(CheckKept(WithSegment(Kept(), '\xe0', "JFIF and a thumbnail")).ok());
}

TEST(CheckKept, G11_AnythingBehindOrInFront_IsRefused) {
  EXPECT_FALSE(CheckKept(Kept() + "x").ok());
  EXPECT_FALSE(CheckKept(Kept() + Kept()).ok());
  EXPECT_FALSE(CheckKept(" " + Kept()).ok());
  EXPECT_FALSE(CheckKept(Kept().substr(0, 2000)).ok());
  EXPECT_FALSE(CheckKept("<svg/>").ok());
  EXPECT_FALSE(CheckKept(PngOf(Scene(10, 10))).ok());
  EXPECT_FALSE(CheckKept("").ok());
}

TEST(CheckKept, LargerThanMayBeKept_IsRefused) {
  EXPECT_FALSE(CheckKept(JpegOf(Scene(2000, 1000))).ok());
  EXPECT_FALSE(CheckKept(JpegOf(Scene(1500, 1500, 255), 95)).ok());
  EXPECT_TRUE(CheckSize(kMaxDocumentBytes).ok());
  EXPECT_FALSE(CheckSize(kMaxDocumentBytes + 1).ok());
}

}  // namespace
}  // namespace gom::evidence
