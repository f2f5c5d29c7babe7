#include "common/evidence/name.h"

#include "common/text/unicode.h"
#include "gtest/gtest.h"

namespace gom::evidence {
namespace {

TEST(DisplayName, G9_PathsAndDevices_AreNamesOnAPageAndNothingElse) {
  EXPECT_EQ(DisplayName("..\\..\\x.jpg"), "x.jpg");
  EXPECT_EQ(DisplayName("../../etc/passwd"), "passwd");
  EXPECT_EQ(DisplayName("C:\\"), "");
  EXPECT_EQ(DisplayName("C:x.jpg"), "C_x.jpg");
  EXPECT_EQ(DisplayName("CON"), "_CON");
  EXPECT_EQ(DisplayName("con.jpg"), "_con.jpg");
  EXPECT_EQ(DisplayName("lpt1 .pdf"), "_lpt1 .pdf");
  EXPECT_EQ(DisplayName("COMET.jpg"), "COMET.jpg");
  EXPECT_EQ(DisplayName("a.txt:ads"), "a.txt_ads");
  EXPECT_EQ(DisplayName(".."), "");
  EXPECT_EQ(DisplayName("a. . "), "a");
  EXPECT_EQ(DisplayName("a\nb\x1b[2Jc"), "a b [2Jc");
  EXPECT_EQ(DisplayName("anh\u202egpj.exe"), "anhgpj.exe");
}

TEST(DisplayName, G9_AnyBytes_NeverASeparatorAControlOrTooLong) {
  std::string every;
  for (int i = 0; i < 5000; ++i) every.push_back(static_cast<char>((i * 73 + i / 256) & 0xff));
  for (size_t from = 0; from < every.size(); from += 7) {
    const std::string shown = DisplayName(std::string_view(every).substr(from, 300));
    EXPECT_EQ(shown.find_first_of(std::string_view("/\\:*?\"<>|\0\n\r\x1b", 13)), shown.npos)
        << shown;
    EXPECT_LE(text::ColumnWidth(shown), 100);
    EXPECT_TRUE(text::IsUtf8(shown));
  }
}

TEST(DisplayName, VietnameseName_IsKeptInOneForm) {
  EXPECT_EQ(DisplayName("Ảnh lớp 1A (ngày 20-11).jpg"), "Ảnh lớp 1A (ngày 20-11).jpg");
  EXPECT_EQ(DisplayName("hoa\u0300.jpg"), "hoà.jpg");
}

}  // namespace
}  // namespace gom::evidence
