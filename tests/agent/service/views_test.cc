#include "agent/service/views.h"

#include <gtest/gtest.h>

#include <string>

namespace gom::agent {
namespace {

TEST(ViewsTest, RevisionOfAnyStream_IsNamedInHex) {
  EXPECT_EQ(ShowName({std::string(16, '\xa1'), 17, 0}), "a1a1a1a1/17");
  EXPECT_EQ(ShowName({std::string("\x00\x01\x02\xff", 4) + std::string(12, 'x'), 1, 0}),
            "000102ff/1");
}

// One id in 256 begins like that; shown as it is it would be no text, and the answer to "submit"
// could not be sent.
TEST(ViewsTest, StreamIdThatBeginsWithANumberSign_IsNamedInHexToo) {
  EXPECT_EQ(ShowName({"#" + std::string(15, '\xff'), 3, 0}), "23ffffff/3");
}

TEST(ViewsTest, StreamKnownByTheHubsNumberAlone_IsNamedByIt) {
  EXPECT_EQ(ShowName({"#12", 3, 0}), "#12/3");
  EXPECT_EQ(ShowName({}), "");
}

}  // namespace
}  // namespace gom::agent
