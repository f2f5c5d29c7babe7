#include "hub/service/page_token.h"

#include <gtest/gtest.h>

#include "common/text/message.h"

namespace gom::hub {
namespace {

TEST(PageTokenTest, TokenOfTheSameQuestion_GivesTheKeyBack) {
  for (const std::string& key :
       {std::string("s1"), std::string("a/b/c"), std::string("\0\xff", 2)}) {
    EXPECT_EQ(*ReadPageToken(MakePageToken(key, "units"), "units"), key);
  }
}

TEST(PageTokenTest, EmptyToken_IsTheStart) { EXPECT_EQ(*ReadPageToken("", "units"), ""); }

TEST(PageTokenTest, AnyByteChanged_IsRefused) {
  const std::string token = MakePageToken("school-1", "entries/x");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    auto read = ReadPageToken(changed, "entries/x");
    EXPECT_TRUE(!read.ok() || *read == "school-1") << i;
  }
}

TEST(PageTokenTest, TokenOfAnotherQuestion_IsRefused) {
  EXPECT_EQ(text::ErrorOf(ReadPageToken(MakePageToken("s1", "a"), "b").status()).code(),
            "page_token_wrong");
  EXPECT_FALSE(ReadPageToken(MakePageToken("bc", "a"), "ab").ok());
}

TEST(PageTokenTest, PageSize_IsBounded) {
  EXPECT_EQ(*PageSize(0), kDefaultPageSize);
  EXPECT_EQ(*PageSize(7), 7);
  EXPECT_EQ(*PageSize(100000), kMaxPageSize);
  EXPECT_FALSE(PageSize(-1).ok());
}

}  // namespace
}  // namespace gom::hub
