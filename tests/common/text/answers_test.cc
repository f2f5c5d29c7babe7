#include "common/text/answers.h"

#include <gtest/gtest.h>

namespace gom::text {
namespace {

TEST(Answers, YesAndNo_AsPeopleWriteThem) {
  for (const char* yes : {"có", "CÓ", "Co", "c", "x", "X", "1", "１", "đúng", "yes", " Y ", "true"})
    EXPECT_EQ(ReadYesNo(yes), true) << yes;
  for (const char* no :
       {"không", "Khong", "KHÔNG", "k", "ko", "0", "０", "sai", "no", "N", "false"})
    EXPECT_EQ(ReadYesNo(no), false) << no;
  for (const char* neither : {"", " ", "có lẽ", "2", "chưa", "na", "không rõ"})
    EXPECT_EQ(ReadYesNo(neither), std::nullopt) << neither;
}

TEST(Answers, NotApplicable_AsPeopleWriteIt) {
  for (const char* it : {"không áp dụng", "Khong ap dung", "KHÔNG ÁP DỤNG", "not applicable", "na",
                         "NA", "n/a", "N/A", "kad", "KAD", "kxd", "ＮＡ", " n/a "}) {
    EXPECT_TRUE(SaysNotApplicable(it)) << it;
  }
}

TEST(Answers, WordsThatLookLikeTheAbbreviation_AreWords) {
  for (const char* word : {"ná", "nà", "nạ", "không", "0", "", "áp dụng"})
    EXPECT_FALSE(SaysNotApplicable(word)) << word;
}

}  // namespace
}  // namespace gom::text
